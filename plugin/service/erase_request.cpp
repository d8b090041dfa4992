#include "service/erase_request.h"

#include "service/standing.h"
#include "store/erasure.h"

namespace kith::service {

Result<void> erase_request(Rooms& rooms, store::Transaction& tx, const Session& session,
                           const RequestId& request) {
    const auto permit =
        may(rooms, tx, session, policy::Action::erase, policy::Kind::request_state, request);
    if (!permit) return permit.error();
    const auto open = store::open_assignment(tx, request);
    if (!open) return open.error();

    const auto hour = rooms.clock->hour();
    if (*open) {
        const auto ended = store::move(tx, **open, model::AssignmentState::closed, hour);
        if (!ended) return ended;
    }
    return store::erase_request(tx, *permit, hour);
}

void settle_erasure(Rooms& rooms) {
    rooms.erasure_unsettled = !rooms.database->empty_log();
}

}  // namespace kith::service
