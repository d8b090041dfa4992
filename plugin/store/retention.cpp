#include "store/retention.h"

#include <algorithm>
#include <array>

#include "store/transaction.h"

namespace kith::store {
namespace {

// In the order in which rows depend on each other. A request without a key was erased.
constexpr std::array forgetting{
    "DELETE FROM assignment WHERE tenant_id = $1 AND request_id IN "
    "(SELECT r.id FROM support_request r WHERE r.tenant_id = $1 AND r.closed_hour < $2 "
    "AND NOT EXISTS (SELECT 1 FROM request_key k "
    "WHERE k.tenant_id = r.tenant_id AND k.request_id = r.id))",
    "DELETE FROM support_request WHERE tenant_id = $1 AND closed_hour < $2 AND id NOT IN "
    "(SELECT request_id FROM request_key WHERE tenant_id = $1)",
    "DELETE FROM erased_supporter WHERE tenant_id = $1 AND hour < $2",
    "DELETE FROM refusal WHERE tenant_id = $1 AND hour < $2",
    // A record is older than the checkpoint over it.
    "UPDATE audit_record SET request_ref = '', salt = '', payload = '' "
    "WHERE tenant_id = $1 AND payload <> '' AND number < "
    "(SELECT COALESCE(MAX(size), 0) FROM audit_checkpoint WHERE tenant_id = $1 AND hour < $2)",
};

}  // namespace

Result<ReadMark> read_mark(Transaction& tx, const RequestId& request) {
    std::vector<int> numbers;
    std::vector<int> closed;
    const auto read =
        tx.run("SELECT number, closed FROM read_mark WHERE tenant_id = $1 AND request_id = $2",
               tx.tenant(), bind(request.text()), into(numbers), into(closed));
    if (!read) return read.error();
    if (numbers.empty()) return ReadMark{};
    return ReadMark{numbers.front(), closed.front() != 0};
}

Result<void> set_read_mark(Transaction& tx, const RequestId& request, const ReadMark& mark) {
    const auto done = tx.run(
        "INSERT INTO read_mark (tenant_id, request_id, number, closed) VALUES ($1, $2, $3, $4) "
        "ON CONFLICT (tenant_id, request_id) "
        "DO UPDATE SET number = excluded.number, closed = excluded.closed",
        tx.tenant(), bind(request.text()), bind(mark.message), bind(mark.closed ? 1 : 0));
    if (!done) return done.error();
    return {};
}

Result<ReadMark> newest_mark(Transaction& tx, const RequestId& request) {
    std::vector<int> numbers;
    std::vector<int> closed;
    const auto read = tx.run(
        "SELECT (SELECT COALESCE(MAX(m.number), 0) FROM message m "
        "WHERE m.tenant_id = r.tenant_id AND m.request_id = r.id), r.closed_hour IS NOT NULL "
        "FROM support_request r WHERE r.tenant_id = $1 AND r.id = $2",
        tx.tenant(), bind(request.text()), into(numbers), into(closed));
    if (!read) return read.error();
    if (numbers.empty()) return ReadMark{};
    return ReadMark{numbers.front(), closed.front() != 0};
}

Result<std::vector<KeptRequest>> kept_requests(Transaction& tx, const RequestId& request) {
    // One or all, by one statement that finds either over the key; no id begins with a "~".
    const auto last = request.empty() ? std::string("~") : request.text();
    std::vector<std::string> ids;
    std::vector<std::int64_t> opened;
    std::vector<std::int64_t> said;
    std::vector<std::int64_t> moved;
    std::vector<Poco::Nullable<std::int64_t>> closed;
    std::vector<int> unread;
    const auto read = tx.run(
        "SELECT r.id, r.opened_hour, "
        "(SELECT COALESCE(MAX(m.sent_hour), 0) FROM message m "
        "WHERE m.tenant_id = r.tenant_id AND m.request_id = r.id), "
        "(SELECT COALESCE(MAX(a.changed_hour), 0) FROM assignment a "
        "WHERE a.tenant_id = r.tenant_id AND a.request_id = r.id), r.closed_hour, "
        "EXISTS (SELECT 1 FROM message m WHERE m.tenant_id = r.tenant_id "
        "AND m.request_id = r.id AND m.author = $3 AND m.number > "
        "COALESCE((SELECT k.number FROM read_mark k "
        "WHERE k.tenant_id = r.tenant_id AND k.request_id = r.id), 0)) "
        "OR (r.closed_hour IS NOT NULL AND NOT EXISTS (SELECT 1 FROM read_mark k "
        "WHERE k.tenant_id = r.tenant_id AND k.request_id = r.id AND k.closed = 1)) "
        "FROM support_request r WHERE r.tenant_id = $1 AND r.id BETWEEN $2 AND $4 "
        "AND EXISTS (SELECT 1 FROM request_key k "
        "WHERE k.tenant_id = r.tenant_id AND k.request_id = r.id) ORDER BY r.id",
        tx.tenant(), bind(request.text()), bind(static_cast<int>(model::Author::supporter)),
        bind(last), into(ids), into(opened), into(said), into(moved), into(closed), into(unread));
    if (!read) return read.error();
    std::vector<KeptRequest> found;
    for (std::size_t i = 0; i < ids.size(); ++i) {
        KeptRequest kept{RequestId{ids[i]}, std::max({opened[i], said[i], moved[i]}), std::nullopt,
                         unread[i] != 0};
        if (!closed[i].isNull()) kept.closed_hour = closed[i].value();
        found.push_back(std::move(kept));
    }
    return found;
}

Result<void> forget_records(Transaction& tx, std::int64_t before_hour) {
    for (const auto* const statement : forgetting) {
        const auto done = tx.run(statement, tx.tenant(), bind(before_hour));
        if (!done) return done.error();
    }
    return {};
}

}  // namespace kith::store
