// What a service provider answers beside resources (RFC 7644, sections 3.4.2 and 3.12).
#pragma once

#include <optional>
#include <string>

#include "connectors/scim/problem.h"
#include "connectors/scim/query.h"

namespace kith::connectors::scim {

// The status stands in it as a text.
Poco::JSON::Object::Ptr to_json(const Problem& problem);

struct Page {
    Poco::JSON::Array::Ptr resources;
    std::optional<std::size_t> total;  // Of all that match, where they were counted.
    std::optional<std::string> next_cursor;
};
Poco::JSON::Object::Ptr to_json(const Page& page, const Query& query);

// RFC 7643, section 5; RFC 9865, section 4. It says what is so.
Poco::JSON::Object::Ptr service_provider_config(const std::string& base);

}  // namespace kith::connectors::scim
