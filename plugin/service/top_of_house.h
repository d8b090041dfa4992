// "No manager" is never the top of the house, unless the manifest says so or there is only one who
// could be it.
#pragma once

#include <string>

#include "base/finding.h"
#include "base/result.h"
#include "service/rooms.h"

namespace kith::service {

// After people were changed by a source. Costs what changes, however many have no manager.
Result<void> settle_tops(const Rooms& rooms, store::Transaction& tx, const std::string& source,
                         Findings& findings);

}  // namespace kith::service
