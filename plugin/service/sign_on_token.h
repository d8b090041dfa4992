// What a page of ours must show before it changes anything: proof that it was opened in this
// sign-on.
#pragma once

#include <string>
#include <string_view>

#include "service/rooms.h"

namespace kith::service {

// Bound to the person, to the host's sign-on and to the day; the key never leaves the vault, so it
// outlives a restart and nothing of it is stored.
std::string sign_on_token(const Rooms& rooms, const EmployeeId& subject, std::string_view sign_on);
// Today's, or yesterday's: a page may stay open over midnight.
bool is_sign_on_token(const Rooms& rooms, const EmployeeId& subject, std::string_view sign_on,
                      std::string_view token);

}  // namespace kith::service
