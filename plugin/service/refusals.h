// What was refused is counted for the audit, never with a person.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "service/rooms.h"
#include "store/refusals.h"

namespace kith::service {

// In a transaction of its own: what was refused was rolled back. A failure to count is told to the
// log and not to the caller, who must not learn of it.
void count_denied(Rooms& rooms, policy::Capacity capacity, std::string_view act);

// A wish for somebody whom a rule keeps away, in the transaction that answers it.
Result<void> count_refused_wish(Rooms& rooms, store::Transaction& tx, std::string_view act,
                                const std::vector<std::string>& rules);

Result<std::vector<store::Refusal>> refusals(Rooms& rooms, const Session& session);

}  // namespace kith::service
