// What waits for a host to fetch it, written in the transaction that caused it.
//
// A notice says to whom something waits and nothing else: not what, not from whom, not of which
// request.
#pragma once

#include <cstdint>
#include <optional>

#include "base/ids.h"
#include "base/result.h"
#include "store/database.h"

namespace kith::store {

struct Notice {
    std::uint64_t id = 0;  // Random, below 2^53.
    EmployeeId audience;   // Sealed at rest.
    std::int64_t hour = 0;
};

Result<void> add_notice(Transaction& tx, const EmployeeId& audience, std::int64_t hour);
Result<std::optional<Notice>> next_notice(
    Transaction& tx);  // The oldest; the same until acknowledged.
Result<bool> acknowledge(Transaction& tx,
                         std::uint64_t id);  // False where there is none of that id.

// For the turn of an epoch (key_turn.h): what waits, under the current epoch's own key.
Result<void> seal_notices_anew(Transaction& tx);

}  // namespace kith::store
