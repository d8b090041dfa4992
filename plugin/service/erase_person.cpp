#include "service/erase_person.h"

#include "service/erase_request.h"
#include "service/recheck_assignments.h"
#include "service/standing.h"
#include "store/directory_tables.h"
#include "store/erasure.h"
#include "store/requests.h"

namespace kith::service {
namespace {

using policy::Action;
using policy::Fact;
using policy::Kind;

Result<std::vector<RequestId>> standing_of(store::Transaction& tx, const EmployeeId& person) {
    const auto rows = store::requests_of(tx, person);
    if (!rows) return rows.error();
    std::vector<RequestId> found;
    for (const auto& row : *rows)
        found.push_back(row.id);
    return found;
}

}  // namespace

Result<void> end_role(Rooms& rooms, store::Transaction& tx, const EmployeeId& person) {
    const auto removed = store::remove_supporter(tx, person);
    if (!removed) return removed;
    const auto moved = recheck_assignments(rooms, tx);  // Whom she served is not left alone.
    if (!moved) return moved.error();
    return store::forget_supporter(tx, person, rooms.clock->hour());
}

Result<int> erase_own_data(Rooms& rooms, store::Transaction& tx, const Session& session,
                           bool supporter_role) {
    if (session.subject.empty()) return policy::denied();  // A return code opens one request.
    const auto permit = may(rooms, tx, session, Action::erase, Kind::personal_data, {Fact::owner});
    if (!permit) return permit.error();
    const auto requests = standing_of(tx, session.subject);
    if (!requests) return requests.error();
    for (const auto& request : *requests) {
        const auto erased = erase_request(rooms, tx, session, request);
        if (!erased) return erased.error();
    }
    if (supporter_role) {
        const auto ended = end_role(rooms, tx, session.subject);
        if (!ended) return ended.error();
    }
    return static_cast<int>(requests->size());
}

Result<void> order_erasure(Rooms& rooms, store::Transaction& tx, const Session& session,
                           const EmployeeId& person) {
    const auto permit = may(rooms, tx, session, Action::erase, Kind::personal_data);
    if (!permit) return permit.error();
    const auto requests = standing_of(tx, person);
    if (!requests) return requests.error();
    for (const auto& request : *requests) {
        const auto erased = erase_unless_held(rooms, tx, request);
        if (!erased) return erased.error();
    }
    return end_role(rooms, tx, person);
}

Result<void> order_erasure(Rooms& rooms, store::Transaction& tx, const Session& session,
                           const RequestId& request) {
    const auto permit = may(rooms, tx, session, Action::erase, Kind::personal_data);
    if (!permit) return permit.error();
    const auto gone = store::is_erased(tx, request);
    if (!gone) return gone.error();
    if (*gone) return {};
    const auto erased = erase_unless_held(rooms, tx, request);
    if (!erased) return erased.error();
    return {};
}

}  // namespace kith::service
