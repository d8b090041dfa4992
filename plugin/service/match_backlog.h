// Everything that waits is matched at once: as many as can be, and as well as they can be together.
#pragma once

#include <vector>

#include "base/result.h"
#include "service/rooms.h"

namespace kith::service {

// Numbers only: who waits and who would be asked is nobody's business here.
struct BacklogMatch {
    std::size_t requests = 0;  // Those that wait and can be read.
    std::size_t placed = 0;
    std::int64_t fit = 0;            // Of all who were placed, 0 to 100 points each.
    std::int64_t value = 0;          // With what each placement counts beside its points.
    std::int64_t bound = 0;          // No other choice is worth more.
    std::size_t placed_in_turn = 0;  // For comparison: one after another, in their order.
};

// All that wait, in one transaction.
Result<BacklogMatch> match_backlog(Rooms& rooms);
// What match_backlog would do. Changes nothing.
Result<BacklogMatch> try_backlog(Rooms& rooms);

// Those of `waiting` for whom somebody is found are offered to her; the others go on waiting. A
// damaged one is passed over.
Result<BacklogMatch> place_together(Rooms& rooms, store::Transaction& tx, const DirectoryView& view,
                                    const std::vector<RequestId>& waiting);

}  // namespace kith::service
