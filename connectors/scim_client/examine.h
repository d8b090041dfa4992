// What an administrator wants to know of a service provider before, and when something is wrong.
#pragma once

#include "base/finding.h"
#include "connectors/scim_client/provider.h"

namespace kith::connectors::scim_client {

Finding finding(const model::ScimClientSettings& settings, const Error& error);

// Connection, encryption, account, what it can do and how it would be read; an error where a sync
// would fail.
Findings examine(Provider& provider, const model::ScimClientSettings& settings);

}  // namespace kith::connectors::scim_client
