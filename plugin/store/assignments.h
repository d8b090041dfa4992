// Who serves which request, and each supporter's load. Supporters stand here as pseudonyms.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <unordered_set>
#include <vector>

#include "base/result.h"
#include "model/support_request.h"
#include "store/database.h"

namespace kith::store {

using SupporterRef = std::string;  // Keyed pseudonym, hexadecimal.
SupporterRef supporter_ref(const Database& database, const EmployeeId& supporter);

struct Assignment {
    AssignmentId id;
    RequestId request;
    SupporterRef supporter;
    int number = 0;  // Within the request, from 1.
    model::AssignmentState state = model::AssignmentState::proposed;
    std::int64_t proposed_hour = 0;
    std::int64_t answer_by_hour = 0;
};

// Takes a place in the supporter's caseload and proposes her, both or neither. `conflict` where she
// has `open_max` open already, whoever took the last place in whichever process, or where the
// request has an open one.
Result<Assignment> propose(Transaction& tx, const RequestId& request, const EmployeeId& supporter,
                           int open_max, std::int64_t hour, std::int64_t answer_by_hour);
// Changes the state and gives the place in the caseload back where the new state is not open.
// conflict where the assignment is not open any more.
Result<void> move(Transaction& tx, const Assignment& assignment, model::AssignmentState to,
                  std::int64_t hour);

// Whom she served is no longer told by her name: her ended assignments get one that is nobody's.
Result<void> forget_supporter(Transaction& tx, const EmployeeId& supporter, std::int64_t hour);

Result<std::optional<Assignment>> open_assignment(Transaction& tx, const RequestId& request);
// The same where it is this supporter's; asked so that somebody else's and none take one time.
Result<std::optional<Assignment>> open_assignment(Transaction& tx, const RequestId& request,
                                                  const SupporterRef& supporter);
Result<std::vector<Assignment>> assignments_for(Transaction& tx, const RequestId& request);
Result<std::vector<Assignment>> assignments_of(Transaction& tx, const EmployeeId& supporter);
Result<std::vector<Assignment>> open_assignments(Transaction& tx);
Result<std::vector<Assignment>> overdue(Transaction& tx,
                                        std::int64_t hour);  // Proposed, unanswered.

// Supporters who serve or served somebody on the other side: a request of a person concerned here,
// or a request that names this requester.
Result<std::unordered_set<SupporterRef>> other_side(Transaction& tx,
                                                    const model::RequestIdentity& identity);

}  // namespace kith::store
