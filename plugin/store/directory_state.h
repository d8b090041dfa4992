// The versions and keyed digests of the directory's row sets.
#pragma once

#include <cstdint>
#include <string>

#include "base/result.h"
#include "store/rows_digest.h"
#include "store/transaction.h"

namespace kith::store {

struct DirectoryState {
    std::int64_t people_version = 0;
    std::int64_t supporters_version = 0;
    std::string people_digest;
    std::string former_managers_digest;
    std::string supporters_digest;
};

// Where nothing was taken over yet: versions 0, and nothing is stated.
Result<DirectoryState> directory_state(Transaction& tx);
Result<void> set_directory_state(Transaction& tx, const DirectoryState& state);

// Whether the rows are not those that Kith wrote. Without a key nobody can tell, and they count as
// sound.
bool differs(const Transaction& tx, RowsDigest digest, std::int64_t version,
             const std::string& stated);
Error changed_behind_us();

}  // namespace kith::store
