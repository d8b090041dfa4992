// What a client asks a list for: by the query of a GET, or by a SearchRequest (RFC 7644, sections
// 3.4.2 and 3.4.3; RFC 9865).
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "connectors/scim/filter.h"
#include "connectors/scim/projection.h"

namespace kith::connectors::scim {

inline constexpr int page_size_default = 100;  // Okta asks for so many, too.
inline constexpr int page_size_max = 1000;

struct Query {
    std::optional<Filter> filter;
    std::string filter_text;  // As it came: a cursor holds for this one only.
    std::optional<Place> sort_by;
    std::string sort_text;  // As it came.
    bool descending = false;
    int start_index = 1;  // From 1.
    int count = page_size_default;
    std::optional<std::string> cursor;  // Empty: the first page of a walk by cursors.
    Wanted wanted;
};

using Parameters = std::vector<std::pair<std::string, std::string>>;  // Decoded, in their order.

// Names in any case; those that nobody knows are passed over (Microsoft Entra ID appends one).
// A start below 1 is 1, a count below 0 is 0, one above page_size_max is that.
Answer<Query> read_query(const ResourceType& type, const Parameters& parameters);
Answer<Query> read_search(const ResourceType& type, const Poco::JSON::Object& body);

}  // namespace kith::connectors::scim
