// An identity provider as the manifest names it, with what its metadata says.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "connectors/saml/provider_metadata.h"
#include "model/settings.h"
#include "ports/sign_on.h"

namespace kith::connectors::saml {

struct Partner {
    model::SamlSettings::Provider settings;
    ProviderMetadata metadata;

    const IdentityProvider& provider() const { return metadata.provider; }
};

// What stands at an address.
using Fetch = ports::MetadataOf;

// Reads each one's metadata. A refusal names the provider; no two may have one entity id.
Checked<std::vector<Partner>> read_partners(
    const std::vector<model::SamlSettings::Provider>& providers, std::int64_t now_ms,
    const Fetch& fetch);

}  // namespace kith::connectors::saml
