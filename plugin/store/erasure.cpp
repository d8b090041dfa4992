#include "store/erasure.h"

#include <array>
#include <vector>

#include "model/support_request.h"
#include "store/audit_log.h"
#include "store/request_keys.h"
#include "store/transaction.h"

namespace kith::store {
namespace {

// In the order in which rows depend on each other.
constexpr std::array erasing{
    "DELETE FROM exception_approval WHERE tenant_id = $1 AND exception_id IN "
    "(SELECT id FROM disclosure_exception WHERE tenant_id = $1 AND request_id = $2)",
    "DELETE FROM disclosure_exception WHERE tenant_id = $1 AND request_id = $2",
    "DELETE FROM hold_approval WHERE tenant_id = $1 AND hold_id IN "
    "(SELECT id FROM legal_hold WHERE tenant_id = $1 AND request_id = $2)",
    "DELETE FROM legal_hold WHERE tenant_id = $1 AND request_id = $2",
    "DELETE FROM kept_answer WHERE tenant_id = $1 AND request_id = $2",
    "DELETE FROM read_mark WHERE tenant_id = $1 AND request_id = $2",
    "DELETE FROM consent WHERE tenant_id = $1 AND request_id = $2",
    "DELETE FROM look WHERE tenant_id = $1 AND request_id = $2",
    "DELETE FROM message WHERE tenant_id = $1 AND request_id = $2",
    "DELETE FROM request_party WHERE tenant_id = $1 AND request_id = $2",
    "DELETE FROM request_key WHERE tenant_id = $1 AND request_id = $2",
};

}  // namespace

Result<void> erase_request(Transaction& tx, const model::Permit& permit, std::int64_t hour) {
    KITH_ASSERT(permit.kind() == model::Kind::request_state ||
                permit.kind() == model::Kind::personal_data);
    const auto& request = permit.request().text();
    const auto forgotten = forget_audit_of(tx, permit.request());
    if (!forgotten) return forgotten;
    for (const auto* const statement : erasing) {
        const auto done = tx.run(statement, tx.tenant(), bind(request));
        if (!done) return done.error();
    }

    const auto nobody = crypto::random_uuid();
    if (!nobody) return nobody.error();
    const auto no_code = crypto::random_uuid();
    if (!no_code) return no_code.error();
    // One byte: Poco binds none as NULL. Without a key nobody ever tries to open it.
    constexpr unsigned char zero = 0;
    const Poco::Data::BLOB nothing(&zero, 1);
    const auto done = tx.run(
        "UPDATE support_request SET state = $3, closed_hour = $4, requester_ref = $5, "
        "return_code_ref = $6, content = $7, identity = $7 WHERE tenant_id = $1 AND id = $2",
        tx.tenant(), bind(request), bind(static_cast<int>(model::RequestState::closed)), bind(hour),
        bind(*nobody), bind(*no_code), bind(nothing));
    if (!done) return done.error();
    if (*done == 0) return no_request();
    return {};
}

Result<bool> is_erased(Transaction& tx, const RequestId& request) {
    std::vector<int> keys;
    const auto read =
        tx.run("SELECT COUNT(*) FROM request_key WHERE tenant_id = $1 AND request_id = $2",
               tx.tenant(), bind(request.text()), into(keys));
    if (!read) return read.error();
    return keys.empty() || keys.front() == 0;
}

}  // namespace kith::store
