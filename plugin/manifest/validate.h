// The tree against the schema; libxml2's messages become sentences of ours.
#pragma once

#include "manifest/report.h"

namespace kith::manifest {

// For a tree whose words are put right (spelling.h): what is left is values, missing and misplaced.
void validate(xmlDoc* document, Report& report);

}  // namespace kith::manifest
