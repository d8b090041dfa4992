// JSON objects and lists as this room makes, copies and compares them.
#pragma once

#include <Poco/JSON/Array.h>
#include <Poco/JSON/Object.h>

#include <string>

namespace kith::connectors::scim {

Poco::JSON::Object::Ptr new_object();  // Its members stay in their order.
Poco::JSON::Array::Ptr new_list();

// Copies that share nothing with the first.
Poco::JSON::Object::Ptr copy_of(const Poco::JSON::Object& resource);
Poco::Dynamic::Var copy_of(const Poco::Dynamic::Var& value);
std::string text_of(const Poco::Dynamic::Var& value);  // As JSON, for comparing.
// The object in the value, to be changed in place; there must be one.
Poco::JSON::Object& object_in(const Poco::Dynamic::Var& value);

}  // namespace kith::connectors::scim
