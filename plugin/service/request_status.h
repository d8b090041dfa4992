// Where a request stands, as its requester sees it.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "model/support_request.h"
#include "service/rooms.h"
#include "store/requests.h"

namespace kith::service {

struct RequestStatus {
    store::RequestRow row;
    model::RequestContent content;        // Her own words.
    bool named = false;                   // Her supporter may know who she is.
    std::optional<EmployeeId> supporter;  // Who is asked, or serves. She may say "someone else".
    std::string supporter_name;
    std::optional<std::int64_t> answer_by_hour;  // While an offer waits for its answer.
    std::vector<std::string> next_steps;         // Codes; never why somebody fell out.
};

Result<RequestStatus> request_status(Rooms& rooms, store::Transaction& tx, const Session& session,
                                     const RequestId& request);
// Her own, the newest first. With a return code, the one that it opens.
Result<std::vector<RequestStatus>> own_requests(Rooms& rooms, store::Transaction& tx,
                                                const Session& session);

// What she can do now: "wait", "widen", "choose_other", "pick_for_me", "professional_help".
std::vector<std::string> next_steps_when_nobody(bool wished);

}  // namespace kith::service
