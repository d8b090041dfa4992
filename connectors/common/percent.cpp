#include "connectors/common/percent.h"

#include <cctype>

namespace kith::connectors {
namespace {

constexpr std::string_view upper_digits = "0123456789ABCDEF";

bool is_unreserved(unsigned char byte) {
    return byte < 0x80 &&
           (std::isalnum(byte) != 0 || byte == '-' || byte == '.' || byte == '_' || byte == '~');
}

std::optional<int> digit_value(char digit) {
    if (digit >= '0' && digit <= '9') return digit - '0';
    if (digit >= 'A' && digit <= 'F') return digit - 'A' + 10;
    if (digit >= 'a' && digit <= 'f') return digit - 'a' + 10;
    return std::nullopt;
}

}  // namespace

std::string percent_encoded(std::string_view text) {
    std::string encoded;
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if (is_unreserved(byte)) {
            encoded += c;
            continue;
        }
        encoded += '%';
        encoded += upper_digits[byte >> 4];
        encoded += upper_digits[byte & 15];
    }
    return encoded;
}

std::optional<std::string> percent_decoded(std::string_view text) {
    std::string decoded;
    for (std::size_t at = 0; at < text.size(); ++at) {
        if (text[at] != '%') {
            decoded += text[at];
            continue;
        }
        if (at + 2 >= text.size()) return std::nullopt;
        const auto high = digit_value(text[at + 1]);
        const auto low = digit_value(text[at + 2]);
        if (!high || !low) return std::nullopt;
        decoded += static_cast<char>(*high * 16 + *low);
        at += 2;
    }
    return decoded;
}

}  // namespace kith::connectors
