// How a service provider is read, by what it can do: the way, why this one, and in which pages.
#pragma once

#include <string>

#include "connectors/scim_client/abilities.h"
#include "connectors/scim_client/pages.h"
#include "model/settings.h"

namespace kith::connectors::scim_client {

std::string way_of(const Abilities& can);     // For everybody: "cursor" or "index".
std::string reason_of(const Abilities& can);  // Why, in words.

// As many users a page as the settings want and the service provider gives.
Asked asked_of(const model::ScimClientSettings& settings, const Abilities& can, std::string filter);

}  // namespace kith::connectors::scim_client
