// What was erased since the current epoch began, beside the keyring: a backup from before an
// erasure still has it, and a restore looks here to erase it again. Random ids and pseudonyms, no
// more. What is older no backup can show, so it leaves the list with the turn.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/ids.h"
#include "base/result.h"
#include "store/assignments.h"
#include "store/database.h"

namespace kith::store {

struct Erased {
    std::vector<RequestId> requests;
    std::vector<SupporterRef> supporters;
};

// What the database knows to be erased is on the list when this returns, and on the disk.
Result<void> list_erased(Database& database);
Result<Erased> erased_list(const Database& database);
// Whose place in the list it is to go, with the turn: everything from before this hour.
Result<void> shorten_erased_list(Database& database, std::int64_t before_hour);

}  // namespace kith::store
