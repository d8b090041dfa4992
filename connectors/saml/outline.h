// The size of a message's tags, before a parser builds anything of them.
#pragma once

#include <cstddef>
#include <string_view>

#include "connectors/saml/refusal.h"

namespace kith::connectors::saml {

// Refuses a DOCTYPE, more elements than that, tags nested deeper than depth_max and a tag with more
// than attributes_max attributes. It reads on in what is not well-formed: that is for the parser to
// say.
Checked<void> check_outline(std::string_view xml, std::size_t elements_max);

}  // namespace kith::connectors::saml
