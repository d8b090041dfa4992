#include "connectors/saml/relay_state.h"

#include <algorithm>

#include "base/text.h"
#include "connectors/common/percent.h"

namespace kith::connectors::saml {
namespace {

constexpr std::size_t path_bytes_max = 2048;

bool is_visible(char c) {
    return c > ' ' && c < '\x7f';
}

// What must not stand there encoded, since somebody on the way may decode it.
bool is_harmless_encoded(char c) {
    return (static_cast<unsigned char>(c) >= 0x80 || is_visible(c) || c == ' ') && c != '/' &&
           c != '\\' && c != '%' && c != '.';
}

bool encodes_harmless(std::string_view path) {
    for (auto at = path.find('%'); at != std::string_view::npos; at = path.find('%', at + 1)) {
        const auto decoded = percent_decoded(path.substr(at, 3));
        if (!decoded || !is_harmless_encoded(decoded->front())) return false;
    }
    return true;
}

}  // namespace

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

bool is_own_path(std::string_view path) {
    if (!path.starts_with('/') || path.size() > path_bytes_max) return false;
    if (!std::ranges::all_of(path, is_visible) || path.find('\\') != std::string_view::npos)
        return false;
    const auto segments = path.substr(0, path.find_first_of("?#"));
    if (segments.find("//") != std::string_view::npos ||
        segments.find("/.") != std::string_view::npos)
        return false;
    return encodes_harmless(path);
}

}  // namespace kith::connectors::saml
