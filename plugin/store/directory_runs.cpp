#include "store/directory_runs.h"

#include "store/transaction.h"

namespace kith::store {
namespace {

constexpr int reports_kept = 50;

}  // namespace

Result<SourceProgress> source_progress(Transaction& tx, const std::string& source) {
    std::vector<std::string> states;
    std::vector<std::int64_t> asked;
    std::vector<std::int64_t> taken;
    std::vector<std::int64_t> whole;
    std::vector<std::int64_t> versions;
    const auto read = tx.run(
        "SELECT state, asked_ms, taken_ms, whole_ms, version FROM dir_source "
        "WHERE tenant_id = $1 AND source = $2",
        tx.tenant(), bind(source), into(states), into(asked), into(taken), into(whole),
        into(versions));
    if (!read) return read.error();
    if (states.empty()) return SourceProgress{};
    return SourceProgress{states.front(), asked.front(), taken.front(), whole.front(),
                          versions.front()};
}

Result<void> set_source_progress(Transaction& tx, const std::string& source,
                                 const SourceProgress& progress) {
    const auto done = tx.run(
        "INSERT INTO dir_source (tenant_id, source, state, asked_ms, taken_ms, whole_ms, version, "
        "entries_digest) VALUES ($1, $2, $3, $4, $5, $6, 0, '') ON CONFLICT (tenant_id, source) "
        "DO UPDATE SET state = excluded.state, asked_ms = excluded.asked_ms, "
        "taken_ms = excluded.taken_ms, whole_ms = excluded.whole_ms",
        tx.tenant(), bind(source), bind(progress.state), bind(progress.asked_ms),
        bind(progress.taken_ms), bind(progress.whole_ms));
    if (!done) return done.error();
    return {};
}

Result<void> add_sync_report(Transaction& tx, const std::string& source,
                             const std::string& report) {
    const auto added = tx.run(
        "INSERT INTO dir_sync (tenant_id, source, number, report) VALUES ($1, $2, "
        "(SELECT COALESCE(MAX(s.number), 0) + 1 FROM dir_sync s "
        "WHERE s.tenant_id = $1 AND s.source = $2), $3)",
        tx.tenant(), bind(source), bind(report));
    if (!added) return added.error();
    const auto forgotten = tx.run(
        "DELETE FROM dir_sync WHERE tenant_id = $1 AND source = $2 AND number <= "
        "(SELECT MAX(s.number) - $3 FROM dir_sync s WHERE s.tenant_id = $1 AND s.source = $2)",
        tx.tenant(), bind(source), bind(reports_kept));
    if (!forgotten) return forgotten.error();
    return {};
}

Result<std::vector<std::string>> sync_reports(Transaction& tx, const std::string& source) {
    std::vector<std::string> reports;
    const auto read = tx.run(
        "SELECT report FROM dir_sync WHERE tenant_id = $1 AND source = $2 ORDER BY number DESC",
        tx.tenant(), bind(source), into(reports));
    if (!read) return read.error();
    return reports;
}

}  // namespace kith::store
