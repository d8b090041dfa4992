// What no schema can say of <saml>: whom Kith would believe, and whether each comes back as
// herself.
#pragma once

#include <string>

#include "manifest/report.h"
#include "model/settings.h"

namespace kith::manifest {

// `settings` were read from the manifest that `saml` stands in.
void lint_saml(const xmlNode* saml, const model::Settings& settings, Report& report);

}  // namespace kith::manifest
