// The disclosure exception (duty to warn): a denial that can be asked about, by two, for a day.
//
// A peer supporter asks, with one of three grounds and no words. Two identity custodians of
// separate reporting lines, outside every chain involved, approve, each having just proved who she
// is. For 24 hours those two can read the name and nothing else. The owner is told unless a third
// custodian defers it with a reason; somebody who had no part reviews it within seven days.
// Beginning and end are in the audit log, each under a signed checkpoint.
#pragma once

#include <string>
#include <vector>

#include "base/result.h"
#include "model/disclosure_exception.h"
#include "service/rooms.h"

namespace kith::service {

inline constexpr int exception_hours = 24;
inline constexpr int exception_review_days = 7;
inline constexpr int exception_deferral_days = 7;
// More than one in 500 people within a year is no exception any more.
inline constexpr int people_per_exception = 500;

Result<ExceptionId> ask_exception(Rooms& rooms, store::Transaction& tx, const Session& session,
                                  const RequestId& request, model::DangerTo danger);
// True where this was the second approval: it lives from now on. conflict where she has approved
// already, where it is over, or where she and the first stand in one reporting line.
// The host's log is told where there are more than people_per_exception allows.
Result<bool> approve_exception(Rooms& rooms, store::Transaction& tx, const Session& session,
                               const ExceptionId& id);
Result<void> end_exception(Rooms& rooms, store::Transaction& tx, const Session& session,
                           const ExceptionId& id);
// Puts off telling the owner, for seven days at the most and once.
Result<void> defer_exception(Rooms& rooms, store::Transaction& tx, const Session& session,
                             const ExceptionId& id, const std::string& why);
Result<void> review_exception(Rooms& rooms, store::Transaction& tx, const Session& session,
                              const ExceptionId& id, model::ReviewOutcome outcome);

struct OpenedName {
    EmployeeId requester;
    std::string display_name;
    std::int64_t until_hour = 0;
};
Result<OpenedName> read_name(Rooms& rooms, store::Transaction& tx, const Session& session,
                             const ExceptionId& id);

struct ListedException {
    model::DisclosureException exception;
    int approvals = 0;
    bool approved_by_me = false;
    bool review_due = false;
};
// Those that this custodian may have to do with: none whose parties are in her own chain.
Result<std::vector<ListedException>> list_exceptions(Rooms& rooms, store::Transaction& tx,
                                                     const Session& session);

// What the owner of a request is told of it.
Result<std::vector<model::DisclosureException>> told_exceptions(Rooms& rooms,
                                                                store::Transaction& tx,
                                                                const Session& session,
                                                                const RequestId& request);

// Ends what is past its time, with a record in the audit log.
Result<void> end_past_exceptions(Rooms& rooms, store::Transaction& tx);

}  // namespace kith::service
