// The ID of a message of ours.
#pragma once

#include <string>

#include "base/result.h"

namespace kith::connectors::saml {

// An NCName with 160 random bits (Core 1.3.4 asks for 128 or more).
Result<std::string> new_message_id();

}  // namespace kith::connectors::saml
