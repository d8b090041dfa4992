// Words that the manifest does not have: what was meant, and why a hard rule has no switch.
//
// The tree is put right as guessed, so that what stands below a misspelt section is checked too.
#pragma once

#include "manifest/report.h"

namespace kith::manifest {

void check_words(xmlNode* root, Report& report);

}  // namespace kith::manifest
