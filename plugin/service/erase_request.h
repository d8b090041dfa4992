// The owner takes back everything of a support request, for both sides.
#pragma once

#include "base/result.h"
#include "service/rooms.h"

namespace kith::service {

// Ends it first where it is still open. What is left says only that some supporter had a request.
Result<void> erase_request(Rooms& rooms, store::Transaction& tx, const Session& session,
                           const RequestId& request);

// After the erasure was committed: takes what it was out of the database's log as well. Where
// somebody reads at this moment, the next pump does it.
void settle_erasure(Rooms& rooms);

}  // namespace kith::service
