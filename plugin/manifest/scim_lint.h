// What no schema can say of <scim>: whether those who come can be told apart, and from strangers.
#pragma once

#include <string>

#include "manifest/report.h"
#include "model/settings.h"

namespace kith::manifest {

// All of those in `people`. `settings` were read from the manifest that it stands in, with relative
// paths counted from `folder`.
void lint_scim(const xmlNode* people, const model::Settings& settings, const std::string& folder,
               Report& report);

}  // namespace kith::manifest
