#include "service/turn_keys.h"

#include <algorithm>

#include "store/key_state.h"
#include "store/key_turn.h"

namespace kith::service {
namespace {

constexpr int named_max = 20;

struct Counts {
    store::Epochs epochs;
    std::int64_t current = 0;
    std::int64_t previous = 0;
    std::vector<RequestId> left;
};

Result<Counts> counts(Rooms& rooms) {
    return rooms.database->read([&](store::Transaction& tx) -> Result<Counts> {
        Counts found;
        const auto epochs = store::epochs_of(tx);
        if (!epochs) return epochs.error();
        found.epochs = *epochs;
        const auto current = store::keys_under(tx, epochs->current);
        if (!current) return current.error();
        found.current = *current;
        if (!epochs->previous) return found;
        const auto previous = store::keys_under(tx, *epochs->previous);
        if (!previous) return previous.error();
        found.previous = *previous;
        auto left = store::requests_under(tx, *epochs->previous, named_max);
        if (!left) return left.error();
        found.left = std::move(*left);
        return found;
    });
}

}  // namespace

Result<KeyStatus> key_status(Rooms& rooms) {
    auto found = counts(rooms);
    if (!found) return found.error();
    auto keyring = rooms.database->keyring().epochs();
    if (!keyring) return keyring.error();
    KeyStatus status{found->epochs,   std::move(*keyring),    found->current,
                     found->previous, std::move(found->left), std::nullopt};
    for (const auto& epoch : status.keyring)
        if (epoch.number == status.epochs.current) status.next_turn = next_month(epoch.begun);
    return status;
}

Result<bool> turn_keys(Rooms& rooms, const TurnWatch& watch) {
    const auto held = rooms.database->keyring().hold();
    if (!held) return held.error();
    auto& database = *rooms.database;
    const auto begun = store::begin_turn(database, rooms.clock->today(), rooms.clock->hour());
    if (!begun) return begun.error();
    const auto before = counts(rooms);
    if (!before) return before.error();
    store::TurnPart part;
    for (std::int64_t turned = 0; !part.last;) {
        auto next = store::turn_some(database, part.reached);
        if (!next) return next.error();
        part = *next;
        turned += part.turned;
        if (!watch(turned, before->previous) && !part.last) return false;
    }
    const auto ended = store::end_turn(database, rooms.clock->hour());
    if (!ended) return ended.error();
    return true;
}

Result<bool> clear_keyring(Rooms& rooms) {
    const auto status = key_status(rooms);
    if (!status) return status.error();
    if (status->epochs.previous || status->keyring.size() == 1) return true;
    const auto held = rooms.database->keyring().hold();
    if (!held) return held.error();
    const auto ended = store::end_turn(*rooms.database, rooms.clock->hour());
    if (!ended) return ended.error();
    return true;
}

Result<bool> turn_is_due(Rooms& rooms) {
    const auto status = key_status(rooms);
    if (!status) return status.error();
    return status->epochs.previous || !status->next_turn ||
           *status->next_turn <= rooms.clock->today();
}

}  // namespace kith::service
