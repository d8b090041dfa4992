// Which epochs the database is in, and what is still locked under the one before.
#pragma once

#include <cstdint>
#include <vector>

#include "base/ids.h"
#include "base/result.h"
#include "store/database.h"
#include "store/keyring.h"

namespace kith::store {

// store_corrupt where the tenant has no row.
Result<Epochs> epochs_of(Transaction& tx);
Result<void> set_epochs(Transaction& tx, const Epochs& epochs);
// How many data keys are locked under this epoch.
Result<std::int64_t> keys_under(Transaction& tx, int epoch);
// Whose they are, up to `count`.
Result<std::vector<RequestId>> requests_under(Transaction& tx, int epoch, int count);

}  // namespace kith::store
