// "Someone else, please": the requester asks for another supporter, at any time and without a
// reason.
#pragma once

#include "base/result.h"
#include "service/rooms.h"

namespace kith::service {

// `wished`: whom she wants instead; empty: pick for me. False where nobody is eligible; the request
// waits.
Result<bool> reassign_request(Rooms& rooms, store::Transaction& tx, const Session& session,
                              const RequestId& request, const EmployeeId& wished);

}  // namespace kith::service
