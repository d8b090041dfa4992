#include "service/supporter_desk.h"

#include <algorithm>

#include "service/standing.h"

namespace kith::service {
namespace {

using policy::Action;
using policy::Kind;

Result<model::RequestContent> routed_content(Rooms& rooms, store::Transaction& tx,
                                             const RequestId& request) {
    const auto permit = routing_permit(rooms, tx, Kind::request_content, request);
    if (!permit) return permit.error();
    return store::content(tx, *permit);
}

Result<std::string> display_name(Rooms& rooms, store::Transaction& tx, const EmployeeId& person) {
    const auto view = rooms.directory.view(rooms, tx);
    if (!view) return view.error();
    const auto seat = view->snapshot.chart->seat(person);
    return seat ? view->snapshot.chart->person(*seat).display_name : std::string{};
}

bool is_denied(const Result<model::Permit>& permit) {
    return !permit && permit.error().code == ErrorCode::denied;
}

// Her name only by a permit of its own, which asks for the requester's word.
Result<std::string> called(Rooms& rooms, store::Transaction& tx, const Session& session,
                           const store::Assignment& assignment,
                           const model::RequestContent& content) {
    const auto permit =
        may(rooms, tx, session, Action::read, Kind::request_identity, assignment.request);
    if (is_denied(permit)) return content.alias;
    if (!permit) return permit.error();
    const auto identity = store::identity(tx, *permit);
    if (!identity) return identity.error();
    return display_name(rooms, tx, identity->requester);
}

Result<void> add_accepted(Rooms& rooms, store::Transaction& tx, const Session& session,
                          const store::Assignment& assignment, DeskEntry& entry) {
    const auto permit = may(rooms, tx, session, Action::read, Kind::request_content, entry.request);
    entry.withheld = is_denied(permit);
    if (entry.withheld) return {};
    if (!permit) return permit.error();
    auto content = store::content(tx, *permit);
    if (!content) return content.error();
    auto name = called(rooms, tx, session, assignment, *content);
    if (!name) return name.error();
    entry.text = std::move(content->text);
    entry.requester = std::move(*name);
    return {};
}

Result<DeskEntry> entry_for(Rooms& rooms, store::Transaction& tx, const Session& session,
                            const store::Assignment& assignment) {
    const auto permit =
        may(rooms, tx, session, Action::read, Kind::request_state, assignment.request);
    if (!permit) return permit.error();
    const auto content = routed_content(rooms, tx, assignment.request);
    if (!content) return content.error();

    DeskEntry entry;
    entry.request = assignment.request;
    entry.accepted = assignment.state == model::AssignmentState::accepted;
    entry.topic = content->topic;
    entry.language = content->language;
    entry.channel = content->channel;
    entry.answer_by_hour = assignment.answer_by_hour;
    if (!entry.accepted) return entry;

    const auto added = add_accepted(rooms, tx, session, assignment, entry);
    if (!added) return added.error();
    return entry;
}

Result<DeskLimits> limits_of(Rooms& rooms, store::Transaction& tx, const EmployeeId& supporter) {
    const auto ref = store::supporter_ref(*rooms.database, supporter);
    const auto load = store::load_of(tx, ref, rooms.clock->today());
    if (!load) return load.error();
    const auto view = rooms.directory.view(rooms, tx);
    if (!view) return view.error();

    DeskLimits limits{load->open, rooms.settings.caseload.open_max, load->new_this_year,
                      rooms.settings.caseload.new_per_year_max, load->cool_down_until};
    if (const auto* entry = view->snapshot.book->find(supporter))
        limits.open_max = std::min(limits.open_max, entry->capacity);
    return limits;
}

}  // namespace

Result<Desk> supporter_desk(Rooms& rooms, store::Transaction& tx, const Session& session) {
    const auto assignments = store::assignments_of(tx, session.subject);
    if (!assignments) return assignments.error();

    Desk desk;
    for (const auto& assignment : *assignments) {
        if (!is_open(assignment.state)) continue;
        auto entry = entry_for(rooms, tx, session, assignment);
        if (!entry) return entry.error();
        desk.entries.push_back(std::move(*entry));
    }
    const auto limits = limits_of(rooms, tx, session.subject);
    if (!limits) return limits.error();
    desk.limits = *limits;
    return desk;
}

}  // namespace kith::service
