// DirSync, MS-ADTS 3.1.1.3.4.1.3: Active Directory's own list of what changed since a cookie.
//
// With the flag OBJECT_SECURITY, so that an account without the right to replicate may ask. What is
// deleted is told to an account that may see deleted objects.
#pragma once

#include <string>
#include <vector>

#include "connectors/ldap/reading.h"

namespace kith::connectors::ldap {

// `cookies` as the last outcome gave them, or none: the whole. A container that was renamed, moved
// or made means the whole, too.
Result<Outcome> read_by_dirsync(Reading& reading, const std::vector<std::string>& cookies);

}  // namespace kith::connectors::ldap
