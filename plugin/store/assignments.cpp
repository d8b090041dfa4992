#include "store/assignments.h"

#include "store/caseloads.h"
#include "store/transaction.h"

namespace kith::store {
namespace {

using model::AssignmentState;

SupporterRef ref_of(const Transaction& tx, const EmployeeId& supporter) {
    return supporter_ref(tx.database(), supporter);
}

Error taken() {
    return {ErrorCode::conflict, "the supporter or the request is taken", {}, {}};
}

Error not_open() {
    return {ErrorCode::conflict, "the assignment is not open any more", {}, {}};
}

struct AssignmentColumns {
    std::vector<std::string> ids;
    std::vector<std::string> requests;
    std::vector<std::string> supporters;
    std::vector<int> numbers;
    std::vector<int> states;
    std::vector<std::int64_t> proposed;
    std::vector<std::int64_t> answer_by;
};

// Reads assignments: `which` is what follows WHERE and binds from $1, the tenant.
template <class... Parts>
Result<std::vector<Assignment>> select(Transaction& tx, std::string_view which,
                                       const Parts&... parts) {
    AssignmentColumns found;
    const auto sql =
        "SELECT id, request_id, supporter_ref, number, state, proposed_hour, answer_by_hour "
        "FROM assignment WHERE tenant_id = $1 AND " +
        std::string(which);
    const auto read = tx.run(sql, tx.tenant(), parts..., into(found.ids), into(found.requests),
                             into(found.supporters), into(found.numbers), into(found.states),
                             into(found.proposed), into(found.answer_by));
    if (!read) return read.error();

    std::vector<Assignment> assignments;
    for (std::size_t i = 0; i < found.ids.size(); ++i) {
        const auto state = to_enum(found.states[i], AssignmentState::closed);
        if (!state) return state.error();
        assignments.push_back({AssignmentId{found.ids[i]}, RequestId{found.requests[i]},
                               found.supporters[i], found.numbers[i], *state, found.proposed[i],
                               found.answer_by[i]});
    }
    return assignments;
}

Result<int> next_assignment_number(Transaction& tx, const RequestId& request) {
    std::vector<int> numbers;
    const auto read = tx.run(
        "SELECT COALESCE(MAX(number), 0) + 1 FROM assignment "
        "WHERE tenant_id = $1 AND request_id = $2",
        tx.tenant(), bind(request.text()), into(numbers));
    if (!read) return read.error();
    if (numbers.size() != 1) return damaged_row();
    return numbers.front();
}

Result<std::int64_t> insert_assignment(Transaction& tx, const Assignment& assignment) {
    return tx.run(
        "INSERT INTO assignment (tenant_id, id, request_id, supporter_ref, number, state, "
        "proposed_hour, answer_by_hour, changed_hour) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $7)",
        tx.tenant(), bind(assignment.id.text()), bind(assignment.request.text()),
        bind(assignment.supporter), bind(assignment.number),
        bind(static_cast<int>(assignment.state)), bind(assignment.proposed_hour),
        bind(assignment.answer_by_hour));
}

Result<void> add_refs(const Result<std::int64_t>& read, const std::vector<SupporterRef>& found,
                      std::unordered_set<SupporterRef>& all) {
    if (!read) return read.error();
    all.insert(found.begin(), found.end());
    return {};
}

// CROSS JOIN, here and below: SQLite then begins with her requests, and not with all assignments.
// Who declined or kept silent has read nothing and served nobody.
Result<void> add_supporters_of(Transaction& tx, const EmployeeId& requester,
                               std::unordered_set<SupporterRef>& all) {
    std::vector<SupporterRef> found;
    const auto refs = tx.vault().person("requester", requester);
    const auto read = tx.run(
        "SELECT DISTINCT a.supporter_ref FROM support_request r CROSS JOIN assignment a "
        "WHERE r.tenant_id = $1 AND r.requester_ref IN ($2, $3) "
        "AND a.tenant_id = r.tenant_id AND a.request_id = r.id AND a.state NOT IN ($4, $5)",
        tx.tenant(), bind(refs.current), bind(refs.previous),
        bind(static_cast<int>(AssignmentState::declined)),
        bind(static_cast<int>(AssignmentState::expired)), into(found));
    return add_refs(read, found, all);
}

Result<void> add_supporters_against(Transaction& tx, const EmployeeId& concerned,
                                    std::unordered_set<SupporterRef>& all) {
    std::vector<SupporterRef> found;
    const auto refs = tx.vault().person("concerned", concerned);
    const auto read = tx.run(
        "SELECT DISTINCT a.supporter_ref FROM request_party p CROSS JOIN assignment a "
        "WHERE p.tenant_id = $1 AND p.concerned_ref IN ($2, $3) "
        "AND a.tenant_id = p.tenant_id AND a.request_id = p.request_id AND a.state NOT IN ($4, $5)",
        tx.tenant(), bind(refs.current), bind(refs.previous),
        bind(static_cast<int>(AssignmentState::declined)),
        bind(static_cast<int>(AssignmentState::expired)), into(found));
    return add_refs(read, found, all);
}

}  // namespace

SupporterRef supporter_ref(const Database& database, const EmployeeId& supporter) {
    return database.tenant_keys().pseudonym("peer-supporter", supporter.text());
}

Result<Assignment> propose(Transaction& tx, const RequestId& request, const EmployeeId& supporter,
                           int open_max, std::int64_t hour, std::int64_t answer_by_hour) {
    const auto open = open_assignment(tx, request);
    if (!open) return open.error();
    if (*open) return taken();
    const auto number = next_assignment_number(tx, request);
    if (!number) return number.error();
    const auto id = crypto::random_uuid();
    if (!id) return id.error();

    const Assignment assignment{AssignmentId{*id},         request, ref_of(tx, supporter), *number,
                                AssignmentState::proposed, hour,    answer_by_hour};
    const auto place = take_place(tx, assignment.supporter, open_max, hour);
    if (!place) return place.error();
    if (*place == 0) return taken();
    const auto inserted = insert_assignment(tx, assignment);
    if (!inserted) return inserted.error();
    return assignment;
}

Result<void> move(Transaction& tx, const Assignment& assignment, AssignmentState to,
                  std::int64_t hour) {
    const auto moved = tx.run(
        "UPDATE assignment SET state = $3, changed_hour = $4 "
        "WHERE tenant_id = $1 AND id = $2 AND state IN ($5, $6)",
        tx.tenant(), bind(assignment.id.text()), bind(static_cast<int>(to)), bind(hour),
        bind(static_cast<int>(AssignmentState::proposed)),
        bind(static_cast<int>(AssignmentState::accepted)));
    if (!moved) return moved.error();
    if (*moved == 0) return not_open();
    if (is_open(to)) return {};

    const auto place = give_place_back(tx, assignment.supporter);
    if (!place) return place.error();
    if (*place == 0) return damaged_row();
    return {};
}

Result<void> forget_supporter(Transaction& tx, const EmployeeId& supporter, std::int64_t hour) {
    const auto hers = supporter_ref(tx.database(), supporter);
    const auto nobody = crypto::random_uuid();
    if (!nobody) return nobody.error();
    const auto acts = tx.run(
        "UPDATE assignment SET supporter_ref = $3 WHERE tenant_id = $1 AND supporter_ref = $2 "
        "AND state NOT IN ($4, $5)",
        tx.tenant(), bind(hers), bind(*nobody), bind(static_cast<int>(AssignmentState::proposed)),
        bind(static_cast<int>(AssignmentState::accepted)));
    if (!acts) return acts.error();
    const auto load = forget_load(tx, hers);
    if (!load) return load.error();
    const auto told = tx.run(
        "INSERT INTO erased_supporter (tenant_id, supporter_ref, hour) VALUES ($1, $2, $3) "
        "ON CONFLICT (tenant_id, supporter_ref) DO UPDATE SET hour = excluded.hour",
        tx.tenant(), bind(hers), bind(hour));
    if (!told) return told.error();
    return {};
}

Result<std::optional<Assignment>> open_assignment(Transaction& tx, const RequestId& request) {
    const auto found = select(tx, "request_id = $2 AND state IN ($3, $4)", bind(request.text()),
                              bind(static_cast<int>(AssignmentState::proposed)),
                              bind(static_cast<int>(AssignmentState::accepted)));
    if (!found) return found.error();
    if (found->empty()) return std::optional<Assignment>{};
    return std::optional(found->front());
}

Result<std::optional<Assignment>> open_assignment(Transaction& tx, const RequestId& request,
                                                  const SupporterRef& supporter) {
    const auto found =
        select(tx, "request_id = $2 AND state IN ($3, $4) AND supporter_ref = $5",
               bind(request.text()), bind(static_cast<int>(AssignmentState::proposed)),
               bind(static_cast<int>(AssignmentState::accepted)), bind(supporter));
    if (!found) return found.error();
    if (found->empty()) return std::optional<Assignment>{};
    return std::optional(found->front());
}

Result<std::vector<Assignment>> assignments_for(Transaction& tx, const RequestId& request) {
    return select(tx, "request_id = $2 ORDER BY number", bind(request.text()));
}

Result<std::vector<Assignment>> assignments_of(Transaction& tx, const EmployeeId& supporter) {
    return select(tx, "supporter_ref = $2 ORDER BY proposed_hour, id", bind(ref_of(tx, supporter)));
}

Result<std::vector<Assignment>> open_assignments(Transaction& tx) {
    return select(tx, "state IN ($2, $3) ORDER BY proposed_hour, id",
                  bind(static_cast<int>(AssignmentState::proposed)),
                  bind(static_cast<int>(AssignmentState::accepted)));
}

Result<std::vector<Assignment>> overdue(Transaction& tx, std::int64_t hour) {
    return select(tx, "state = $2 AND answer_by_hour <= $3 ORDER BY answer_by_hour, id",
                  bind(static_cast<int>(AssignmentState::proposed)), bind(hour));
}

Result<std::unordered_set<SupporterRef>> other_side(Transaction& tx,
                                                    const model::RequestIdentity& identity) {
    std::unordered_set<SupporterRef> all;
    for (const auto& concerned : identity.persons_concerned) {
        const auto added = add_supporters_of(tx, concerned, all);
        if (!added) return added.error();
    }
    const auto added = add_supporters_against(tx, identity.requester, all);
    if (!added) return added.error();
    return all;
}

}  // namespace kith::store
