#include "connectors/common/quoted.h"

#include "base/text.h"

namespace kith::connectors {
namespace {

constexpr std::size_t quoted_bytes_max = 80;

bool continues_a_character(char byte) {
    return (static_cast<unsigned char>(byte) & 0xC0) == 0x80;
}

}  // namespace

std::string quoted(std::string_view text) {
    const bool shortened = text.size() > quoted_bytes_max;
    std::size_t end = shortened ? quoted_bytes_max : text.size();
    while (shortened && end > 0 && continues_a_character(text[end]))
        --end;
    text = text.substr(0, end);

    std::string shown = "\"";
    const bool readable = is_utf8(text);
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        const bool plain = byte >= 0x20 && byte != 0x7F && (readable || byte < 0x80);
        shown += plain ? c : '?';
    }
    shown += shortened ? "...\"" : "\"";
    return shown;
}

}  // namespace kith::connectors
