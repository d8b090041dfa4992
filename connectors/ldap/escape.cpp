#include "connectors/ldap/escape.h"

namespace kith::connectors::ldap {
namespace {

std::string as_hex(char byte) {
    constexpr std::string_view digits = "0123456789abcdef";
    const auto number = static_cast<unsigned char>(byte);
    return {'\\', digits[number >> 4], digits[number & 15]};
}

bool is_control(char byte) {
    return static_cast<unsigned char>(byte) < 0x20 || byte == 0x7F;
}

bool is_ascii(char byte) {
    return static_cast<unsigned char>(byte) < 0x80;
}

bool is_at_an_end(std::string_view value, std::size_t at) {
    return at == 0 || at + 1 == value.size();
}

std::string dn_byte(std::string_view value, std::size_t at) {
    const char byte = value[at];
    if (is_control(byte)) return as_hex(byte);
    if (byte == ' ' && is_at_an_end(value, at)) return "\\ ";
    if (byte == '#' && at == 0) return "\\#";
    constexpr std::string_view separators = "\"+,;<>=\\";
    if (separators.find(byte) != std::string_view::npos) return {'\\', byte};
    return {byte};
}

}  // namespace

std::string filter_value(std::string_view value) {
    constexpr std::string_view special = "*()\\";
    std::string escaped;
    for (const char byte : value) {
        const bool plain =
            is_ascii(byte) && !is_control(byte) && special.find(byte) == std::string_view::npos;
        escaped += plain ? std::string(1, byte) : as_hex(byte);
    }
    return escaped;
}

std::string dn_value(std::string_view value) {
    std::string escaped;
    for (std::size_t i = 0; i < value.size(); ++i)
        escaped += dn_byte(value, i);
    return escaped;
}

}  // namespace kith::connectors::ldap
