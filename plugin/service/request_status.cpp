#include "service/request_status.h"

#include <algorithm>

#include "service/standing.h"
#include "store/consents.h"

namespace kith::service {
namespace {

using model::AssignmentState;
using model::RequestState;
using policy::Action;
using policy::Kind;

Result<void> add_supporter(Rooms& rooms, store::Transaction& tx, RequestStatus& status) {
    const auto open = store::open_assignment(tx, status.row.id);
    if (!open) return open.error();
    if (!*open) return {};
    const auto view = rooms.directory.view(rooms, tx);
    if (!view) return view.error();

    if ((*open)->state == AssignmentState::proposed)
        status.answer_by_hour = (*open)->answer_by_hour;
    const auto who = view->by_ref->find((*open)->supporter);
    if (who == view->by_ref->end()) return {};
    status.supporter = who->second;
    const auto& chart = *view->snapshot.chart;
    if (const auto seat = chart.seat(who->second))
        status.supporter_name = chart.person(*seat).display_name;
    return {};
}

Result<bool> wished(Rooms& rooms, store::Transaction& tx, const RequestId& request) {
    const auto permit = routing_permit(rooms, tx, Kind::request_identity, request);
    if (!permit) return permit.error();
    const auto identity = store::identity(tx, *permit);
    if (!identity) return identity.error();
    return !identity->wished.empty();
}

Result<std::vector<std::string>> next_steps(Rooms& rooms, store::Transaction& tx,
                                            const store::RequestRow& row) {
    switch (row.state) {
        case RequestState::waiting: {
            const auto has_wish = wished(rooms, tx, row.id);
            if (!has_wish) return has_wish.error();
            return next_steps_when_nobody(*has_wish);
        }
        case RequestState::offered:
            return std::vector<std::string>{"wait", "someone_else", "professional_help"};
        case RequestState::active:
            return std::vector<std::string>{"write", "someone_else", "close", "professional_help"};
        case RequestState::closed:
            return std::vector<std::string>{"open_new", "professional_help"};
    }
    return std::vector<std::string>{};
}

}  // namespace

std::vector<std::string> next_steps_when_nobody(bool wished) {
    if (wished) return {"choose_other", "pick_for_me", "professional_help"};
    return {"widen", "wait", "professional_help"};
}

Result<RequestStatus> request_status(Rooms& rooms, store::Transaction& tx, const Session& session,
                                     const RequestId& request) {
    const auto permit = may(rooms, tx, session, Action::read, Kind::request_state, request);
    if (!permit) return permit.error();
    const auto content_permit =
        may(rooms, tx, session, Action::read, Kind::request_content, request);
    if (!content_permit) return content_permit.error();

    auto row = standing_request(tx, request);
    if (!row) return row.error();
    auto content = store::content(tx, *content_permit);
    if (!content) return content.error();
    auto steps = next_steps(rooms, tx, *row);
    if (!steps) return steps.error();

    const auto consent = store::standing_consents(tx, request, rooms.clock->today());
    if (!consent) return consent.error();
    RequestStatus status{std::move(*row),  std::move(*content), consent->name, {}, {}, {},
                         std::move(*steps)};
    const auto added = add_supporter(rooms, tx, status);
    if (!added) return added.error();
    return status;
}

Result<std::vector<RequestStatus>> own_requests(Rooms& rooms, store::Transaction& tx,
                                                const Session& session) {
    std::vector<RequestId> ids;
    if (session.subject.empty()) {
        ids.push_back(session.request);
    } else {
        const auto rows = store::requests_of(tx, session.subject);
        if (!rows) return rows.error();
        for (const auto& row : *rows)
            ids.push_back(row.id);
    }

    std::vector<RequestStatus> found;
    for (const auto& id : ids) {
        auto status = request_status(rooms, tx, session, id);
        if (!status) return status.error();
        found.push_back(std::move(*status));
    }
    std::stable_sort(found.begin(), found.end(), [](const auto& a, const auto& b) {
        return a.row.opened_hour > b.row.opened_hour;
    });
    return found;
}

}  // namespace kith::service
