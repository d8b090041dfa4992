#include "service/place.h"

#include <algorithm>

#include "service/standing.h"
#include "store/outbox.h"
#include "store/requests.h"
#include "store/tenant_keys.h"

namespace kith::service {
namespace {

// Own cases that Kith knows of and those that she brought with her count alike.
std::unordered_map<EmployeeId, routing::Load> known_loads(
    const std::map<store::SupporterRef, store::StoredLoad>& stored, const DirectoryView& view) {
    std::unordered_map<EmployeeId, routing::Load> loads;
    for (const auto& [ref, load] : stored) {
        const auto who = view.by_ref->find(ref);
        if (who == view.by_ref->end()) continue;  // She is no supporter any more.
        const auto* entry = view.snapshot.book->find(who->second);
        KITH_ASSERT(entry != nullptr);
        loads.emplace(who->second, routing::Load{load.open + entry->open_cases, load.new_this_year,
                                                 load.cool_down_until, load.last_assigned});
    }
    return loads;
}

std::unordered_set<EmployeeId> known(const std::unordered_set<store::SupporterRef>& refs,
                                     const DirectoryView& view) {
    std::unordered_set<EmployeeId> people;
    for (const auto& ref : refs)
        if (const auto who = view.by_ref->find(ref); who != view.by_ref->end())
            people.insert(who->second);
    return people;
}

Result<routing::Earlier> earlier(store::Transaction& tx, const DirectoryView& view,
                                 const RequestId& id, const model::RequestIdentity& identity) {
    const auto other_side = store::other_side(tx, identity);
    if (!other_side) return other_side.error();
    const auto assignments = store::assignments_for(tx, id);
    if (!assignments) return assignments.error();
    std::unordered_set<store::SupporterRef> asked;
    for (const auto& assignment : *assignments)
        if (!is_open(assignment.state)) asked.insert(assignment.supporter);
    return routing::Earlier{known(*other_side, view), known(asked, view)};
}

int open_max(const Rooms& rooms, const model::PeerSupporter& supporter) {
    return std::min(supporter.capacity, rooms.settings.caseload.open_max) - supporter.open_cases;
}

}  // namespace

routing::RouteRequest route_request(const RequestId& id, const model::RequestIdentity& identity,
                                    const model::RequestContent& content) {
    return {id.text(),         identity.requester, identity.persons_concerned,
            identity.excluded, identity.wished,    content.language,
            content.topic,     content.channel};
}

Result<routing::Conditions> rules(Rooms& rooms, store::Transaction& tx, const DirectoryView& view) {
    const Day today = rooms.clock->today();
    const auto loads = store::loads(tx, today);
    if (!loads) return loads.error();
    routing::Conditions found;
    found.today = today;
    found.settings = rooms.settings.routing;
    found.caseload = rooms.settings.caseload;
    found.loads = known_loads(*loads, view);
    found.tie_key = rooms.database->tenant_keys().tie_key();
    return found;
}

Result<routing::Conditions> conditions(Rooms& rooms, store::Transaction& tx,
                                       const DirectoryView& view, const RequestId& id,
                                       const model::RequestIdentity& identity) {
    auto found = rules(rooms, tx, view);
    if (!found) return found;
    auto before = earlier(tx, view, id, identity);
    if (!before) return before.error();
    static_cast<routing::Earlier&>(*found) = std::move(*before);
    return found;
}

Result<routing::BatchRequest> open_for_routing(Rooms& rooms, store::Transaction& tx,
                                               const DirectoryView& view, const RequestId& id) {
    const auto identity_permit = routing_permit(rooms, tx, policy::Kind::request_identity, id);
    if (!identity_permit) return identity_permit.error();
    const auto identity = store::identity(tx, *identity_permit);
    if (!identity) return identity.error();
    const auto content_permit = routing_permit(rooms, tx, policy::Kind::request_content, id);
    if (!content_permit) return content_permit.error();
    const auto content = store::content(tx, *content_permit);
    if (!content) return content.error();
    auto before = earlier(tx, view, id, *identity);
    if (!before) return before.error();
    return routing::BatchRequest{route_request(id, *identity, *content), std::move(*before)};
}

std::optional<EmployeeId> first_choice(const routing::Route& route, const EmployeeId& wished) {
    if (route.eligible.empty()) return std::nullopt;
    const auto& best = route.eligible.front().supporter;
    if (!wished.empty() && best != wished) return std::nullopt;
    return best;
}

Result<void> propose_to(Rooms& rooms, store::Transaction& tx, const RequestId& id,
                        const model::PeerSupporter& supporter) {
    const auto hour = rooms.clock->hour();
    const auto asked = store::propose(tx, id, supporter.id, open_max(rooms, supporter), hour,
                                      hour + rooms.settings.routing.answer_within_hours);
    if (!asked) return asked.error();
    const auto noticed = store::add_notice(tx, supporter.id, hour);
    if (!noticed) return noticed;
    return store::set_state(tx, id, model::RequestState::offered, hour);
}

Result<bool> place_again(Rooms& rooms, store::Transaction& tx, const DirectoryView& view,
                         const RequestId& id) {
    const auto opened = open_for_routing(rooms, tx, view, id);
    if (!opened) return opened.error();
    auto conditions = rules(rooms, tx, view);
    if (!conditions) return conditions.error();
    static_cast<routing::Earlier&>(*conditions) = opened->earlier;

    const auto route = routing::route(opened->request, view.snapshot, *conditions);
    const auto choice = first_choice(route, opened->request.wished);
    if (!choice) {
        const auto waits =
            store::set_state(tx, id, model::RequestState::waiting, rooms.clock->hour());
        if (!waits) return waits.error();
        return false;
    }
    const auto asked = propose_to(rooms, tx, id, *view.snapshot.book->find(*choice));
    if (!asked) return asked.error();
    return true;
}

}  // namespace kith::service
