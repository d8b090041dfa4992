// Roles that the manifest gives to a group of a provider's (SCIM). Without that no group, role or
// attribute of a provider's gives any.
#pragma once

#include <string_view>

#include "service/rooms.h"

namespace kith::service {

// Whether the person is in such a group, directly or through others.
Result<bool> is_granted(const Rooms& rooms, store::Transaction& tx, std::string_view role,
                        const EmployeeId& person);

}  // namespace kith::service
