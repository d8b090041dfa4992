// What no schema can say of <ldap>: whether its settings make sense together. Asks no server.
#pragma once

#include "manifest/report.h"
#include "model/settings.h"

namespace kith::manifest {

// `settings` were read from the manifest that `ldap` stands in.
void lint_ldap(const xmlNode* ldap, const model::Settings& settings, Report& report);

}  // namespace kith::manifest
