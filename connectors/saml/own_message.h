// What every message of ours begins with.
#pragma once

#include <cstdint>
#include <string>

#include "connectors/saml/writing.h"

namespace kith::connectors::saml {

struct OwnMessage {
    std::string id;
    std::string entity_id;  // Ours.
    std::string destination;
    std::int64_t now_ms = 0;
};

// The root of that name with its attributes and its Issuer (Core 3.2.1, 3.2.2).
Writing begun(const char* name, const OwnMessage& message);

}  // namespace kith::connectors::saml
