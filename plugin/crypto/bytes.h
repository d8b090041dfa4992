// Bytes seen as text and text seen as bytes; nothing is copied.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

namespace kith::crypto {

inline std::span<const std::uint8_t> bytes_of(std::string_view text) {
    return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()};
}

inline std::string_view text_of(std::span<const std::uint8_t> bytes) {
    return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

}  // namespace kith::crypto
