// Legal hold: two identity custodians of separate lines, neither of them a party, keep a request
// from time and offices. Its owner sees it and stays free to erase. It ends by its day or by two
// again.
#pragma once

#include <vector>

#include "base/result.h"
#include "model/legal_hold.h"
#include "service/rooms.h"

namespace kith::service {

// The first of the two. invalid_input where the day is not within a year from today.
Result<HoldId> place_hold(Rooms& rooms, store::Transaction& tx, const Session& session,
                          const RequestId& request, model::HoldReason reason, Day until);
// The second: it stands from now on. conflict where both would be of one line.
Result<void> agree_to_hold(Rooms& rooms, store::Transaction& tx, const Session& session,
                           const HoldId& id);
// One of the two who end it early. True where it has ended.
Result<bool> end_hold(Rooms& rooms, store::Transaction& tx, const Session& session,
                      const HoldId& id);

struct ListedHold {
    model::LegalHold hold;
    bool own_approval = false;
    bool ending = false;  // One of two has agreed to end it.
};
// Those that are not over and that she may know of.
Result<std::vector<ListedHold>> list_holds(Rooms& rooms, store::Transaction& tx,
                                           const Session& session);

}  // namespace kith::service
