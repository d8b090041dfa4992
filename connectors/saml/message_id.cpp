#include "connectors/saml/message_id.h"

#include <array>
#include <cstdint>

#include "crypto/crypto.h"

namespace kith::connectors::saml {

Result<std::string> new_message_id() {
    std::array<std::uint8_t, 20> random{};
    const auto filled = crypto::fill_random(random);
    if (!filled) return filled.error();
    return "_" + crypto::to_hex(random);  // A digit begins no NCName.
}

}  // namespace kith::connectors::saml
