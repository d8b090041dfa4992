#include "service/erase_request.h"

#include "service/standing.h"
#include "service/turn_keys.h"
#include "store/erased_list.h"
#include "store/erasure.h"
#include "store/holds.h"

namespace kith::service {
namespace {

Result<void> erase(Rooms& rooms, store::Transaction& tx, const model::Permit& permit) {
    const auto open = store::open_assignment(tx, permit.request());
    if (!open) return open.error();
    const auto hour = rooms.clock->hour();
    if (*open) {
        const auto ended = store::move(tx, **open, model::AssignmentState::closed, hour);
        if (!ended) return ended;
    }
    return store::erase_request(tx, permit, hour);
}

}  // namespace

Result<void> erase_request(Rooms& rooms, store::Transaction& tx, const Session& session,
                           const RequestId& request) {
    const auto permit =
        may(rooms, tx, session, policy::Action::erase, policy::Kind::request_state, request);
    if (!permit) return permit.error();
    return erase(rooms, tx, *permit);
}

Result<bool> erase_unless_held(Rooms& rooms, store::Transaction& tx, const RequestId& request) {
    const auto held = store::is_held(tx, request, rooms.clock->today());
    if (!held) return held.error();
    const auto permit = erasing_permit(rooms, request, *held);
    if (!permit && permit.error().code == ErrorCode::denied) return false;
    if (!permit) return permit.error();
    const auto erased = erase(rooms, tx, *permit);
    if (!erased) return erased.error();
    return true;
}

Result<void> erase_whatever_held(Rooms& rooms, store::Transaction& tx, const RequestId& request) {
    const auto permit = erasing_permit(rooms, request, /*held=*/false);
    if (!permit) return permit.error();
    return erase(rooms, tx, *permit);
}

Result<Day> final_everywhere(Rooms& rooms) {
    const auto status = key_status(rooms);
    if (!status) return status.error();
    const auto today = rooms.clock->today();
    // A turn that is late will destroy the key the next time that somebody works.
    return status->next_turn && *status->next_turn > today ? *status->next_turn : today.plus(1);
}

void settle_erasure(Rooms& rooms) {
    const bool emptied = static_cast<bool>(rooms.database->empty_log());
    const bool listed = static_cast<bool>(store::list_erased(*rooms.database));
    rooms.database->keep_room();
    rooms.erasure_unsettled = !emptied || !listed;
}

}  // namespace kith::service
