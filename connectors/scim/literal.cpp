#include "connectors/scim/literal.h"

#include <algorithm>
#include <string>

#include "connectors/scim/json.h"

namespace kith::connectors::scim {
namespace {

// Where a string ends, behind its quote; 0: nowhere.
std::size_t string_end(std::string_view text) {
    for (std::size_t at = 1; at < text.size(); ++at) {
        if (text[at] == '\\') {
            ++at;
        } else if (text[at] == '"') {
            return at + 1;
        }
    }
    return 0;
}

}  // namespace

std::optional<Poco::Dynamic::Var> take_literal(std::string_view& text) {
    if (text.empty()) return std::nullopt;
    const auto size =
        text.front() == '"' ? string_end(text) : std::min(text.find_first_of(" )]"), text.size());
    if (size == 0) return std::nullopt;
    const auto literal = text.substr(0, size);
    text.remove_prefix(size);
    // No list, no object, nothing that would end the one around it: what is left is a value.
    if (literal.front() != '"' && literal.find_first_of("[{},:") != std::string_view::npos)
        return std::nullopt;
    const auto read = read_body("{\"\":" + std::string(literal) + "}");
    if (!read) return std::nullopt;
    return (*read)->get("");
}

}  // namespace kith::connectors::scim
