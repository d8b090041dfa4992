#include "service/disclosure.h"

#include <algorithm>

#include "base/day.h"
#include "service/facts.h"
#include "service/standing.h"
#include "store/audit_log.h"
#include "store/exceptions.h"

namespace kith::service {
namespace {

using model::DisclosureException;
using policy::Action;
using policy::Kind;

Error over() {
    return {ErrorCode::conflict, "this exception is over", {}, "a new one can be asked for"};
}

// A wrong id, somebody else's and one out of reach are one answer.
Result<DisclosureException> standing_exception(store::Transaction& tx, const ExceptionId& id) {
    auto found = store::find_exception(tx, id);
    if (!found) return found.error();
    if (!*found) return policy::denied();
    return std::move(**found);
}

Result<void> audit_step(Rooms& rooms, store::Transaction& tx, const DisclosureException& exception,
                        std::string_view event) {
    store::AuditEntry entry;
    entry.event = event;
    entry.time = rooms.clock->now_unix_ms() / 1000;
    entry.kind = model::name(Kind::disclosure_exception);
    entry.purpose = model::name(policy::Purpose::duty_to_warn);
    entry.request = exception.request;
    entry.policy = rooms.policy->hash;
    const auto recorded = store::append_audit(tx, entry);
    if (!recorded) return recorded;
    const auto sealed = store::make_checkpoint(tx, rooms.clock->hour());
    if (!sealed) return sealed.error();
    return {};
}

bool review_due(const DisclosureException& one, std::int64_t hour) {
    return one.begun_hour && !one.outcome &&
           hour >= *one.begun_hour + exception_review_days * hours_per_day;
}

// Not told while somebody looks whether telling adds to the danger, and no longer.
bool is_told(const DisclosureException& one, std::int64_t hour) {
    return one.begun_hour && (!one.deferred_until_hour || hour >= *one.deferred_until_hour);
}

// Whoever keeps the machine hears it where the exception becomes the rule.
Result<void> alarm_if_many(Rooms& rooms, store::Transaction& tx) {
    const auto a_year_ago = rooms.clock->hour() - days_per_year * hours_per_day;
    const auto in_a_year = store::exceptions_since(tx, a_year_ago);
    if (!in_a_year) return in_a_year.error();
    const auto view = rooms.directory.view(rooms, tx);
    if (!view) return view.error();
    const auto people = static_cast<std::int64_t>(view->snapshot.chart->size());
    if (*in_a_year > std::max<std::int64_t>(1, people / people_per_exception))
        rooms.log->write(ports::LogLevel::error,
                         "disclosure exceptions: more in a year than one in 500 people",
                         *in_a_year);
    return {};
}

}  // namespace

Result<ExceptionId> ask_exception(Rooms& rooms, store::Transaction& tx, const Session& session,
                                  const RequestId& request, model::DangerTo danger) {
    const auto permit = may(rooms, tx, session, Action::open, Kind::disclosure_exception, request);
    if (!permit) return permit.error();
    const auto earlier = store::exceptions(tx, request);
    if (!earlier) return earlier.error();
    const auto hour = rooms.clock->hour();
    if (std::ranges::any_of(*earlier, [&](const auto& one) { return !one.over(hour); }))
        return Error{ErrorCode::conflict,
                     "an exception for this request is under way",
                     {},
                     "wait until it has ended"};
    return store::ask_exception(tx, *permit, danger, hour);
}

Result<bool> approve_exception(Rooms& rooms, store::Transaction& tx, const Session& session,
                               const ExceptionId& id) {
    const auto exception = standing_exception(tx, id);
    if (!exception) return exception.error();
    const auto permit =
        may(rooms, tx, session, Action::approve, Kind::disclosure_exception, *exception);
    if (!permit) return permit.error();
    const auto hour = rooms.clock->hour();
    if (exception->over(hour) || exception->begun_hour) return over();
    const auto before = store::approvers(tx, *exception);
    if (!before) return before.error();
    if (!before->empty()) {
        const auto second = check_second(rooms, tx, session, before->front());
        if (!second) return second.error();
    }

    const auto approved = store::approve_exception(tx, *permit, id, session.subject, hour);
    if (!approved) return approved.error();
    if (before->empty()) return false;
    const auto begun = store::begin_exception(tx, id, hour, hour + exception_hours);
    if (!begun) return begun.error();
    const auto recorded = audit_step(rooms, tx, *exception, "exception-begun");
    if (!recorded) return recorded.error();
    const auto heard = alarm_if_many(rooms, tx);
    if (!heard) return heard.error();
    return true;
}

Result<void> end_exception(Rooms& rooms, store::Transaction& tx, const Session& session,
                           const ExceptionId& id) {
    const auto exception = standing_exception(tx, id);
    if (!exception) return exception.error();
    const auto permit =
        may(rooms, tx, session, Action::close, Kind::disclosure_exception, *exception);
    if (!permit) return permit.error();
    if (exception->over(rooms.clock->hour())) return over();
    return store::end_exception(tx, id, rooms.clock->hour());
}

Result<void> defer_exception(Rooms& rooms, store::Transaction& tx, const Session& session,
                             const ExceptionId& id, const std::string& why) {
    const auto exception = standing_exception(tx, id);
    if (!exception) return exception.error();
    const auto permit =
        may(rooms, tx, session, Action::write, Kind::disclosure_exception, *exception);
    if (!permit) return permit.error();
    const auto until = rooms.clock->hour() + exception_deferral_days * hours_per_day;
    return store::defer_exception(tx, *permit, id, until, why);
}

Result<void> review_exception(Rooms& rooms, store::Transaction& tx, const Session& session,
                              const ExceptionId& id, model::ReviewOutcome outcome) {
    const auto exception = standing_exception(tx, id);
    if (!exception) return exception.error();
    const auto permit =
        may(rooms, tx, session, Action::acknowledge, Kind::disclosure_exception, *exception);
    if (!permit) return permit.error();
    return store::review_exception(tx, *permit, id, outcome, rooms.clock->hour());
}

Result<OpenedName> read_name(Rooms& rooms, store::Transaction& tx, const Session& session,
                             const ExceptionId& id) {
    const auto exception = standing_exception(tx, id);
    if (!exception) return exception.error();
    const auto permit = may(rooms, tx, session, Action::read, Kind::request_identity, *exception);
    if (!permit) return permit.error();
    const auto identity = store::identity(tx, *permit);
    if (!identity) return identity.error();
    const auto view = rooms.directory.view(rooms, tx);
    if (!view) return view.error();

    OpenedName opened{identity->requester, {}, *exception->until_hour};
    const auto& chart = *view->snapshot.chart;
    if (const auto seat = chart.seat(identity->requester))
        opened.display_name = chart.person(*seat).display_name;
    return opened;
}

Result<std::vector<ListedException>> list_exceptions(Rooms& rooms, store::Transaction& tx,
                                                     const Session& session) {
    const auto at_all = may(rooms, tx, session, Action::read, Kind::disclosure_exception);
    if (!at_all) return at_all.error();
    const auto all = store::exceptions(tx, {});
    if (!all) return all.error();
    std::vector<ListedException> listed;
    for (const auto& one : *all) {
        const auto permit = may(rooms, tx, session, Action::read, Kind::disclosure_exception, one);
        if (!permit && permit.error().code == ErrorCode::denied) continue;
        if (!permit) return permit.error();
        const auto approvers = store::approvers(tx, one);
        if (!approvers) return approvers.error();
        listed.push_back({one, static_cast<int>(approvers->size()),
                          std::ranges::find(*approvers, session.subject) != approvers->end(),
                          review_due(one, rooms.clock->hour())});
    }
    return listed;
}

Result<std::vector<DisclosureException>> told_exceptions(Rooms& rooms, store::Transaction& tx,
                                                         const Session& session,
                                                         const RequestId& request) {
    const auto permit = may(rooms, tx, session, Action::read, Kind::disclosure_exception, request);
    if (!permit) return permit.error();
    auto all = store::exceptions(tx, request);
    if (!all) return all;
    std::erase_if(*all, [&](const auto& one) { return !is_told(one, rooms.clock->hour()); });
    return all;
}

Result<void> end_past_exceptions(Rooms& rooms, store::Transaction& tx) {
    const auto all = store::exceptions(tx, {});
    if (!all) return all.error();
    const auto hour = rooms.clock->hour();
    for (const auto& one : *all) {
        if (!one.until_hour || one.ended_hour || hour < *one.until_hour) continue;
        const auto ended = store::end_exception(tx, one.id, *one.until_hour);
        if (!ended) return ended;
        const auto recorded = audit_step(rooms, tx, one, "exception-ended");
        if (!recorded) return recorded;
    }
    return {};
}

}  // namespace kith::service
