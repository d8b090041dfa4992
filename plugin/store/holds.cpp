#include "store/holds.h"

#include "store/fields.h"
#include "store/request_keys.h"
#include "store/transaction.h"

namespace kith::store {
namespace {

using model::LegalHold;

std::string hold_approval_row(const HoldId& id, HoldStep step, std::string_view ref) {
    return FieldWriter().text(id.text()).number(static_cast<int>(step)).text(ref).packed();
}

Result<void> hold_changed(const Result<std::int64_t>& done) {
    if (!done) return done.error();
    if (*done == 0)
        return Error{ErrorCode::conflict, "this hold has moved on", {}, "list the holds again"};
    return {};
}

struct HoldColumns {
    std::vector<std::string> ids;
    std::vector<std::string> requests;
    std::vector<int> reasons;
    std::vector<std::int64_t> asked;
    std::vector<Poco::Nullable<std::int64_t>> begun;
    std::vector<int> until;
    std::vector<Poco::Nullable<std::int64_t>> ended;
};

Result<std::vector<LegalHold>> holds_from(const Result<std::int64_t>& read,
                                          const HoldColumns& columns) {
    if (!read) return read.error();
    std::vector<LegalHold> found;
    for (std::size_t i = 0; i < columns.ids.size(); ++i) {
        const auto reason = to_enum(columns.reasons[i], model::HoldReason::asked_by_owner);
        if (!reason) return reason.error();
        LegalHold hold{
            HoldId{columns.ids[i]}, RequestId{columns.requests[i]}, *reason,     columns.asked[i],
            std::nullopt,           Day{columns.until[i]},          std::nullopt};
        if (!columns.begun[i].isNull()) hold.begun_hour = columns.begun[i].value();
        if (!columns.ended[i].isNull()) hold.ended_hour = columns.ended[i].value();
        found.push_back(std::move(hold));
    }
    return found;
}

}  // namespace

Result<HoldId> ask_hold(Transaction& tx, const model::Permit& permit, model::HoldReason reason,
                        Day until, std::int64_t hour) {
    KITH_ASSERT(permit.kind() == model::Kind::legal_hold);
    auto id = crypto::random_uuid();
    if (!id) return id.error();
    const auto done = tx.run(
        "INSERT INTO legal_hold (tenant_id, id, request_id, reason, asked_hour, until_day) "
        "VALUES ($1, $2, $3, $4, $5, $6)",
        tx.tenant(), bind(*id), bind(permit.request().text()), bind(static_cast<int>(reason)),
        bind(hour), bind(until.since_epoch));
    if (!done) return done.error();
    return HoldId{std::move(*id)};
}

Result<void> agree_to_hold(Transaction& tx, const model::Permit& permit, const HoldId& id,
                           HoldStep step, const EmployeeId& approver) {
    KITH_ASSERT(permit.kind() == model::Kind::legal_hold);
    const auto ref = tx.tenant_keys().pseudonym("approver", approver.text());
    const auto key = request_key(tx, permit.request(), KeyClass::identity);
    if (!key) return key.error();
    const auto sealed = tx.vault().seal(
        *key, approver.text(), {"hold_approval", "approver", hold_approval_row(id, step, ref)});
    if (!sealed) return sealed.error();
    return hold_changed(
        tx.run("INSERT INTO hold_approval (tenant_id, hold_id, step, approver_ref, approver) "
               "VALUES ($1, $2, $3, $4, $5) "
               "ON CONFLICT (tenant_id, hold_id, step, approver_ref) DO NOTHING",
               tx.tenant(), bind(id.text()), bind(static_cast<int>(step)), bind(ref),
               bind(to_blob(*sealed))));
}

Result<void> begin_hold(Transaction& tx, const HoldId& id, std::int64_t hour) {
    return hold_changed(
        tx.run("UPDATE legal_hold SET begun_hour = $3 "
               "WHERE tenant_id = $1 AND id = $2 AND begun_hour IS NULL AND ended_hour IS NULL",
               tx.tenant(), bind(id.text()), bind(hour)));
}

Result<void> end_hold(Transaction& tx, const HoldId& id, std::int64_t hour) {
    return hold_changed(
        tx.run("UPDATE legal_hold SET ended_hour = $3 "
               "WHERE tenant_id = $1 AND id = $2 AND ended_hour IS NULL",
               tx.tenant(), bind(id.text()), bind(hour)));
}

Result<std::optional<LegalHold>> find_hold(Transaction& tx, const HoldId& id) {
    HoldColumns columns;
    const auto read = tx.run(
        "SELECT id, request_id, reason, asked_hour, begun_hour, until_day, ended_hour "
        "FROM legal_hold WHERE tenant_id = $1 AND id = $2",
        tx.tenant(), bind(id.text()), into(columns.ids), into(columns.requests),
        into(columns.reasons), into(columns.asked), into(columns.begun), into(columns.until),
        into(columns.ended));
    auto found = holds_from(read, columns);
    if (!found) return found.error();
    if (found->empty()) return std::optional<LegalHold>{};
    return std::optional(std::move(found->front()));
}

Result<std::vector<LegalHold>> holds(Transaction& tx, const RequestId& request) {
    HoldColumns columns;
    const auto read = tx.run(
        "SELECT id, request_id, reason, asked_hour, begun_hour, until_day, ended_hour "
        "FROM legal_hold WHERE tenant_id = $1 AND ($2 = '' OR request_id = $2) "
        "ORDER BY asked_hour DESC, id",
        tx.tenant(), bind(request.text()), into(columns.ids), into(columns.requests),
        into(columns.reasons), into(columns.asked), into(columns.begun), into(columns.until),
        into(columns.ended));
    return holds_from(read, columns);
}

Result<std::vector<EmployeeId>> agreed(Transaction& tx, const LegalHold& hold, HoldStep step) {
    std::vector<std::string> refs;
    std::vector<Poco::Data::BLOB> sealed;
    const auto read = tx.run(
        "SELECT approver_ref, approver FROM hold_approval "
        "WHERE tenant_id = $1 AND hold_id = $2 AND step = $3",
        tx.tenant(), bind(hold.id.text()), bind(static_cast<int>(step)), into(refs), into(sealed));
    if (!read) return read.error();
    std::vector<EmployeeId> found;
    if (refs.empty()) return found;
    const auto key = request_key(tx, hold.request, KeyClass::identity);
    if (!key) return key.error();
    for (std::size_t i = 0; i < refs.size(); ++i) {
        auto plain = tx.vault().open(
            *key, to_span(sealed[i]),
            {"hold_approval", "approver", hold_approval_row(hold.id, step, refs[i])});
        if (!plain) return plain.error();
        found.emplace_back(std::move(*plain));
    }
    return found;
}

Result<bool> is_held(Transaction& tx, const RequestId& request, Day today) {
    std::vector<int> found;
    const auto read = tx.run(
        "SELECT COUNT(*) FROM legal_hold WHERE tenant_id = $1 AND request_id = $2 "
        "AND begun_hour IS NOT NULL AND ended_hour IS NULL AND until_day >= $3",
        tx.tenant(), bind(request.text()), bind(today.since_epoch), into(found));
    if (!read) return read.error();
    return !found.empty() && found.front() > 0;
}

}  // namespace kith::store
