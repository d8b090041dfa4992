// What a service provider answers, as JSON.
#pragma once

#include <Poco/JSON/Array.h>
#include <Poco/JSON/Object.h>

#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"

namespace kith::connectors::scim_client {

using Poco::Dynamic::Var;
using Poco::JSON::Array;
using Poco::JSON::Object;

// One object in UTF-8, not deeper than any honest one.
Result<Object::Ptr> parsed(const std::string& text);

// RFC 7643, section 2.1: names are the same in any case. Empty where it is not there or null.
Var member(const Object& object, std::string_view name);
Object::Ptr object_of(const Var& value);  // None where it is no object.
Array::Ptr list_of(const Var& value);     // None where it is no list.

// The text; empty where there is none, none where it is something else than a text.
std::optional<std::string> text_of(const Var& value);
std::optional<bool> truth_of(const Var& value);  // True, false, or their names in any case.
std::optional<std::int64_t> number_of(const Var& value);

}  // namespace kith::connectors::scim_client
