#include "connectors/common/root_secret.h"

#include <algorithm>

#include "connectors/common/guarded_file.h"

namespace kith::connectors {
namespace {

constexpr std::string_view digits = "0123456789abcdef";

int hex_value(std::uint8_t digit) {
    if (digit >= '0' && digit <= '9') return digit - '0';
    if (digit >= 'a' && digit <= 'f') return digit - 'a' + 10;
    if (digit >= 'A' && digit <= 'F') return digit - 'A' + 10;
    return -1;
}

Error not_a_secret(FixedText detail) {
    return Error{ErrorCode::key_missing, detail, {}, "make one with: openssl rand -hex 32"};
}

Result<Secret> from_hex(std::span<const std::uint8_t> text) {
    Secret root(root_secret_bytes);
    for (std::size_t i = 0; i < root_secret_bytes; ++i) {
        const int high = hex_value(text[2 * i]);
        const int low = hex_value(text[2 * i + 1]);
        if (high < 0 || low < 0)
            return not_a_secret("the root secret has a sign that is no hex digit");
        root.bytes()[i] = static_cast<std::uint8_t>(high << 4 | low);
    }
    return root;
}

Result<Secret> decoded(std::span<const std::uint8_t> given) {
    if (given.size() == root_secret_bytes) return Secret(given);
    const auto text = without_line_end(given);
    if (text.size() == 2 * root_secret_bytes) return from_hex(text);
    return not_a_secret("the root secret is not 32 bytes, raw or as 64 hex digits");
}

bool is_printable(std::uint8_t byte) {
    return byte >= 0x20 && byte < 0x7F;
}

}  // namespace

Result<Secret> root_secret_from(std::span<const std::uint8_t> given) {
    auto root = decoded(given);
    if (!root) return root.error();

    const auto bytes = root->bytes();
    if (std::all_of(bytes.begin(), bytes.end(), [](auto byte) { return byte == 0; }))
        return not_a_secret("the root secret is all zeros");
    if (std::all_of(bytes.begin(), bytes.end(), is_printable))
        return not_a_secret("the root secret is plain text, which can be guessed");
    return root;
}

Secret hex_line(const Secret& root) {
    Secret line(2 * root.size() + 1);
    const auto text = line.bytes();
    for (std::size_t i = 0; i < root.size(); ++i) {
        text[2 * i] = static_cast<std::uint8_t>(digits[root.bytes()[i] >> 4]);
        text[2 * i + 1] = static_cast<std::uint8_t>(digits[root.bytes()[i] & 15]);
    }
    text.back() = '\n';
    return line;
}

}  // namespace kith::connectors
