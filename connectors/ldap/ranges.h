// The rest of an attribute that a server told only a part of: "member;range=0-1499" (MS-ADTS
// 3.1.1.3.1.3.3). A server may answer so without having been asked to.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "connectors/ldap/operation.h"

namespace kith::connectors::ldap {

// Where the values that are still missing begin: 1500 behind "0-1499"; 0 where none are missing.
// Anything that is no range is taken as a whole.
std::size_t rest_begins(std::string_view range);

// All values of `attribute` from `begin` on. Fails where the entry cannot be read to its end.
Result<std::vector<std::string>> rest_of_values(LDAP* handle, const std::string& dn,
                                                const std::string& attribute, std::size_t begin,
                                                const Patience& patience);

}  // namespace kith::connectors::ldap
