// Legal holds at rest: codes, hours and days in clear, who agreed as a pseudonym and sealed under
// the request's own key.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "model/legal_hold.h"
#include "model/permit.h"
#include "store/database.h"

namespace kith::store {

enum class HoldStep { place, end };  // Each needs two.

// The permits are for legal_hold, of the hold's request.
Result<HoldId> ask_hold(Transaction& tx, const model::Permit& permit, model::HoldReason reason,
                        Day until, std::int64_t hour);
Result<void> agree_to_hold(Transaction& tx, const model::Permit& permit, const HoldId& id,
                           HoldStep step, const EmployeeId& approver);
Result<void> begin_hold(Transaction& tx, const HoldId& id, std::int64_t hour);
Result<void> end_hold(Transaction& tx, const HoldId& id, std::int64_t hour);

Result<std::optional<model::LegalHold>> find_hold(Transaction& tx, const HoldId& id);
// Of one request, the newest first; of all, where `request` is empty.
Result<std::vector<model::LegalHold>> holds(Transaction& tx, const RequestId& request);
// Who agreed to this step, in no order.
Result<std::vector<EmployeeId>> agreed(Transaction& tx, const model::LegalHold& hold,
                                       HoldStep step);
Result<bool> is_held(Transaction& tx, const RequestId& request, Day today);

}  // namespace kith::store
