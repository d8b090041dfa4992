#include "service/due_work.h"

#include <chrono>

#include "base/day.h"
#include "base/limits.h"
#include "service/disclosure.h"
#include "service/erase_request.h"
#include "service/place.h"
#include "service/provision.h"
#include "service/recheck_assignments.h"
#include "service/retention.h"
#include "service/sign_on.h"
#include "service/standing.h"
#include "service/turn_keys.h"
#include "store/audit_log.h"
#include "store/idempotency.h"
#include "store/recheck_mark.h"
#include "store/requests.h"

namespace kith::service {
namespace {

// The budget is a host's real time, not the time of the domain, so it is not the handed-in clock's.
class Budget {
public:
    explicit Budget(std::uint32_t ms)
        : end_(std::chrono::steady_clock::now() + std::chrono::milliseconds(ms)) {}
    bool spent() const { return std::chrono::steady_clock::now() >= end_; }

private:
    std::chrono::steady_clock::time_point end_;
};

// Ends the offer if it is still unanswered, and asks the next supporter.
Result<bool> pass_silent_on(Rooms& rooms, const store::Assignment& silent) {
    return rooms.database->write([&](store::Transaction& tx) -> Result<bool> {
        const auto open = store::open_assignment(tx, silent.request);
        if (!open) return open.error();
        const bool unanswered =
            *open && (*open)->id == silent.id && (*open)->state == model::AssignmentState::proposed;
        if (!unanswered) return false;
        const auto view = rooms.directory.view(rooms, tx);
        if (!view) return view.error();

        const auto ended =
            store::move(tx, **open, model::AssignmentState::expired, rooms.clock->hour());
        if (!ended) return ended.error();
        const auto placed = place_again(rooms, tx, *view, silent.request);
        if (!placed) return placed.error();
        return true;
    });
}

Result<bool> try_waiting(Rooms& rooms, const RequestId& request) {
    return rooms.database->write([&](store::Transaction& tx) -> Result<bool> {
        const auto row = standing_request(tx, request);
        if (!row) return row.error();
        if (row->state != model::RequestState::waiting) return false;
        const auto view = rooms.directory.view(rooms, tx);
        if (!view) return view.error();
        return place_again(rooms, tx, *view, request);
    });
}

// One damaged request must not keep the others waiting.
Result<int> counted(const Rooms& rooms, const Result<bool>& done) {
    if (done) return *done ? 1 : 0;
    if (done.error().code != ErrorCode::store_corrupt) return done.error();
    rooms.log->write(ports::LogLevel::error, "due work: a damaged request was passed over", 1);
    return 0;
}

// On a fixed schedule, so that the time of a checkpoint tells of nobody's act.
Result<void> daily_checkpoint(Rooms& rooms, store::Transaction& tx) {
    const auto kept = store::checkpoints(tx);
    if (!kept) return kept.error();
    const auto hour = rooms.clock->hour();
    if (!kept->empty() && kept->back().hour / hours_per_day == hour / hours_per_day) return {};
    const auto made = store::make_checkpoint(tx, hour);
    if (!made) return made.error();
    return {};
}

struct Due {
    std::vector<store::Assignment> silent;
    std::vector<RequestId> waiting;
};

Result<Due> find_due(Rooms& rooms) {
    return rooms.database->read([&](store::Transaction& tx) -> Result<Due> {
        auto silent = store::overdue(tx, rooms.clock->hour());
        if (!silent) return silent.error();
        auto waiting = store::requests_in(tx, model::RequestState::waiting);
        if (!waiting) return waiting.error();
        return Due{std::move(*silent), std::move(*waiting)};
    });
}

// Behind changes that a provider told one by one. Until then the gate, which asks the org chart as
// it stands, keeps whom they concern from reading.
Result<void> look_again_at_assignments(Rooms& rooms) {
    const auto marked =
        rooms.database->read([](store::Transaction& tx) { return store::recheck_marked(tx); });
    if (!marked) return marked.error();
    if (!*marked) return {};
    return rooms.database->write([&](store::Transaction& tx) -> Result<void> {
        const auto looked = recheck_assignments(rooms, tx);
        if (!looked) return looked.error();
        return store::clear_recheck(tx);
    });
}

// Times are kept by the hour, so looking more often would find nothing more.
Result<bool> by_the_hour(Rooms& rooms, const Budget& budget) {
    const auto hour = rooms.clock->hour();
    if (rooms.swept_hour == hour) return true;
    const auto removed = remove_after_grace(rooms);
    if (!removed) return removed.error();
    const auto forgotten = forget_sign_ons(rooms);
    if (!forgotten) return forgotten.error();
    const auto swept = erase_by_time(rooms, [&] { return !budget.spent(); });
    if (swept && *swept) rooms.swept_hour = hour;
    return swept;
}

// A keyring that cannot be written, or keys that do not open, must not keep the rest from being
// done; kithctl keys status and doctor tell an administrator.
Result<DueWork> turned(Rooms& rooms, const Budget& budget, DueWork done) {
    const auto due = turn_is_due(rooms);
    if (!due) return due.error();
    const auto turned =
        *due ? turn_keys(rooms, [&](auto, auto) { return !budget.spent(); }) : clear_keyring(rooms);
    if (turned) {
        done.more = !*turned;
    } else if (turned.error().code != ErrorCode::busy) {
        rooms.log->write(ports::LogLevel::error, "due work: the keys could not be turned", 1);
    }
    return done;
}

}  // namespace

Result<DueWork> do_due_work(Rooms& rooms, std::uint32_t budget_ms) {
    const Budget budget(budget_ms);
    const auto due = find_due(rooms);
    if (!due) return due.error();

    DueWork done;
    for (const auto& silent : due->silent) {
        if (done.more = budget.spent(); done.more) return done;
        const auto passed = counted(rooms, pass_silent_on(rooms, silent));
        if (!passed) return passed.error();
        done.passed_on += *passed;
    }
    for (const auto& request : due->waiting) {
        if (done.more = budget.spent(); done.more) return done;
        const auto placed = counted(rooms, try_waiting(rooms, request));
        if (!placed) return placed.error();
        done.placed += *placed;
    }
    const auto looked = look_again_at_assignments(rooms);
    if (!looked) return looked.error();
    const auto swept = by_the_hour(rooms, budget);
    if (!swept) return swept.error();
    if (done.more = !*swept; done.more) return done;
    if (rooms.erasure_unsettled) settle_erasure(rooms);
    const auto settled = rooms.database->write([&](store::Transaction& tx) -> Result<void> {
        const auto ended = end_past_exceptions(rooms, tx);
        if (!ended) return ended;
        return daily_checkpoint(rooms, tx);
    });
    if (!settled) return settled.error();
    const auto forgotten = rooms.database->write([&](store::Transaction& tx) {
        return store::forget_answers(tx, rooms.clock->hour() - limits::repeat_hours);
    });
    if (!forgotten) return forgotten.error();
    return turned(rooms, budget, done);
}

}  // namespace kith::service
