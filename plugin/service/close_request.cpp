#include "service/close_request.h"

#include "service/standing.h"
#include "store/retention.h"

namespace kith::service {

Result<void> close_request(Rooms& rooms, store::Transaction& tx, const Session& session,
                           const RequestId& request, bool heavy) {
    const auto permit =
        may(rooms, tx, session, policy::Action::close, policy::Kind::request_state, request);
    if (!permit) return permit.error();
    const auto row = open_request_row(tx, request);
    if (!row) return row.error();
    const auto open = store::open_assignment(tx, request);
    if (!open) return open.error();

    const auto hour = rooms.clock->hour();
    if (*open) {
        const auto ended = store::move(tx, **open, model::AssignmentState::closed, hour);
        if (!ended) return ended;
    }
    if (*open && heavy && session.capacity == policy::Capacity::peer_supporter) {
        const Day until = rooms.clock->today().plus(rooms.settings.caseload.cool_down_days);
        const auto rests = store::set_cool_down(tx, (*open)->supporter, until);
        if (!rests) return rests;
    }
    const auto closed = store::set_state(tx, request, model::RequestState::closed, hour);
    if (!closed || session.capacity != policy::Capacity::requester) return closed;
    // Who closes it herself has not to be told.
    auto mark = store::read_mark(tx, request);
    if (!mark) return mark.error();
    mark->closed = true;
    return store::set_read_mark(tx, request, *mark);
}

}  // namespace kith::service
