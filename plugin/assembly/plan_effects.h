// Whom a change of the manifest touches, in sentences with counts.
#pragma once

#include <string>
#include <vector>

#include "base/result.h"
#include "model/settings.h"
#include "routing/coverage.h"
#include "store/database.h"

namespace kith::assembly {

Result<std::vector<std::string>> plan_effects(store::Database& database,
                                              const model::Settings& before,
                                              const model::Settings& after);

// Coverage as the tenant's own rules have it.
routing::Coverage coverage_under(const directory::Snapshot& snapshot,
                                 const model::Settings& settings, Day on);

}  // namespace kith::assembly
