// Disclosure exceptions at rest: codes and hours in clear, who approved as a pseudonym and sealed.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "model/disclosure_exception.h"
#include "model/permit.h"
#include "store/database.h"

namespace kith::store {

// The permits are for disclosure_exception, of the exception's request.
Result<ExceptionId> ask_exception(Transaction& tx, const model::Permit& permit,
                                  model::DangerTo danger, std::int64_t hour);
Result<void> approve_exception(Transaction& tx, const model::Permit& permit, const ExceptionId& id,
                               const EmployeeId& approver, std::int64_t hour);
Result<void> begin_exception(Transaction& tx, const ExceptionId& id, std::int64_t hour,
                             std::int64_t until_hour);
Result<void> end_exception(Transaction& tx, const ExceptionId& id, std::int64_t hour);
Result<void> defer_exception(Transaction& tx, const model::Permit& permit, const ExceptionId& id,
                             std::int64_t until_hour, const std::string& why);
Result<void> review_exception(Transaction& tx, const model::Permit& permit, const ExceptionId& id,
                              model::ReviewOutcome outcome, std::int64_t hour);
Result<void> note_opened(Transaction& tx, const ExceptionId& id, std::int64_t hour);

Result<std::optional<model::DisclosureException>> find_exception(Transaction& tx,
                                                                 const ExceptionId& id);
// Of one request, the newest first; of all, where `request` is empty.
Result<std::vector<model::DisclosureException>> exceptions(Transaction& tx,
                                                           const RequestId& request);
// Who approved it, the first first.
Result<std::vector<EmployeeId>> approvers(Transaction& tx,
                                          const model::DisclosureException& exception);
// How many began since this hour, for the alarm.
Result<std::int64_t> exceptions_since(Transaction& tx, std::int64_t hour);

}  // namespace kith::store
