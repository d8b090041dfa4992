// That the org chart changed and open assignments were not looked at yet: so many changes in a row
// cost one look.
#pragma once

#include "base/result.h"
#include "store/database.h"

namespace kith::store {

Result<void> mark_recheck(Transaction& tx);
Result<bool> recheck_marked(Transaction& tx);
Result<void> clear_recheck(Transaction& tx);

}  // namespace kith::store
