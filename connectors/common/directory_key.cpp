#include "connectors/common/directory_key.h"

#include <array>
#include <cstddef>

#include "base/limits.h"
#include "base/text.h"

namespace kith::connectors {
namespace {

constexpr std::size_t id_bytes = 16;
using Order = std::array<std::size_t, id_bytes>;
constexpr Order as_sent{0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15};
constexpr Order mixed_endian{3, 2, 1, 0, 5, 4, 7, 6, 8, 9, 10, 11, 12, 13, 14, 15};

bool begins_a_uuid_group(std::size_t i) {
    return i == 4 || i == 6 || i == 8 || i == 10;
}

bool begins_a_group_of_four(std::size_t i) {
    return i == 4 || i == 8 || i == 12;
}

std::string hex(std::string_view bytes, const Order& order, bool (*begins_group)(std::size_t)) {
    constexpr std::string_view digits = "0123456789abcdef";
    std::string text;
    text.reserve(36);
    for (std::size_t i = 0; i < order.size(); ++i) {
        if (begins_group(i)) text += '-';
        const auto byte = static_cast<unsigned char>(bytes[order[i]]);
        text += digits[byte >> 4];
        text += digits[byte & 15];
    }
    return text;
}

int digit(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

}  // namespace

std::string uuid_text(std::string_view bytes) {
    return hex(bytes, as_sent, begins_a_uuid_group);
}

std::string guid_text(std::string_view bytes) {
    return hex(bytes, mixed_endian, begins_a_uuid_group);
}

std::string ns_unique_id_text(std::string_view bytes) {
    return hex(bytes, as_sent, begins_a_group_of_four);
}

std::optional<std::string> guid_bytes(std::string_view text) {
    if (text.size() != 36) return std::nullopt;
    std::string bytes(id_bytes, '\0');
    std::size_t at = 0;
    for (std::size_t i = 0; i < id_bytes; ++i) {
        if (begins_a_uuid_group(i) && text[at++] != '-') return std::nullopt;
        const int high = digit(text[at]);
        const int low = digit(text[at + 1]);
        if (high < 0 || low < 0) return std::nullopt;
        bytes[mixed_endian[i]] = static_cast<char>(high * 16 + low);
        at += 2;
    }
    return bytes;
}

std::optional<std::string> key_text(std::string_view attribute, std::string_view value) {
    if (attribute == "objectguid")
        return value.size() == id_bytes ? std::optional(guid_text(value)) : std::nullopt;
    const auto text = trimmed(value);
    if (text.empty() || text.size() > limits::id_bytes_max || !is_utf8(text)) return std::nullopt;
    if (attribute == "entryuuid" || attribute == "nsuniqueid") return lower_ascii(text);
    return std::string(text);
}

}  // namespace kith::connectors
