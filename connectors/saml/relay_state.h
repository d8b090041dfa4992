// RelayState, and where a person is sent when she is back.
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

// Whether a browser that is sent there stays at our own origin: a path, spelled so that no reader
// of it sees another host (mod_auth_mellon, CVE-2019-13038). Empty and dot segments, backslashes
// and percent-encoded forms of any of these, of a percent sign or of a control character are
// refused, also behind the question mark.
bool is_own_path(std::string_view path);

}  // namespace kith::connectors::saml
