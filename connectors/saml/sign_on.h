// What the rest of the house sees of this room, which knows nothing of libxml2.
#pragma once

#include <cstdint>
#include <memory>

#include "connectors/saml/refusal.h"
#include "model/settings.h"
#include "ports/sign_on.h"

namespace kith::connectors::saml {

// As ServiceProvider::open, with metadata fetched by HTTPS where the manifest gives an address.
Checked<std::unique_ptr<ports::SignOn>> open_sign_on(const model::SamlSettings& settings,
                                                     std::int64_t now_ms);

}  // namespace kith::connectors::saml
