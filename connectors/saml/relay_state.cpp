#include "connectors/saml/relay_state.h"

#include <algorithm>

#include "base/text.h"

namespace kith::connectors::saml {

bool is_relay_state(std::string_view text) {
    return text.size() <= relay_state_bytes_max && is_utf8(text) &&
           std::ranges::none_of(text, [](char c) { return c < ' ' && c >= '\0'; });
}

Error own_relay_state_unfit() {
    return {ErrorCode::invalid_input,
            "a RelayState has at most 80 bytes and no control characters",
            {},
            {}};
}

Refusal received_relay_state_unfit() {
    return {"relay_state", "Bindings 3.4.3, 3.5.3",
            "the RelayState is no plain text of at most 80 bytes"};
}

}  // namespace kith::connectors::saml
