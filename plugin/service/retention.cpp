#include "service/retention.h"

#include "base/day.h"
#include "service/erase_request.h"
#include "service/standing.h"
#include "store/holds.h"
#include "store/requests.h"

namespace kith::service {
namespace {

// Under one's own names: a return code opens one request, a sign-on all that are hers.
Result<std::vector<RequestId>> read_now(store::Transaction& tx, const Session& session,
                                        const RequestId& request) {
    if (!request.empty()) return std::vector{request};
    if (session.subject.empty()) return std::vector{session.request};
    const auto rows = store::requests_of(tx, session.subject);
    if (!rows) return rows.error();
    std::vector<RequestId> ids;
    for (const auto& row : *rows)
        ids.push_back(row.id);
    return ids;
}

struct Marked {
    RequestId request;
    store::ReadMark mark;
};

Result<std::vector<Marked>> new_marks(store::Transaction& tx, const Session& session,
                                      const RequestId& request, bool conversation) {
    const auto ids = read_now(tx, session, request);
    if (!ids) return ids.error();
    std::vector<Marked> changed;
    for (const auto& id : *ids) {
        const auto before = store::read_mark(tx, id);
        if (!before) return before.error();
        const auto newest = store::newest_mark(tx, id);
        if (!newest) return newest.error();
        const store::ReadMark now{conversation ? newest->message : before->message, newest->closed};
        if (now != *before) changed.push_back({id, now});
    }
    return changed;
}

Result<void> mark_read(Rooms& rooms, const Session& session, const RequestId& request,
                       bool conversation) {
    const auto changed = rooms.database->read(
        [&](store::Transaction& tx) { return new_marks(tx, session, request, conversation); });
    if (!changed) return changed.error();
    if (changed->empty()) return {};
    return rooms.database->write([&](store::Transaction& tx) -> Result<void> {
        for (const auto& one : *changed) {
            const auto set = store::set_read_mark(tx, one.request, one.mark);
            if (!set) return set;
        }
        return {};
    });
}

// In a transaction of its own: it may have been read, held or erased since it was listed.
Result<void> erase_one(Rooms& rooms, const RequestId& request) {
    return rooms.database->erase([&](store::Transaction& tx) -> Result<void> {
        const auto kept = store::kept_requests(tx, request);
        if (!kept) return kept.error();
        if (kept->empty() ||
            kept_until(rooms.settings.retention, kept->front()) > rooms.clock->hour())
            return {};
        const auto erased = erase_unless_held(rooms, tx, request);
        if (!erased) return erased.error();
        return {};
    });
}

}  // namespace

std::int64_t kept_until(const model::RetentionSettings& settings, const store::KeptRequest& kept) {
    const auto after_days = [](std::int64_t hour, int days) { return hour + days * hours_per_day; };
    const auto until = kept.closed_hour
                           ? after_days(*kept.closed_hour, settings.closed_request_days)
                           : after_days(kept.last_hour, settings.open_request_days);
    return kept.unread ? after_days(until, unread_days) : until;
}

Result<Keeping> keeping(Rooms& rooms, store::Transaction& tx, const Session& session,
                        const RequestId& request) {
    const auto permit =
        may(rooms, tx, session, policy::Action::read, policy::Kind::legal_hold, request);
    if (!permit) return permit.error();
    const auto kept = store::kept_requests(tx, request);
    if (!kept) return kept.error();
    if (kept->empty()) return policy::denied();
    Keeping found{kept_until(rooms.settings.retention, kept->front()), kept->front().unread, {}};
    const auto holds = store::holds(tx, request);
    if (!holds) return holds.error();
    for (const auto& hold : *holds)
        if (hold.stands(rooms.clock->today())) found.holds.push_back(hold);
    return found;
}

void note_read(Rooms& rooms, const Session& session, const RequestId& request, bool conversation) {
    if (!mark_read(rooms, session, request, conversation))
        rooms.log->write(ports::LogLevel::warning, "what was read could not be noted", 1);
}

Result<bool> erase_by_time(Rooms& rooms, const std::function<bool()>& go_on) {
    const auto kept =
        rooms.database->read([](store::Transaction& tx) { return store::kept_requests(tx, {}); });
    if (!kept) return kept.error();
    for (const auto& one : *kept) {
        if (kept_until(rooms.settings.retention, one) > rooms.clock->hour()) continue;
        if (!go_on()) return false;
        const auto erased = erase_one(rooms, one.id);
        if (!erased) return erased.error();
        rooms.erasure_unsettled = true;
    }
    const auto oldest =
        rooms.clock->hour() - rooms.settings.retention.record_years * days_per_year * hours_per_day;
    const auto forgotten = rooms.database->write(
        [&](store::Transaction& tx) { return store::forget_records(tx, oldest); });
    if (!forgotten) return forgotten.error();
    return true;
}

}  // namespace kith::service
