// Names and filters of a directory: whether they are written as such.
//
// Only the shape is looked at. Whether an entry, an attribute or a rule of matching exists, the
// directory says when it is asked.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace kith::manifest {

// The parts of a distinguished name (RFC 4514, and the quotes and semicolons of RFC 2253), in lower
// case and without blanks around = and commas. None where it is no name or an empty one.
std::optional<std::vector<std::string>> name_parts(std::string_view name);

// Whether `name` stands below `base`, or is it.
bool is_below(const std::vector<std::string>& name, const std::vector<std::string>& base);

struct Flaw {
    std::string what;  // Goes on after "the filter".
    std::string hint;
};

// What is wrong with a filter (RFC 4515): its brackets and its escapes. None for an empty one.
std::optional<Flaw> filter_flaw(std::string_view filter);

}  // namespace kith::manifest
