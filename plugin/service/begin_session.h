// Whether somebody may act in a capacity: checked against Kith's own records, once per session.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "base/result.h"
#include "service/rooms.h"

namespace kith::service {

// Whether the person holds the capacity, by the directory, the manifest and what it lets her
// sign-on give her (`granted`). Never for a host.
Result<bool> holds(const Rooms& rooms, store::Transaction& tx, const DirectoryView& view,
                   policy::Capacity capacity, const EmployeeId& subject,
                   std::span<const std::string> granted = {});

// The host vouches that `subject` is who is signed in. Denied where she does not hold the capacity.
Result<Session> begin_session(Rooms& rooms, store::Transaction& tx, policy::Capacity capacity,
                              policy::Purpose purpose, const EmployeeId& subject,
                              std::span<const std::string> granted = {});

// A requester who comes back with her return code. Denied for a wrong code, and for none at all.
Result<Session> begin_session_by_code(Rooms& rooms, store::Transaction& tx,
                                      std::string_view return_code);

}  // namespace kith::service
