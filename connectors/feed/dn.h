// Distinguished names, so that two spellings of one name are the same text.
#pragma once

#include <optional>
#include <string>

namespace kith::connectors::feed {

// RFC 4514, in lower case (ASCII), the parts of a multi-valued RDN in order; empty where it is no
// name.
std::optional<std::string> normalised_dn(const std::string& dn);

}  // namespace kith::connectors::feed
