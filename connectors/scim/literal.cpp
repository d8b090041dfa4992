#include "connectors/scim/literal.h"

#include <Poco/Exception.h>
#include <Poco/JSON/Array.h>
#include <Poco/JSON/Parser.h>

#include <string>

#include "base/text.h"

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
    if (literal == "null") return Poco::Dynamic::Var();
    // No list and no object: what is left of JSON is a value by itself.
    if (literal.find_first_of("[{,") != std::string_view::npos && literal.front() != '"')
        return std::nullopt;
    try {
        const auto read = Poco::JSON::Parser().parse("[" + std::string(literal) + "]");
        const auto list = read.extract<Poco::JSON::Array::Ptr>();
        if (list->size() != 1) return std::nullopt;
        auto value = list->get(0);
        if (value.isString() && !is_utf8(value.extract<std::string>())) return std::nullopt;
        return value;
    } catch (const Poco::Exception&) {
        return std::nullopt;
    }
}

}  // namespace kith::connectors::scim
