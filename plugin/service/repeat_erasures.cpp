#include "service/repeat_erasures.h"

#include "service/erase_person.h"
#include "service/erase_request.h"
#include "store/audit_log.h"
#include "store/erasure.h"
#include "store/requests.h"

namespace kith::service {
namespace {

Result<bool> erase_again(Rooms& rooms, store::Transaction& tx, const RequestId& request) {
    const auto row = store::find_request(tx, request);
    if (!row) return row.error();
    const auto gone = store::is_erased(tx, request);
    if (!gone) return gone.error();
    if (!*row || *gone) return false;
    // A hold in the backup is older than the erasure, which it did not stop.
    const auto erased = erase_whatever_held(rooms, tx, request);
    if (!erased) return erased.error();
    return true;
}

Result<int> end_roles_again(Rooms& rooms, store::Transaction& tx,
                            const std::vector<store::SupporterRef>& refs) {
    const auto view = rooms.directory.view(rooms, tx);
    if (!view) return view.error();
    int ended = 0;
    for (const auto& ref : refs) {
        const auto who = view->by_ref->find(ref);
        if (who == view->by_ref->end()) continue;
        const auto done = end_role(rooms, tx, who->second);
        if (!done) return done.error();
        ++ended;
    }
    return ended;
}

}  // namespace

Result<Repeated> repeat_erasures(Rooms& rooms, const store::Erased& erased) {
    return rooms.database->erase([&](store::Transaction& tx) -> Result<Repeated> {
        Repeated repeated;
        for (const auto& request : erased.requests) {
            const auto done = erase_again(rooms, tx, request);
            if (!done) return done.error();
            if (*done) ++repeated.requests;
        }
        const auto roles = end_roles_again(rooms, tx, erased.supporters);
        if (!roles) return roles.error();
        repeated.supporters = *roles;

        store::AuditEntry entry;
        entry.event = "restored";
        entry.time = rooms.clock->now_unix_ms() / 1000;
        entry.capacity = model::name(policy::Capacity::it_admin);
        const auto recorded = store::append_audit(tx, entry);
        if (!recorded) return recorded.error();
        return repeated;
    });
}

}  // namespace kith::service
