// The turn of an epoch: a new secret in the keyring, every data key locked anew under it, the old
// secret destroyed. A kill at any moment leaves each data key under exactly one of two epochs, both
// in the keyring, and whoever comes next goes on. Hosts go on working meanwhile.
#pragma once

#include <cstdint>

#include "base/day.h"
#include "base/ids.h"
#include "base/result.h"
#include "store/database.h"

namespace kith::store {

struct TurnPart {
    std::int64_t turned = 0;  // Data keys, in this part.
    RequestId reached;        // Where the next part goes on.
    bool last = false;
};

// Each under Keyring::hold.
// The first step: nothing where a turn is on already.
Result<void> begin_turn(Database& database, Day today, std::int64_t hour);
// Some of what is left, in one transaction. A data key that does not open stays where it is.
Result<TurnPart> turn_some(Database& database, const RequestId& after);
// The last step, also for a turn that was stopped within it. store_corrupt where a data key was
// left behind: the old secret stays then.
Result<void> end_turn(Database& database, std::int64_t hour);

}  // namespace kith::store
