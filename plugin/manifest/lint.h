// What the schema cannot say: whether the settings make sense together and on this machine.
#pragma once

#include "manifest/report.h"
#include "model/settings.h"

namespace kith::manifest {

// `settings` were read from the tree under `root`.
void lint(const xmlNode* root, const model::Settings& settings, Report& report);

}  // namespace kith::manifest
