// Filters (RFC 7644, section 3.4.2.2) and the paths of a PATCH (section 3.5.2), read and checked
// against the schema.
#pragma once

#include <Poco/Dynamic/Var.h>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "connectors/scim/problem.h"
#include "connectors/scim/schema.h"

namespace kith::connectors::scim {

inline constexpr std::size_t filter_bytes_max = 8192;
inline constexpr int filter_depth_max = 32;
inline constexpr int filter_terms_max = 256;

struct Filter {
    enum class Op { eq, ne, co, sw, ew, gt, ge, lt, le, pr, all_of, any_of, none_of, values };

    Op op = Op::pr;
    // What is compared; without an attribute: one that the type does not have, which never has a
    // value. Within `values`, a sub-attribute of its attribute.
    Place place;
    // What it is compared with: a string, a boolean, a number; empty: null.
    Poco::Dynamic::Var literal;
    // The literal made ready once, for all resources: as a text, folded where case does not count;
    // as a point in time where one is compared.
    std::string text;
    std::optional<std::int64_t> moment_ms;
    // Of all_of and any_of two or more, of none_of and values one.
    std::vector<Filter> parts;
};

// invalidFilter where it is none, or is too large; sensitive where it asks for what is never shown.
Answer<Filter> read_filter(const ResourceType& type, std::string_view text);

// attribute, attribute.sub, attribute[filter], attribute[filter].sub, each with a URN in front, or
// an extension's URN alone.
struct Path {
    Place place;
    std::optional<Filter> filter;  // Which of the attribute's values.
};
// invalidPath where the type has no such place; invalidFilter where none stands in the brackets.
Answer<Path> read_path(const ResourceType& type, std::string_view text);

}  // namespace kith::connectors::scim
