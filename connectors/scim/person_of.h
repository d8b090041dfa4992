// What a user of the provider's says of a person.
#pragma once

#include "connectors/scim/exchange.h"

namespace kith::connectors::scim {

// invalidValue where she lacks the attribute that the manifest takes for a person's id.
Answer<ports::DirectoryEntry> person_of(const model::ScimServerSettings& settings,
                                        const std::string& id, const Poco::JSON::Object& user);

}  // namespace kith::connectors::scim
