#include "connectors/scim/lenient.h"

#include <Poco/Exception.h>

#include "base/text.h"

namespace kith::connectors::scim {

using Poco::Dynamic::Var;
using Poco::JSON::Array;
using Poco::JSON::Object;

Object::Ptr as_object(const Var& value) {
    return value.type() == typeid(Object::Ptr) ? value.extract<Object::Ptr>() : Object::Ptr();
}

Array::Ptr as_list(const Var& value) {
    return value.type() == typeid(Array::Ptr) ? value.extract<Array::Ptr>() : Array::Ptr();
}

std::optional<std::string> as_text(const Var& value) {
    if (value.isEmpty()) return std::string();
    if (!value.isString()) return std::nullopt;
    return std::string(trimmed(value.extract<std::string>()));
}

std::optional<bool> as_truth(const Var& value) {
    if (value.isBoolean()) return value.extract<bool>();
    const auto word = lower_ascii(as_text(value).value_or(""));
    if (word == "true") return true;
    if (word == "false") return false;
    return std::nullopt;
}

std::optional<std::int64_t> as_number(const Var& value) {
    if (value.isEmpty() || value.isBoolean()) return std::nullopt;
    try {
        return value.convert<std::int64_t>();
    } catch (const Poco::Exception&) {
        return std::nullopt;
    }
}

}  // namespace kith::connectors::scim
