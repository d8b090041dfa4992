// What the schema cannot say: whether the settings make sense together and on this machine.
#pragma once

#include <string>
#include <vector>

#include "manifest/report.h"
#include "model/settings.h"

namespace kith::manifest {

// `settings` were read from the tree under `root`.
void lint(const xmlNode* root, const model::Settings& settings, Report& report);

// An error for each <item> whose keys, without regard to case, stood before.
void check_once(const xmlNode* around, const char* item, const std::vector<std::string>& keys,
                Report& report);

}  // namespace kith::manifest
