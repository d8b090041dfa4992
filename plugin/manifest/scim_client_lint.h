// What no schema can say of <scimClient>: whether its settings make sense together. Asks no
// service.
#pragma once

#include "manifest/report.h"
#include "model/settings.h"

namespace kith::manifest {

// `settings` were read from the manifest that `client` stands in.
void lint_scim_client(const xmlNode* client, const model::Settings& settings, Report& report);

}  // namespace kith::manifest
