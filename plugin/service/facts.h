// What is known of a session and a request, for the gate: from Kith's own store and directory.
#pragma once

#include "model/disclosure_exception.h"
#include "policy/gate.h"
#include "service/rooms.h"

namespace kith::service {

// Of the subject alone: whether she works here, is accredited, has just proved who she is. What
// concerns a request is false.
Result<policy::Facts> facts_of(Rooms& rooms, store::Transaction& tx, const Session& session);

// And of one request. Somebody who has no part in it costs what a request that is not there costs:
// what only a party is asked stays unknown, and unknown denies.
Result<policy::Facts> facts_of(Rooms& rooms, store::Transaction& tx, const Session& session,
                               const RequestId& request);

// And of one disclosure exception of a request.
Result<policy::Facts> facts_of(Rooms& rooms, store::Transaction& tx, const Session& session,
                               const model::DisclosureException& exception);

// Whether these two stand under different managers and neither leads the other.
// conflict where she is the first herself, or both are of one line.
Result<void> check_second(Rooms& rooms, store::Transaction& tx, const Session& session,
                          const EmployeeId& first);
bool separate_lines(const DirectoryView& view, const EmployeeId& a, const EmployeeId& b);

}  // namespace kith::service
