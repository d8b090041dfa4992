// Everything of a support request goes, for both sides: at its owner's word, by time, or at an
// administrator's order.
#pragma once

#include "base/day.h"
#include "base/result.h"
#include "service/rooms.h"

namespace kith::service {

// Its owner's. Ends it first where it is still open. What is left says only that some supporter had
// a request.
Result<void> erase_request(Rooms& rooms, store::Transaction& tx, const Session& session,
                           const RequestId& request);

// Kith's own act, by time or on an order. False where a legal hold stands: nothing was done.
Result<bool> erase_unless_held(Rooms& rooms, store::Transaction& tx, const RequestId& request);

// The same where a hold has no say: what was erased once and came back with a backup.
Result<void> erase_whatever_held(Rooms& rooms, store::Transaction& tx, const RequestId& request);

// The day on which what is erased today is out of every copy as well: the keys have turned.
Result<Day> final_everywhere(Rooms& rooms);

// After the erasure was committed: takes what it was out of the database's log as well, and lists
// it for whoever restores a backup. Where somebody reads at this moment, the next pump does it.
void settle_erasure(Rooms& rooms);

}  // namespace kith::service
