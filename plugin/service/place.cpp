#include "service/place.h"

#include <algorithm>

#include "service/standing.h"
#include "store/outbox.h"
#include "store/requests.h"
#include "store/tenant_keys.h"

namespace kith::service {
namespace {

void add_known(const std::unordered_set<store::SupporterRef>& refs, const DirectoryView& view,
               std::unordered_set<EmployeeId>& people) {
    for (const auto& ref : refs)
        if (const auto who = view.by_ref->find(ref); who != view.by_ref->end())
            people.insert(who->second);
}

int open_max(const Rooms& rooms, const model::PeerSupporter& supporter) {
    return std::min(supporter.capacity, rooms.settings.caseload.open_max) - supporter.open_cases;
}

// Who was asked for this very request and serves it no more.
Result<void> add_asked(store::Transaction& tx, const DirectoryView& view, const RequestId& id,
                       routing::Earlier& earlier) {
    const auto assignments = store::assignments_for(tx, id);
    if (!assignments) return assignments.error();
    std::unordered_set<store::SupporterRef> asked;
    for (const auto& assignment : *assignments)
        if (!is_open(assignment.state)) asked.insert(assignment.supporter);
    add_known(asked, view, earlier.asked_before);
    return {};
}

}  // namespace

routing::RouteRequest route_request(const RequestId& id, const model::RequestIdentity& identity,
                                    const model::RequestContent& content) {
    return {id.text(),         identity.requester, identity.persons_concerned,
            identity.excluded, identity.wished,    content.language,
            content.topic,     content.channel};
}

routing::Conditions conditions(const Rooms& rooms) {
    routing::Conditions found;
    found.today = rooms.clock->today();
    found.settings = rooms.settings.routing;
    found.caseload = rooms.settings.caseload;
    return found;
}

Result<routing::Earlier> earlier(store::Transaction& tx, const DirectoryView& view,
                                 const model::RequestIdentity& identity) {
    const auto other_side = store::other_side(tx, identity);
    if (!other_side) return other_side.error();
    routing::Earlier found;
    add_known(*other_side, view, found.other_side);
    return found;
}

std::optional<EmployeeId> first_choice(const DirectoryView& view,
                                       const routing::RouteRequest& request,
                                       const routing::Earlier& earlier) {
    const auto best = view.matcher->best(request, earlier, 1);
    if (best.empty()) return std::nullopt;
    const auto& first = best.front().supporter;
    if (!request.wished.empty() && first != request.wished) return std::nullopt;
    return first;
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

    auto before = earlier(tx, view, *identity);
    if (!before) return before.error();
    const auto asked = add_asked(tx, view, id, *before);
    if (!asked) return asked.error();
    return routing::BatchRequest{route_request(id, *identity, *content), std::move(*before)};
}

Result<bool> place_again(Rooms& rooms, store::Transaction& tx, const DirectoryView& view,
                         const RequestId& id) {
    const auto now = brought_up(rooms, tx, view);
    if (!now) return now.error();
    const auto opened = open_for_routing(rooms, tx, *now, id);
    if (!opened) return opened.error();
    const auto choice = first_choice(*now, opened->request, opened->earlier);
    if (!choice) {
        const auto waits =
            store::set_state(tx, id, model::RequestState::waiting, rooms.clock->hour());
        if (!waits) return waits.error();
        return false;
    }
    const auto proposed = propose_to(rooms, tx, id, *now->snapshot.book->find(*choice));
    if (!proposed) return proposed.error();
    return true;
}

}  // namespace kith::service
