// Who is in a group, and in the groups in it.
#pragma once

#include <optional>
#include <string>
#include <unordered_set>

#include "connectors/ldap/reading.h"

namespace kith::connectors::ldap {

using Names = std::unordered_set<std::string>;  // As normalised_dn spells them.

// The names below a group, breadth first, each group once: a group may be in itself. None where
// there is no group to ask for, or where the server walks by itself (Active Directory: filter_of).
// Fails where the group is not there: nobody in it would look like everybody gone.
Result<std::optional<Names>> members_of(const Reading& reading, const std::string& group);

}  // namespace kith::connectors::ldap
