#include "gateway/own_path.h"

#include <algorithm>
#include <charconv>
#include <optional>
#include <string>

namespace kith::gateway {
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

// Of two hexadecimal digits.
std::optional<char> encoded_char(std::string_view digits) {
    unsigned value = 0;
    const auto* const end = digits.data() + digits.size();
    const auto [after, error] = std::from_chars(digits.data(), end, value, 16);
    if (digits.size() != 2 || error != std::errc{} || after != end) return std::nullopt;
    return static_cast<char>(value);
}

bool encodes_harmless(std::string_view path) {
    for (auto at = path.find('%'); at != std::string_view::npos; at = path.find('%', at + 1)) {
        const auto decoded = encoded_char(path.substr(at + 1, 2));
        if (!decoded || !is_harmless_encoded(*decoded)) return false;
    }
    return true;
}

}  // namespace

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

bool is_way_back(std::string_view address, const model::Settings& settings) {
    if (is_own_path(address)) return true;
    return std::ranges::any_of(settings.widget.origins, [&](const std::string& origin) {
        return address.starts_with(origin) && is_own_path(address.substr(origin.size()));
    });
}

}  // namespace kith::gateway
