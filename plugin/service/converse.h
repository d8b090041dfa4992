// The conversation between a requester and the supporter who accepted.
#pragma once

#include <string>
#include <vector>

#include "base/result.h"
#include "model/support_request.h"
#include "service/rooms.h"

namespace kith::service {

Result<model::Message> send_message(Rooms& rooms, store::Transaction& tx, const Session& session,
                                    const RequestId& request, std::string text);

// Those after number `after`. The requester reads all; a supporter what was said since she
// accepted.
Result<std::vector<model::Message>> read_messages(Rooms& rooms, store::Transaction& tx,
                                                  const Session& session, const RequestId& request,
                                                  int after);

}  // namespace kith::service
