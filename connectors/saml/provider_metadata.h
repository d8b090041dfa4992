// The metadata of identity providers (SAML Metadata, OASIS 2005): their keys and where they are.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "connectors/saml/document.h"
#include "connectors/saml/expected.h"

namespace kith::connectors::saml {

inline constexpr std::int64_t metadata_validity_max_ms = std::int64_t{28} * 86'400'000;

// How the metadata came, and by whom it must be signed.
struct MetadataSource {
    std::vector<crypto::VerifyingKey> pinned{};  // None: whoever handed it over vouches for it.
    bool by_url = false;                         // It must then say until when it holds.
    std::int64_t now_ms = 0;
    std::int64_t validity_max_ms = metadata_validity_max_ms;  // By URL, from now.
};

struct ProviderMetadata {
    IdentityProvider provider{};
    std::optional<std::int64_t> valid_until_ms{};  // The earliest of what it stands in.
    std::optional<std::int64_t> cache_ms{};        // The shortest; to be read anew after that.
    std::vector<std::string> remarks{};            // What was left out, for the administrator.
};

// Of each wanted entity id, in that order; none wanted: of the only entity that it is about.
//
// Keys for encryption are not read. A key that cannot be taken is left out with a remark; a
// provider without one left is refused. The caller keeps the last good copy.
Checked<std::vector<ProviderMetadata>> read_provider_metadata(
    std::string_view xml, const std::vector<std::string>& wanted, const MetadataSource& source);

}  // namespace kith::connectors::saml
