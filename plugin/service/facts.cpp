#include "service/facts.h"

#include <algorithm>

#include "routing/router.h"
#include "service/place.h"
#include "service/standing.h"
#include "store/consents.h"
#include "store/erasure.h"
#include "store/exceptions.h"

namespace kith::service {
namespace {

using policy::Capacity;
using policy::Fact;
using policy::Facts;

bool is_accredited(const model::PeerSupporter& supporter, Day today) {
    return supporter.enrolment == model::Enrolment::approved && supporter.accredited_until &&
           *supporter.accredited_until >= today;
}

// Nothing that concerns this request is known yet.
void forget_request(Facts& facts) {
    for (const auto fact : {Fact::owner, Fact::proposed, Fact::assigned, Fact::concerned,
                            Fact::in_chain, Fact::words_consent, Fact::name_consent, Fact::erased})
        facts.forget(fact);
}

// Whether it is about her, and whether she leads or is led by somebody in it. A chain that is not
// known leaves it unknown.
Result<void> add_conflicts(Rooms& rooms, store::Transaction& tx, const Session& session,
                           const RequestId& request, Facts& facts) {
    const auto view = rooms.directory.view(rooms, tx);
    if (!view) return view.error();
    const auto permit = routing_permit(rooms, tx, policy::Kind::request_identity, request);
    if (!permit) return permit.error();
    const auto identity = store::identity(tx, *permit);
    if (!identity) return identity.error();

    const auto why = routing::conflicts(route_request(request, *identity, {}), session.subject,
                                        view->snapshot, conditions(rooms));
    const auto has = [&](routing::Exclusion wanted) {
        return std::ranges::find(why, wanted) != why.end();
    };
    const auto& concerned = identity->persons_concerned;
    facts.set(Fact::concerned, std::ranges::find(concerned, session.subject) != concerned.end());
    if (has(routing::Exclusion::chain_of_command))
        facts.set(Fact::in_chain, true);
    else if (!has(routing::Exclusion::unknown_chain))
        facts.set(Fact::in_chain, false);
    return {};
}

Result<void> add_consent(Rooms& rooms, store::Transaction& tx, const RequestId& request,
                         Facts& facts) {
    const auto standing = store::standing_consents(tx, request, rooms.clock->today());
    if (!standing) return standing.error();
    facts.set(Fact::words_consent, standing->words);
    facts.set(Fact::name_consent, standing->name);
    return {};
}

Result<void> add_owner(store::Transaction& tx, const Session& session, const RequestId& request,
                       Facts& facts) {
    if (session.subject.empty()) {
        facts.set(Fact::owner, session.request == request && !request.empty());
        return {};
    }
    const auto owner = store::is_requester(tx, request, session.subject);
    if (!owner) return owner.error();
    facts.set(Fact::owner, *owner);
    return {};
}

Result<void> add_assignment(Rooms& rooms, store::Transaction& tx, const Session& session,
                            const RequestId& request, Facts& facts) {
    const auto self = store::supporter_ref(*rooms.database, session.subject);
    const auto open = store::open_assignment(tx, request, self);
    if (!open) return open.error();
    const auto is = [&](model::AssignmentState state) { return *open && (*open)->state == state; };
    facts.set(Fact::proposed, is(model::AssignmentState::proposed));
    facts.set(Fact::assigned, is(model::AssignmentState::accepted));
    return {};
}

Result<void> add_supporter_facts(Rooms& rooms, store::Transaction& tx, const Session& session,
                                 const RequestId& request, Facts& facts) {
    const auto assigned = add_assignment(rooms, tx, session, request, facts);
    if (!assigned) return assigned;
    if (!*facts[Fact::proposed] && !*facts[Fact::assigned]) return {};
    const auto consent = add_consent(rooms, tx, request, facts);
    if (!consent) return consent;
    return add_conflicts(rooms, tx, session, request, facts);
}

Result<void> add_custodian_facts(Rooms& rooms, store::Transaction& tx, const Session& session,
                                 const RequestId& request, Facts& facts) {
    const auto owner = add_owner(tx, session, request, facts);
    if (!owner) return owner;
    const auto assigned = add_assignment(rooms, tx, session, request, facts);
    if (!assigned) return assigned;
    if (*facts[Fact::erased]) return {};
    return add_conflicts(rooms, tx, session, request, facts);
}

}  // namespace

Result<Facts> facts_of(Rooms& rooms, store::Transaction& tx, const Session& session) {
    auto facts = Facts::all_false();
    facts.set(Fact::reauthenticated, rooms.clock->now_unix_ms() < session.reauthenticated_until_ms);
    if (session.subject.empty()) {
        facts.forget(Fact::active);
        return facts;
    }
    const auto view = rooms.directory.view(rooms, tx);
    if (!view) return view.error();
    const auto& chart = *view->snapshot.chart;
    const auto seat = chart.seat(session.subject);
    facts.set(Fact::active, seat && chart.person(*seat).active);
    const auto* entry = view->snapshot.book->find(session.subject);
    facts.set(Fact::accredited, entry != nullptr && is_accredited(*entry, rooms.clock->today()));
    return facts;
}

Result<Facts> facts_of(Rooms& rooms, store::Transaction& tx, const Session& session,
                       const RequestId& request) {
    auto facts = facts_of(rooms, tx, session);
    if (!facts) return facts;
    forget_request(*facts);
    const auto erased = store::is_erased(tx, request);
    if (!erased) return erased.error();
    facts->set(Fact::erased, *erased);

    Result<void> added{};
    if (session.capacity == Capacity::requester) added = add_owner(tx, session, request, *facts);
    if (session.capacity == Capacity::peer_supporter)
        added = add_supporter_facts(rooms, tx, session, request, *facts);
    if (session.capacity == Capacity::identity_custodian)
        added = add_custodian_facts(rooms, tx, session, request, *facts);
    if (!added) return added.error();
    return facts;
}

Result<Facts> facts_of(Rooms& rooms, store::Transaction& tx, const Session& session,
                       const model::DisclosureException& exception) {
    auto facts = facts_of(rooms, tx, session, exception.request);
    if (!facts) return facts;
    const auto approvers = store::approvers(tx, exception);
    if (!approvers) return approvers.error();
    const auto view = rooms.directory.view(rooms, tx);
    if (!view) return view.error();

    const bool hers = std::ranges::find(*approvers, session.subject) != approvers->end();
    const bool two = approvers->size() >= 2;
    facts->set(Fact::own_approval, hers);
    facts->set(Fact::no_part, !hers);
    facts->set(Fact::two_approvals, two);
    facts->set(Fact::separate_lines,
               two && separate_lines(*view, approvers->front(), (*approvers)[1]));
    facts->set(Fact::exception_live, exception.live(rooms.clock->hour()));
    return facts;
}

Result<void> check_second(Rooms& rooms, store::Transaction& tx, const Session& session,
                          const EmployeeId& first) {
    const auto view = rooms.directory.view(rooms, tx);
    if (!view) return view.error();
    if (first == session.subject)
        return Error{ErrorCode::conflict,
                     "you have agreed to this already",
                     {},
                     "another custodian has to agree as well"};
    if (!separate_lines(*view, first, session.subject))
        return Error{ErrorCode::conflict,
                     "the two would be of one reporting line",
                     {},
                     "a custodian under another manager has to agree"};
    return {};
}

bool separate_lines(const DirectoryView& view, const EmployeeId& a, const EmployeeId& b) {
    const auto& chart = *view.snapshot.chart;
    const auto one = chart.seat(a);
    const auto other = chart.seat(b);
    if (!one || !other || *one == *other) return false;
    if (chart.chain_unknown(*one) || chart.chain_unknown(*other)) return false;
    return !chart.above(*one, *other) && !chart.above(*other, *one) &&
           !chart.dotted_line(*one, *other) && !chart.same_manager(*one, *other);
}

}  // namespace kith::service
