// Where the last reading ended, for the next one to go on from.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "model/settings.h"

namespace kith::connectors::scim_client {

// `changed_ms`: the newest lastModified that the service provider told, on its own clock.
std::string state_after(std::int64_t changed_ms, const model::ScimClientSettings& settings);

// None where it cannot be read, or was written for another address, account, filter or mapping.
std::optional<std::int64_t> changed_before(const std::string& state,
                                           const model::ScimClientSettings& settings);

}  // namespace kith::connectors::scim_client
