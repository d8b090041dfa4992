// The one place where a value becomes part of a filter or of a name. A value is escaped exactly
// once, here, when the text around it is put together.
#pragma once

#include <string>
#include <string_view>

namespace kith::connectors::ldap {

// RFC 4515 section 3: `* ( ) \` and NUL as a backslash and two hex digits, and so each byte that is
// not ASCII, so that octets of any kind (objectGUID) may stand there.
std::string filter_value(std::string_view value);

// RFC 4514 section 2.4: what separates names, what stands at an end and would be cut there, and
// each byte that cannot be printed. UTF-8 stays as it is.
std::string dn_value(std::string_view value);

}  // namespace kith::connectors::ldap
