#include "connectors/scim/json.h"

#include <Poco/JSON/Stringifier.h>

#include <sstream>

namespace kith::connectors::scim {

using Poco::Dynamic::Var;
using Poco::JSON::Array;
using Poco::JSON::Object;

Object::Ptr new_object() {
    return Poco::makeShared<Object>(Poco::JSON_PRESERVE_KEY_ORDER);
}

Array::Ptr new_list() {
    return Poco::makeShared<Array>();
}

Var copy_of(const Var& value) {
    if (value.type() == typeid(Object::Ptr)) return copy_of(*value.extract<Object::Ptr>());
    if (value.type() != typeid(Array::Ptr)) return value;
    auto copy = new_list();
    for (const auto& one : *value.extract<Array::Ptr>())
        copy->add(copy_of(one));
    return copy;
}

Object::Ptr copy_of(const Object& resource) {
    auto copy = new_object();
    for (const auto& [name, value] : resource)
        copy->set(name, copy_of(value));
    return copy;
}

Object& object_in(const Var& value) {
    auto object = value.extract<Object::Ptr>();
    return *object;
}

std::string text_of(const Var& value) {
    std::ostringstream text;
    Poco::JSON::Stringifier::stringify(value, text);
    return text.str();
}

}  // namespace kith::connectors::scim
