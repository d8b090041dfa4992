#include "store/exceptions.h"

#include <Poco/Nullable.h>

#include "store/request_keys.h"
#include "store/transaction.h"

namespace kith::store {
namespace {

using model::DisclosureException;
using Hour = Poco::Nullable<std::int64_t>;

std::string exception_approval_row(const ExceptionId& id, std::string_view ref) {
    return id.text() + "/" + std::string(ref);
}

std::optional<std::int64_t> hour(const Hour& value) {
    if (value.isNull()) return std::nullopt;
    return value.value();
}

struct ExceptionColumns {
    std::vector<std::string> ids;
    std::vector<std::string> requests;
    std::vector<int> reasons;
    std::vector<std::int64_t> asked;
    std::vector<Hour> begun;
    std::vector<Hour> until;
    std::vector<Hour> ended;
    std::vector<Hour> opened;
    std::vector<Hour> deferred;
    std::vector<Poco::Nullable<int>> outcomes;
    std::vector<Hour> reviewed;
};

Result<DisclosureException> row(const ExceptionColumns& columns, std::size_t i) {
    const auto danger = to_enum(columns.reasons[i], model::DangerTo::child);
    if (!danger) return danger.error();
    DisclosureException one;
    one.id = ExceptionId{columns.ids[i]};
    one.request = RequestId{columns.requests[i]};
    one.danger = *danger;
    one.asked_hour = columns.asked[i];
    one.begun_hour = hour(columns.begun[i]);
    one.until_hour = hour(columns.until[i]);
    one.ended_hour = hour(columns.ended[i]);
    one.opened_hour = hour(columns.opened[i]);
    one.deferred_until_hour = hour(columns.deferred[i]);
    one.reviewed_hour = hour(columns.reviewed[i]);
    if (columns.outcomes[i].isNull()) return one;
    const auto outcome = to_enum(columns.outcomes[i].value(), model::ReviewOutcome::not_justified);
    if (!outcome) return outcome.error();
    one.outcome = *outcome;
    return one;
}

Result<std::vector<DisclosureException>> exceptions_from(const Result<std::int64_t>& read,
                                                         const ExceptionColumns& columns) {
    if (!read) return read.error();
    std::vector<DisclosureException> found;
    for (std::size_t i = 0; i < columns.ids.size(); ++i) {
        auto one = row(columns, i);
        if (!one) return one.error();
        found.push_back(std::move(*one));
    }
    return found;
}

Result<void> exception_changed(const Result<std::int64_t>& done) {
    if (!done) return done.error();
    if (*done == 0)
        return Error{ErrorCode::conflict,
                     "the exception does not stand as this needs",
                     {},
                     "read exception.list/1 and go on from there"};
    return {};
}

}  // namespace

Result<ExceptionId> ask_exception(Transaction& tx, const model::Permit& permit,
                                  model::DangerTo danger, std::int64_t hour) {
    KITH_ASSERT(permit.kind() == model::Kind::disclosure_exception);
    auto id = crypto::random_uuid();
    if (!id) return id.error();
    const auto done = tx.run(
        "INSERT INTO disclosure_exception (tenant_id, id, request_id, reason, asked_hour) "
        "VALUES ($1, $2, $3, $4, $5)",
        tx.tenant(), bind(*id), bind(permit.request().text()), bind(static_cast<int>(danger)),
        bind(hour));
    if (!done) return done.error();
    return ExceptionId{std::move(*id)};
}

Result<void> approve_exception(Transaction& tx, const model::Permit& permit, const ExceptionId& id,
                               const EmployeeId& approver, std::int64_t hour) {
    KITH_ASSERT(permit.kind() == model::Kind::disclosure_exception);
    const auto ref = tx.tenant_keys().pseudonym("approver", approver.text());
    const auto key = request_key(tx, permit.request(), KeyClass::identity);
    if (!key) return key.error();
    const auto sealed = tx.vault().seal(
        *key, approver.text(), {"exception_approval", "approver", exception_approval_row(id, ref)});
    if (!sealed) return sealed.error();
    const auto done = tx.run(
        "INSERT INTO exception_approval (tenant_id, exception_id, approver_ref, approver, hour) "
        "VALUES ($1, $2, $3, $4, $5) ON CONFLICT (tenant_id, exception_id, approver_ref) "
        "DO NOTHING",
        tx.tenant(), bind(id.text()), bind(ref), bind(to_blob(*sealed)), bind(hour));
    return exception_changed(done);
}

Result<void> begin_exception(Transaction& tx, const ExceptionId& id, std::int64_t hour,
                             std::int64_t until_hour) {
    return exception_changed(
        tx.run("UPDATE disclosure_exception SET begun_hour = $3, until_hour = $4 "
               "WHERE tenant_id = $1 AND id = $2 AND begun_hour IS NULL AND ended_hour IS NULL",
               tx.tenant(), bind(id.text()), bind(hour), bind(until_hour)));
}

Result<void> end_exception(Transaction& tx, const ExceptionId& id, std::int64_t hour) {
    return exception_changed(
        tx.run("UPDATE disclosure_exception SET ended_hour = $3 "
               "WHERE tenant_id = $1 AND id = $2 AND ended_hour IS NULL",
               tx.tenant(), bind(id.text()), bind(hour)));
}

Result<void> defer_exception(Transaction& tx, const model::Permit& permit, const ExceptionId& id,
                             std::int64_t until_hour, const std::string& why) {
    KITH_ASSERT(permit.kind() == model::Kind::disclosure_exception);
    const auto key = request_key(tx, permit.request(), KeyClass::identity);
    if (!key) return key.error();
    const auto sealed = tx.vault().seal(*key, why, {"disclosure_exception", "deferral", id.text()});
    if (!sealed) return sealed.error();
    return exception_changed(
        tx.run("UPDATE disclosure_exception SET deferred_until_hour = $3, deferral = $4 "
               "WHERE tenant_id = $1 AND id = $2 AND begun_hour IS NOT NULL "
               "AND deferred_until_hour IS NULL",
               tx.tenant(), bind(id.text()), bind(until_hour), bind(to_blob(*sealed))));
}

Result<void> review_exception(Transaction& tx, const model::Permit& permit, const ExceptionId& id,
                              model::ReviewOutcome outcome, std::int64_t hour) {
    KITH_ASSERT(permit.kind() == model::Kind::disclosure_exception);
    return exception_changed(
        tx.run("UPDATE disclosure_exception SET outcome = $3, reviewed_hour = $4 "
               "WHERE tenant_id = $1 AND id = $2 AND begun_hour IS NOT NULL AND outcome IS NULL",
               tx.tenant(), bind(id.text()), bind(static_cast<int>(outcome)), bind(hour)));
}

Result<void> note_opened(Transaction& tx, const ExceptionId& id, std::int64_t hour) {
    const auto done = tx.run(
        "UPDATE disclosure_exception SET opened_hour = COALESCE(opened_hour, $3) "
        "WHERE tenant_id = $1 AND id = $2",
        tx.tenant(), bind(id.text()), bind(hour));
    return exception_changed(done);
}

Result<std::optional<DisclosureException>> find_exception(Transaction& tx, const ExceptionId& id) {
    ExceptionColumns columns;
    const auto read = tx.run(
        "SELECT id, request_id, reason, asked_hour, begun_hour, until_hour, ended_hour, "
        "opened_hour, deferred_until_hour, outcome, reviewed_hour FROM disclosure_exception "
        "WHERE tenant_id = $1 AND id = $2",
        tx.tenant(), bind(id.text()), into(columns.ids), into(columns.requests),
        into(columns.reasons), into(columns.asked), into(columns.begun), into(columns.until),
        into(columns.ended), into(columns.opened), into(columns.deferred), into(columns.outcomes),
        into(columns.reviewed));
    auto found = exceptions_from(read, columns);
    if (!found) return found.error();
    if (found->empty()) return std::optional<DisclosureException>{};
    return std::optional(std::move(found->front()));
}

Result<std::vector<DisclosureException>> exceptions(Transaction& tx, const RequestId& request) {
    ExceptionColumns columns;
    const auto read = tx.run(
        "SELECT id, request_id, reason, asked_hour, begun_hour, until_hour, ended_hour, "
        "opened_hour, deferred_until_hour, outcome, reviewed_hour FROM disclosure_exception "
        "WHERE tenant_id = $1 AND ($2 = '' OR request_id = $2) ORDER BY asked_hour DESC, id",
        tx.tenant(), bind(request.text()), into(columns.ids), into(columns.requests),
        into(columns.reasons), into(columns.asked), into(columns.begun), into(columns.until),
        into(columns.ended), into(columns.opened), into(columns.deferred), into(columns.outcomes),
        into(columns.reviewed));
    return exceptions_from(read, columns);
}

Result<std::vector<EmployeeId>> approvers(Transaction& tx,
                                          const model::DisclosureException& exception) {
    const auto& id = exception.id;
    std::vector<std::string> refs;
    std::vector<Poco::Data::BLOB> sealed;
    const auto read = tx.run(
        "SELECT approver_ref, approver FROM exception_approval "
        "WHERE tenant_id = $1 AND exception_id = $2 ORDER BY hour, approver_ref",
        tx.tenant(), bind(id.text()), into(refs), into(sealed));
    if (!read) return read.error();

    std::vector<EmployeeId> found;
    if (refs.empty()) return found;
    const auto key = request_key(tx, exception.request, KeyClass::identity);
    if (!key) return key.error();
    for (std::size_t i = 0; i < refs.size(); ++i) {
        auto plain = tx.vault().open(
            *key, to_span(sealed[i]),
            {"exception_approval", "approver", exception_approval_row(id, refs[i])});
        if (!plain) return plain.error();
        found.emplace_back(std::move(*plain));
    }
    return found;
}

Result<std::int64_t> exceptions_since(Transaction& tx, std::int64_t hour) {
    std::vector<std::int64_t> counts;
    const auto read = tx.run(
        "SELECT COUNT(*) FROM disclosure_exception WHERE tenant_id = $1 AND begun_hour >= $2",
        tx.tenant(), bind(hour), into(counts));
    if (!read) return read.error();
    return counts.empty() ? 0 : counts.front();
}

}  // namespace kith::store
