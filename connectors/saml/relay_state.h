// RelayState.
#pragma once

#include <cstddef>
#include <string_view>

#include "connectors/saml/refusal.h"

namespace kith::connectors::saml {

inline constexpr std::size_t relay_state_bytes_max = 80;  // Bindings 3.4.3, 3.5.3.

// Whether it is short and plain enough. Opaque: it says who asked, and is no address.
bool is_relay_state(std::string_view text);
Error own_relay_state_unfit();         // Of one that we were to send.
Refusal received_relay_state_unfit();  // Of one that came.

}  // namespace kith::connectors::saml
