// After the org chart changed: ends the assignments that a rule now forbids, and looks for someone
// else.
#pragma once

#include "base/result.h"
#include "service/rooms.h"

namespace kith::service {

// How many were ended. Both sides learn only that someone else will take over.
Result<int> recheck_assignments(Rooms& rooms, store::Transaction& tx);

}  // namespace kith::service
