// Values as service providers and clients really spell them.
#pragma once

#include <Poco/Dynamic/Var.h>
#include <Poco/JSON/Array.h>
#include <Poco/JSON/Object.h>

#include <cstdint>
#include <optional>
#include <string>

namespace kith::connectors::scim {

Poco::JSON::Object::Ptr as_object(const Poco::Dynamic::Var& value);  // None where it is no object.
Poco::JSON::Array::Ptr as_list(const Poco::Dynamic::Var& value);     // None where it is no list.

// The text without spaces around; empty where there is none, none where it is something else.
std::optional<std::string> as_text(const Poco::Dynamic::Var& value);
// True, false, or their names in any case.
std::optional<bool> as_truth(const Poco::Dynamic::Var& value);
std::optional<std::int64_t> as_number(const Poco::Dynamic::Var& value);

}  // namespace kith::connectors::scim
