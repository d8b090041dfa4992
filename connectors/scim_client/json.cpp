#include "connectors/scim_client/json.h"

#include <Poco/Exception.h>
#include <Poco/JSON/JSONException.h>
#include <Poco/JSON/Parser.h>

#include "base/guard.h"
#include "base/text.h"

namespace kith::connectors::scim_client {
namespace {

// A list, a user, an extension, an address in it: five. Deeper is somebody looking for our stack.
constexpr int depth_max = 32;

Error unreadable() {
    return {ErrorCode::source_unreadable,
            "what answers there is no SCIM, or broke off",
            {},
            "the address of a SCIM 2.0 service provider often ends with /scim/v2; a page for "
            "signing in answers where it is another one"};
}

}  // namespace

Result<Object::Ptr> parsed(const std::string& text) {
    const auto whole = trimmed(text);
    if (!is_utf8(whole) || !whole.starts_with('{') || !whole.ends_with('}')) return unreadable();
    auto read = guard(ErrorCode::source_unreadable, "no JSON", [&] {
        Poco::JSON::Parser parser;
        parser.setDepth(depth_max);
        return object_of(parser.parse(std::string(whole)));
    });
    if (!read || read->isNull()) return unreadable();
    return read;
}

Var member(const Object& object, std::string_view name) {
    const auto exact = object.get(std::string(name));
    if (!exact.isEmpty()) return exact;
    const auto lower = lower_ascii(name);
    for (const auto& [other, value] : object)
        if (lower_ascii(other) == lower) return value;
    return {};
}

Object::Ptr object_of(const Var& value) {
    return value.type() == typeid(Object::Ptr) ? value.extract<Object::Ptr>() : Object::Ptr();
}

Array::Ptr list_of(const Var& value) {
    return value.type() == typeid(Array::Ptr) ? value.extract<Array::Ptr>() : Array::Ptr();
}

std::optional<std::string> text_of(const Var& value) {
    if (value.isEmpty()) return std::string();
    if (!value.isString()) return std::nullopt;
    return std::string(trimmed(value.extract<std::string>()));
}

std::optional<bool> truth_of(const Var& value) {
    if (value.isBoolean()) return value.extract<bool>();
    const auto word = lower_ascii(text_of(value).value_or(""));
    if (word == "true") return true;
    if (word == "false") return false;
    return std::nullopt;
}

std::optional<std::int64_t> number_of(const Var& value) {
    if (value.isEmpty() || value.isBoolean()) return std::nullopt;
    try {
        return value.convert<std::int64_t>();
    } catch (const Poco::Exception&) {
        return std::nullopt;
    }
}

}  // namespace kith::connectors::scim_client
