// Why somebody is in Kith as she is, or not at all.
#pragma once

#include <string>
#include <vector>

#include "connectors/scim_client/provider.h"

namespace kith::connectors::scim_client {

// In sentences. `whom`: an id, a user name or an external id.
Result<std::vector<std::string>> explain(Provider& provider,
                                         const model::ScimClientSettings& settings,
                                         const std::string& whom);

}  // namespace kith::connectors::scim_client
