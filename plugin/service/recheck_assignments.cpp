#include "service/recheck_assignments.h"

#include "service/match_backlog.h"
#include "service/place.h"
#include "service/standing.h"
#include "store/requests.h"

namespace kith::service {
namespace {

// Whether a rule now keeps them apart. A supporter who is none any more, or may be none
// any more, is kept apart from everybody.
Result<bool> forbidden(Rooms& rooms, store::Transaction& tx, const DirectoryView& view,
                       const store::Assignment& assignment) {
    const auto who = view.by_ref->find(assignment.supporter);
    if (who == view.by_ref->end()) return true;
    if (directory::is_barred(view.snapshot, who->second)) return true;
    if (view.snapshot.book->find(who->second)->enrolment != model::Enrolment::approved) return true;

    const auto permit =
        routing_permit(rooms, tx, policy::Kind::request_identity, assignment.request);
    if (!permit) return permit.error();
    const auto identity = store::identity(tx, *permit);
    if (!identity) return identity.error();
    const auto request = route_request(assignment.request, *identity, {});
    return !routing::conflicts(request, who->second, view.snapshot, conditions(rooms)).empty();
}

}  // namespace

Result<int> recheck_assignments(Rooms& rooms, store::Transaction& tx) {
    const auto open = store::open_assignments(tx);
    if (!open) return open.error();
    if (open->empty()) return 0;
    const auto view = rooms.directory.view(rooms, tx);
    if (!view) return view.error();

    std::vector<RequestId> ended;
    for (const auto& assignment : *open) {
        const auto forbids = forbidden(rooms, tx, *view, assignment);
        if (!forbids && forbids.error().code == ErrorCode::store_corrupt) {
            // One damaged request must not keep a new org chart out.
            rooms.log->write(ports::LogLevel::error, "recheck: a damaged request was passed over",
                             1);
            continue;
        }
        if (!forbids) return forbids.error();
        if (!*forbids) continue;

        const auto hour = rooms.clock->hour();
        const auto moved = store::move(tx, assignment, model::AssignmentState::withdrawn, hour);
        if (!moved) return moved.error();
        const auto waits =
            store::set_state(tx, assignment.request, model::RequestState::waiting, hour);
        if (!waits) return waits.error();
        ended.push_back(assignment.request);
    }
    if (ended.empty()) return 0;
    const auto placed = place_together(rooms, tx, *view, ended);
    if (!placed) return placed.error();
    return static_cast<int>(ended.size());
}

}  // namespace kith::service
