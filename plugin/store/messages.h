// The conversation, sealed message by message under the request's own key.
#pragma once

#include <optional>
#include <vector>

#include "base/result.h"
#include "model/permit.h"
#include "model/support_request.h"
#include "store/database.h"

namespace kith::store {

// The message's id and number are given here.
Result<model::Message> add_message(Transaction& tx, const RequestId& request,
                                   model::Message message);

// By number, those after `after`. With an assignment, only what was said within it. The permit must
// be for the conversation.
Result<std::vector<model::Message>> messages(Transaction& tx, const model::Permit& permit,
                                             const std::optional<AssignmentId>& within, int after);

}  // namespace kith::store
