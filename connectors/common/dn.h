// Distinguished names, so that two spellings of one name are the same text.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace kith::connectors {

// RFC 4514, in lower case (ASCII), the parts of a multi-valued RDN in order; empty where it is no
// name.
std::optional<std::string> normalised_dn(const std::string& dn);

// The value of the first part: "Ana" of "CN=Ana,DC=x". None where it is no name or an empty one.
std::optional<std::string> first_rdn_value(const std::string& dn);

// Whether a name is `base` or stands below it; both as normalised_dn spells them.
bool is_below(std::string_view name, std::string_view base);

// The name that stands directly above; empty for one of a single part.
std::string_view parent_of(std::string_view name);

}  // namespace kith::connectors
