#include "service/hold.h"

#include <algorithm>

#include "service/facts.h"
#include "service/standing.h"
#include "store/holds.h"

namespace kith::service {
namespace {

using model::LegalHold;
using policy::Action;
using policy::Kind;
using store::HoldStep;

// A wrong id, one that is over and one out of reach are one answer.
Result<LegalHold> standing_hold(Rooms& rooms, store::Transaction& tx, const HoldId& id) {
    auto found = store::find_hold(tx, id);
    if (!found) return found.error();
    if (!*found || (*found)->over(rooms.clock->today())) return policy::denied();
    return std::move(**found);
}

// Adds this custodian to a step. True where she is its second.
Result<bool> agree(Rooms& rooms, store::Transaction& tx, const Session& session,
                   const model::Permit& permit, const LegalHold& hold, HoldStep step) {
    const auto before = store::agreed(tx, hold, step);
    if (!before) return before.error();
    if (!before->empty()) {
        const auto separate = check_second(rooms, tx, session, before->front());
        if (!separate) return separate.error();
    }
    const auto done = store::agree_to_hold(tx, permit, hold.id, step, session.subject);
    if (!done) return done.error();
    return !before->empty();
}

}  // namespace

Result<HoldId> place_hold(Rooms& rooms, store::Transaction& tx, const Session& session,
                          const RequestId& request, model::HoldReason reason, Day until) {
    const auto permit = may(rooms, tx, session, Action::open, Kind::legal_hold, request);
    if (!permit) return permit.error();
    const auto today = rooms.clock->today();
    if (until < today || until > today.plus(LegalHold::days_max))
        return Error{ErrorCode::invalid_input, "a hold ends within a year from today", "/until",
                     "it can be placed anew before it ends"};
    auto id = store::ask_hold(tx, *permit, reason, until, rooms.clock->hour());
    if (!id) return id;
    const auto agreed = store::agree_to_hold(tx, *permit, *id, HoldStep::place, session.subject);
    if (!agreed) return agreed.error();
    return id;
}

Result<void> agree_to_hold(Rooms& rooms, store::Transaction& tx, const Session& session,
                           const HoldId& id) {
    const auto hold = standing_hold(rooms, tx, id);
    if (!hold) return hold.error();
    const auto permit = may(rooms, tx, session, Action::approve, Kind::legal_hold, hold->request);
    if (!permit) return permit.error();
    const auto second = agree(rooms, tx, session, *permit, *hold, HoldStep::place);
    if (!second) return second.error();
    return store::begin_hold(tx, id, rooms.clock->hour());
}

Result<bool> end_hold(Rooms& rooms, store::Transaction& tx, const Session& session,
                      const HoldId& id) {
    const auto hold = standing_hold(rooms, tx, id);
    if (!hold) return hold.error();
    const auto permit = may(rooms, tx, session, Action::close, Kind::legal_hold, hold->request);
    if (!permit) return permit.error();
    const auto second = agree(rooms, tx, session, *permit, *hold, HoldStep::end);
    if (!second || !*second) return second;
    const auto ended = store::end_hold(tx, id, rooms.clock->hour());
    if (!ended) return ended.error();
    return true;
}

Result<std::vector<ListedHold>> list_holds(Rooms& rooms, store::Transaction& tx,
                                           const Session& session) {
    const auto at_all = may(rooms, tx, session, Action::read, Kind::legal_hold);
    if (!at_all) return at_all.error();
    const auto all = store::holds(tx, {});
    if (!all) return all.error();
    std::vector<ListedHold> listed;
    for (const auto& hold : *all) {
        if (hold.over(rooms.clock->today())) continue;
        const auto permit = may(rooms, tx, session, Action::read, Kind::legal_hold, hold.request);
        if (!permit && permit.error().code == ErrorCode::denied) continue;
        if (!permit) return permit.error();
        const auto placing = store::agreed(tx, hold, HoldStep::place);
        if (!placing) return placing.error();
        const auto ending = store::agreed(tx, hold, HoldStep::end);
        if (!ending) return ending.error();
        listed.push_back({hold, std::ranges::find(*placing, session.subject) != placing->end(),
                          !ending->empty()});
    }
    return listed;
}

}  // namespace kith::service
