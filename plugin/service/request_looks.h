// Who has looked at a support request: told to its owner alone.
#pragma once

#include <vector>

#include "base/result.h"
#include "service/rooms.h"
#include "store/looks.h"

namespace kith::service {

Result<std::vector<store::Look>> request_looks(Rooms& rooms, store::Transaction& tx,
                                               const Session& session, const RequestId& request);

}  // namespace kith::service
