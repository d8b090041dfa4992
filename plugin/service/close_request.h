// The end of a support request, by the requester or by the supporter who serves it.
#pragma once

#include "base/result.h"
#include "service/rooms.h"

namespace kith::service {

// `heavy`: the supporter says so for herself; she is then left alone for the manifest's cool-down.
Result<void> close_request(Rooms& rooms, store::Transaction& tx, const Session& session,
                           const RequestId& request, bool heavy);

}  // namespace kith::service
