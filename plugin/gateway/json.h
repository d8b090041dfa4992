// Poco::JSON, narrowed: reading what a schema has already checked, and building answers.
#pragma once

#include <Poco/JSON/Array.h>
#include <Poco/JSON/Object.h>

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/ids.h"
#include "base/result.h"
#include "model/settings.h"

namespace kith::gateway {

using Object = Poco::JSON::Object;
using Array = Poco::JSON::Array;

Object::Ptr object();  // Keeps the order in which fields are set.
Array::Ptr array();
Array::Ptr array(const std::vector<std::string>& texts);

// invalid_input for what is not one JSON object, too_large past the limits, encoding for no UTF-8.
Result<Object::Ptr> parse(std::string_view text);
std::string to_text(const Object::Ptr& value);

// Fields that may be absent; the schema has checked their types.
std::string text(const Object& in, const char* field);
std::string lower(const Object& in, const char* field);
bool flag(const Object& in, const char* field, bool otherwise);
int number(const Object& in, const char* field, int otherwise);
std::vector<std::string> texts(const Object& in, const char* field);
std::vector<EmployeeId> people(const Object& in, const char* field);
RequestId request_of(const Object& in);  // Its "request".

const char* error_name(ErrorCode code);  // "invalid_input" ...

std::string poco_version();  // "1.11", as loaded.

std::string hour_text(std::int64_t hours_since_1970);  // RFC 3339, UTC: "2026-11-23T09:00:00Z".

// The text in `language`, else in the language's family ("de" for "de-AT"), else in `fallback`.
std::string label(const std::vector<model::Label>& labels, std::string_view language,
                  std::string_view fallback);

}  // namespace kith::gateway
