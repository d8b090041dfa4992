// Whatever Kith holds on one person: at her own word, or at an administrator's order, who learns
// nothing by it.
#pragma once

#include "base/result.h"
#include "service/rooms.h"

namespace kith::service {

// Her requests with everything in them, held or not. With `supporter_role` her entry among the
// supporters, too, and by whom those she served were served; whom she serves now is found somebody
// else. Her entry in the company's directory is not Kith's to erase. Gives the number of requests.
Result<int> erase_own_data(Rooms& rooms, store::Transaction& tx, const Session& session,
                           bool supporter_role);

// The same of somebody else, but for what a legal hold keeps. There is no answer: whether there was
// anything would tell who asked for help.
Result<void> order_erasure(Rooms& rooms, store::Transaction& tx, const Session& session,
                           const EmployeeId& person);
// Of one request, known by its id.
Result<void> order_erasure(Rooms& rooms, store::Transaction& tx, const Session& session,
                           const RequestId& request);

// Her entry among the supporters goes, whom she serves is found somebody else, and whom she served
// is no longer told by her name.
Result<void> end_role(Rooms& rooms, store::Transaction& tx, const EmployeeId& person);

}  // namespace kith::service
