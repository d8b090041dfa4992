// What the rest of the house sees of this room, which knows nothing of libxml2.
#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "connectors/saml/refusal.h"
#include "model/settings.h"
#include "ports/sign_on.h"

namespace kith::connectors::saml {

// As ServiceProvider::open.
Checked<std::unique_ptr<ports::SignOn>> open_sign_on(const model::SamlSettings& settings,
                                                     std::int64_t now_ms,
                                                     const ports::MetadataOf& metadata_of);
Result<std::string> fetch_by_https(const std::string& url);
// What the provider's address says by HTTPS, where it can be used.
Checked<std::string> fetch_metadata(const model::SamlSettings::Provider& provider,
                                    std::int64_t now_ms);

}  // namespace kith::connectors::saml
