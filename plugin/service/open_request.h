// An employee asks for a peer.
#pragma once

#include <string>
#include <vector>

#include "base/result.h"
#include "model/support_request.h"
#include "service/rooms.h"

namespace kith::service {

struct OpenRequest {
    std::string topic;
    std::string language;
    std::string channel;
    bool named = false;  // Her supporter may know who she is.
    std::string text;
    std::vector<EmployeeId> persons_concerned;
    std::vector<EmployeeId> excluded;
    EmployeeId wished;
    bool wait = false;  // Where nobody is eligible: keep the request and look again later.
};

struct Opened {
    RequestId id;  // Empty where nobody is eligible and she does not wait: nothing is stored.
    bool offered = false;
    std::string return_code;  // Twelve words, given this once.
    std::string alias;        // What her supporter calls her, if she stays pseudonymous.
};

Result<Opened> open_request(Rooms& rooms, store::Transaction& tx, const Session& session,
                            const OpenRequest& wish);

}  // namespace kith::service
