// Who has no manager and leads somebody: who could be the top of the house.
//
// Kept beside the people with each of their changes, so that one change costs what it changes,
// however many have no manager. The rows carry keyed digests, as those of the people do.
#pragma once

#include <cstdint>
#include <unordered_set>
#include <vector>

#include "base/ids.h"
#include "base/result.h"
#include "store/database.h"

namespace kith::store {

// By id.
struct Tops {
    std::vector<EmployeeId> sure;    // Their chain counts as known: all of them.
    std::vector<EmployeeId> unsure;  // No more than were asked for.
};
// store_corrupt where those who are told are not all there are, short of `unsure_max`.
Result<Tops> tops(Transaction& tx, int unsure_max);

// Part of a change of people: these have changed, or lead others than before.
struct TopsChange {
    const std::unordered_set<EmployeeId>& people;
    std::int64_t version_before = 0;  // Of the people.
    std::int64_t version_after = 0;
};
Result<void> update_tops(Transaction& tx, const TopsChange& change);

}  // namespace kith::store
