// Each supporter's load, and whose changed since one looked last. Supporters stand here as
// pseudonyms.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <vector>

#include "base/day.h"
#include "base/result.h"
#include "store/assignments.h"
#include "store/database.h"

namespace kith::store {

struct StoredLoad {
    int open = 0;
    int new_this_year = 0;  // Accepted or proposed within 365 days before `today`.
    std::optional<Day> cool_down_until;
    std::optional<Day> last_assigned;
};
Result<std::map<SupporterRef, StoredLoad>> loads(Transaction& tx, Day today);
Result<StoredLoad> load_of(Transaction& tx, const SupporterRef& supporter, Day today);

// Whose load changed after `version` (DirectoryVersion::loads); nothing where that is too long ago
// to tell.
Result<std::optional<std::vector<SupporterRef>>> loads_changed(Transaction& tx,
                                                               std::int64_t version);

// Takes one place of `open_max` in her caseload, whoever takes the last one in whichever process:
// the number of places taken, one or none. So with giving one back.
Result<std::int64_t> take_place(Transaction& tx, const SupporterRef& supporter, int open_max,
                                std::int64_t hour);
Result<std::int64_t> give_place_back(Transaction& tx, const SupporterRef& supporter);
Result<void> set_cool_down(Transaction& tx, const SupporterRef& supporter, Day until);
// Nothing is left of hers, where nothing is open.
Result<void> forget_load(Transaction& tx, const SupporterRef& supporter);

}  // namespace kith::store
