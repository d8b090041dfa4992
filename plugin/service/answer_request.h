// A supporter answers an offer, steps aside, or gives a request on.
#pragma once

#include "base/result.h"
#include "service/rooms.h"

namespace kith::service {

Result<void> accept_request(Rooms& rooms, store::Transaction& tx, const Session& session,
                            const RequestId& request);
Result<void> decline_request(Rooms& rooms, store::Transaction& tx, const Session& session,
                             const RequestId& request);
// Offered or accepted, without a reason. The requester learns only that someone else will take
// over.
Result<void> recuse(Rooms& rooms, store::Transaction& tx, const Session& session,
                    const RequestId& request);
// An accepted one. What was said stays with the requester; the next supporter begins with her first
// text.
Result<void> hand_over(Rooms& rooms, store::Transaction& tx, const Session& session,
                       const RequestId& request);

}  // namespace kith::service
