#include "service/standing.h"

#include "service/facts.h"
#include "service/obligations.h"
#include "store/erasure.h"

namespace kith::service {
namespace {

using policy::Action;
using policy::Capacity;
using policy::Fact;
using policy::Kind;
using policy::Purpose;

// Decision, obligations, release: nothing opens before what is obliged was done.
Result<model::Permit> permit_for(Rooms& rooms, store::Transaction& tx, const Session& session,
                                 const policy::Access& access) {
    const auto& gate = rooms.policy->gate;
    const auto decision = gate.decide(access);
    if (!decision.permitted()) return policy::denied();
    const auto done = fulfil(rooms, tx, session, access, decision);
    if (!done) return done.error();
    return gate.release(access, *done);
}

}  // namespace

Result<model::Permit> routing_permit(Rooms& rooms, store::Transaction& tx, Kind kind,
                                     const RequestId& request) {
    const auto erased = store::is_erased(tx, request);
    if (!erased) return erased.error();
    auto facts = policy::Facts::all_false();
    facts.set(Fact::erased, *erased);
    return rooms.policy->gate.release(
        {Capacity::library, Action::read, kind, Purpose::routing, facts, request}, {});
}

Result<model::Permit> erasing_permit(Rooms& rooms, const RequestId& request, bool held) {
    auto facts = policy::Facts::all_false();
    facts.set(Fact::held, held);
    return rooms.policy->gate.release(
        {Capacity::library, Action::erase, Kind::personal_data, Purpose::retention, facts, request},
        {});
}

Result<model::Permit> may(Rooms& rooms, store::Transaction& tx, const Session& session,
                          Action action, Kind kind, const RequestId& request) {
    const auto facts = facts_of(rooms, tx, session, request);
    if (!facts) return facts.error();
    return permit_for(rooms, tx, session,
                      {session.capacity, action, kind, session.purpose, *facts, request});
}

Result<model::Permit> may(Rooms& rooms, store::Transaction& tx, const Session& session,
                          Action action, Kind kind, std::initializer_list<Fact> known) {
    auto facts = facts_of(rooms, tx, session);
    if (!facts) return facts.error();
    for (const auto fact : known)
        facts->set(fact, true);
    return permit_for(rooms, tx, session,
                      {session.capacity, action, kind, session.purpose, *facts, {}});
}

Result<model::Permit> may(Rooms& rooms, store::Transaction& tx, const Session& session,
                          Action action, Kind kind, const model::DisclosureException& exception) {
    const auto facts = facts_of(rooms, tx, session, exception);
    if (!facts) return facts.error();
    return permit_for(rooms, tx, session,
                      {session.capacity, action, kind, session.purpose, *facts, exception.request});
}

Result<store::RequestRow> standing_request(store::Transaction& tx, const RequestId& request) {
    auto row = store::find_request(tx, request);
    if (!row) return row.error();
    if (!*row) return policy::denied();
    return std::move(**row);
}

Result<store::RequestRow> open_request_row(store::Transaction& tx, const RequestId& request) {
    auto row = standing_request(tx, request);
    if (row && row->state == model::RequestState::closed)
        return Error{ErrorCode::conflict,
                     "this support request is closed",
                     {},
                     "open a new one to talk again"};
    return row;
}

Result<store::Assignment> current_assignment(store::Transaction& tx, const RequestId& request) {
    auto open = store::open_assignment(tx, request);
    if (!open) return open.error();
    if (!*open)
        return Error{ErrorCode::conflict,
                     "nobody is asked for this support request now",
                     {},
                     "read support.status/1 for the next steps"};
    return std::move(**open);
}

}  // namespace kith::service
