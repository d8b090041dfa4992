// Whether a request's conditions hold (RFC 9110, section 13.1; RFC 7644, section 3.14).
#pragma once

#include <string_view>

namespace kith::connectors::scim {

// If-Match as it came, empty: none. `*` holds for whatever is there; weak and strong are the same.
bool if_match_holds(std::string_view header, std::string_view version);
// Whether the caller has it already.
bool if_none_match_names(std::string_view header, std::string_view version);

}  // namespace kith::connectors::scim
