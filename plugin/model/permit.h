// A pass that only the policy room can write: the store opens nothing sealed without one.
//
// It names one kind of one request, so a pass for a state cannot open a conversation, and a pass
// for one request cannot open another.
#pragma once

#include <utility>

#include "base/ids.h"

namespace kith::policy {
class Gate;
}

namespace kith::model {

enum class Kind {
    directory,         // Who works here, and the listed supporters.
    supporter_record,  // One supporter's own entry.
    request_state,     // Where a request stands.
    request_content,   // Topic, language and the first text.
    request_identity,  // Who asks and whom it is about.
    conversation,      // Messages.
    programme_counts,  // States and counts, no more.
    people_feed,       // The import of the people source.
    notice,            // "Something waits."
    request_looks,     // Who has read what of a request.
};

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
