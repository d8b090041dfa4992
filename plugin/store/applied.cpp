#include "store/applied.h"

#include "store/transaction.h"

namespace kith::store {

Result<std::optional<Applied>> applied(Transaction& tx) {
    std::vector<std::string> canonical;
    std::vector<int> days;
    const auto read =
        tx.run("SELECT canonical, applied_day FROM applied_manifest WHERE tenant_id = $1",
               tx.tenant(), into(canonical), into(days));
    if (!read) return read.error();
    if (canonical.empty()) return std::optional<Applied>{};
    return std::optional(Applied{canonical.front(), Day{days.front()}});
}

Result<void> set_applied(Transaction& tx, const Applied& manifest) {
    const auto done = tx.run(
        "INSERT INTO applied_manifest (tenant_id, canonical, applied_day) VALUES ($1, $2, $3) "
        "ON CONFLICT (tenant_id) DO UPDATE "
        "SET canonical = excluded.canonical, applied_day = excluded.applied_day",
        tx.tenant(), bind(manifest.canonical), bind(manifest.day.since_epoch));
    if (!done) return done.error();
    return {};
}

}  // namespace kith::store
