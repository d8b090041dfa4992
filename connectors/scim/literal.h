// A JSON value in a filter (RFC 7644, figure 1: compValue).
#pragma once

#include <Poco/Dynamic/Var.h>

#include <optional>
#include <string_view>

namespace kith::connectors::scim {

// The one at the beginning of the text, which it takes away; none where there is none. Null is an
// empty Var in the optional.
std::optional<Poco::Dynamic::Var> take_literal(std::string_view& text);

}  // namespace kith::connectors::scim
