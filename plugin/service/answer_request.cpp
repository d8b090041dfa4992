#include "service/answer_request.h"

#include "service/place.h"
#include "service/standing.h"

namespace kith::service {
namespace {

using model::AssignmentState;
using policy::Action;
using policy::Kind;

// Ends the open assignment as `to` and asks the next supporter.
Result<void> pass_on(Rooms& rooms, store::Transaction& tx, const Session& session,
                     const RequestId& request, Action action, AssignmentState to) {
    const auto permit = may(rooms, tx, session, action, Kind::request_state, request);
    if (!permit) return permit.error();
    const auto assignment = current_assignment(tx, request);
    if (!assignment) return assignment.error();
    const auto view = rooms.directory.view(rooms, tx);
    if (!view) return view.error();

    const auto ended = store::move(tx, *assignment, to, rooms.clock->hour());
    if (!ended) return ended;
    const auto placed = place_again(rooms, tx, *view, request);
    if (!placed) return placed.error();
    return {};
}

}  // namespace

Result<void> accept_request(Rooms& rooms, store::Transaction& tx, const Session& session,
                            const RequestId& request) {
    const auto permit = may(rooms, tx, session, Action::answer, Kind::request_state, request);
    if (!permit) return permit.error();
    const auto assignment = current_assignment(tx, request);
    if (!assignment) return assignment.error();

    const auto hour = rooms.clock->hour();
    const auto accepted = store::move(tx, *assignment, AssignmentState::accepted, hour);
    if (!accepted) return accepted;
    return store::set_state(tx, request, model::RequestState::active, hour);
}

Result<void> decline_request(Rooms& rooms, store::Transaction& tx, const Session& session,
                             const RequestId& request) {
    return pass_on(rooms, tx, session, request, Action::recuse, AssignmentState::declined);
}

Result<void> recuse(Rooms& rooms, store::Transaction& tx, const Session& session,
                    const RequestId& request) {
    return pass_on(rooms, tx, session, request, Action::recuse, AssignmentState::recused);
}

Result<void> hand_over(Rooms& rooms, store::Transaction& tx, const Session& session,
                       const RequestId& request) {
    return pass_on(rooms, tx, session, request, Action::reassign, AssignmentState::handed_over);
}

}  // namespace kith::service
