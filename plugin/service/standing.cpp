#include "service/standing.h"

namespace kith::service {
namespace {

using policy::Action;
using policy::Capacity;
using policy::Kind;
using policy::Purpose;

Result<policy::Facts> requester_facts(store::Transaction& tx, const Session& session,
                                      const RequestId& request) {
    policy::Facts facts;
    if (session.subject.empty()) {
        facts.owner = session.request == request && !request.empty();
        return facts;
    }
    const auto owner = store::is_requester(tx, request, session.subject);
    if (!owner) return owner.error();
    facts.owner = *owner;
    return facts;
}

Result<policy::Facts> supporter_facts(Rooms& rooms, store::Transaction& tx, const Session& session,
                                      const RequestId& request) {
    const auto self = store::supporter_ref(*rooms.database, session.subject);
    const auto open = store::open_assignment(tx, request, self);
    if (!open) return open.error();

    policy::Facts facts;
    if (!*open) return facts;
    facts.proposed = (*open)->state == model::AssignmentState::proposed;
    facts.assigned = (*open)->state == model::AssignmentState::accepted;
    if (!facts.assigned) return facts;

    const auto permit = routing_permit(Kind::request_content, request);
    if (!permit) return permit.error();
    const auto content = store::content(tx, *permit);
    if (!content) return content.error();
    facts.name_given = content->name_mode == model::NameMode::named;
    return facts;
}

Result<policy::Facts> facts_of(Rooms& rooms, store::Transaction& tx, const Session& session,
                               const RequestId& request) {
    if (session.capacity == Capacity::requester) return requester_facts(tx, session, request);
    if (session.capacity == Capacity::peer_supporter)
        return supporter_facts(rooms, tx, session, request);
    return policy::Facts{};
}

}  // namespace

Result<model::Permit> routing_permit(Kind kind, const RequestId& request) {
    return policy::Gate::permit(
        {Capacity::library, Action::read, kind, Purpose::routing, {}, request});
}

Result<model::Permit> may(Rooms& rooms, store::Transaction& tx, const Session& session,
                          Action action, Kind kind, const RequestId& request) {
    const auto facts = facts_of(rooms, tx, session, request);
    if (!facts) return facts.error();
    return policy::Gate::permit({session.capacity, action, kind, session.purpose, *facts, request});
}

Result<model::Permit> may(const Session& session, Action action, Kind kind, bool own_record) {
    policy::Facts facts;
    facts.owner = own_record;
    return policy::Gate::permit({session.capacity, action, kind, session.purpose, facts, {}});
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
