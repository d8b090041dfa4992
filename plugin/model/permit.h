// A pass that only the policy room can write: the store opens nothing sealed without one.
//
// It names one kind of one request, so a pass for a state cannot open a conversation, and a pass
// for one request cannot open another.
#pragma once

#include <utility>

#include "base/ids.h"
#include "model/access.h"

namespace kith::policy {
class Gate;
}

namespace kith::model {

class Permit {
public:
    Kind kind() const { return kind_; }
    const RequestId& request() const { return request_; }

private:
    friend class policy::Gate;
    Permit(Kind kind, RequestId request) : kind_(kind), request_(std::move(request)) {}

    Kind kind_;
    RequestId request_;
};

}  // namespace kith::model
