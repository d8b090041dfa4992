// Bytes as published vectors spell them, and texts as bytes.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "base/secret.h"
#include "crypto/crypto.h"

namespace kith::tests {

inline crypto::Bytes from_hex(std::string_view hex) {
    const auto digit = [](char c) { return c <= '9' ? c - '0' : c - 'a' + 10; };
    crypto::Bytes bytes;
    for (std::size_t i = 0; i + 1 < hex.size(); i += 2)
        bytes.push_back(static_cast<std::uint8_t>(digit(hex[i]) * 16 + digit(hex[i + 1])));
    return bytes;
}

inline Secret hex_secret(std::string_view hex) {
    const auto bytes = from_hex(hex);
    return Secret(std::span<const std::uint8_t>(bytes));
}

inline std::span<const std::uint8_t> bytes_of(std::string_view text) {
    return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()};
}

inline std::string_view text_of(std::span<const std::uint8_t> bytes) {
    return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

}  // namespace kith::tests
