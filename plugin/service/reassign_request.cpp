#include "service/reassign_request.h"

#include "service/place.h"
#include "service/refusals.h"
#include "service/standing.h"

namespace kith::service {
namespace {

Result<void> set_wish(Rooms& rooms, store::Transaction& tx, const RequestId& request,
                      const EmployeeId& wished) {
    const auto permit = routing_permit(rooms, tx, policy::Kind::request_identity, request);
    if (!permit) return permit.error();
    auto identity = store::identity(tx, *permit);
    if (!identity) return identity.error();
    identity->wished = wished;
    return store::replace_identity(tx, *permit, *identity);
}

}  // namespace

Result<bool> reassign_request(Rooms& rooms, store::Transaction& tx, const Session& session,
                              const RequestId& request, const EmployeeId& wished) {
    const auto permit =
        may(rooms, tx, session, policy::Action::reassign, policy::Kind::request_state, request);
    if (!permit) return permit.error();
    const auto row = open_request_row(tx, request);
    if (!row) return row.error();
    const auto view = rooms.directory.view(rooms, tx);
    if (!view) return view.error();

    const auto open = store::open_assignment(tx, request);
    if (!open) return open.error();
    if (*open) {
        const auto ended =
            store::move(tx, **open, model::AssignmentState::released, rooms.clock->hour());
        if (!ended) return ended.error();
    }
    const auto set = set_wish(rooms, tx, request, wished);
    if (!set) return set.error();
    const auto placed = place_again(rooms, tx, *view, request);
    if (!placed || *placed || wished.empty()) return placed;
    const auto counted = count_refused_wish(rooms, tx, "support.reassign/1", {});
    if (!counted) return counted.error();
    return placed;
}

}  // namespace kith::service
