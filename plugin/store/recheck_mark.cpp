#include "store/recheck_mark.h"

#include "store/transaction.h"

namespace kith::store {

Result<void> mark_recheck(Transaction& tx) {
    const auto done = tx.run(
        "INSERT INTO dir_recheck (tenant_id, due) VALUES ($1, $2) "
        "ON CONFLICT (tenant_id) DO NOTHING",
        tx.tenant(), bind(1));
    if (!done) return done.error();
    return {};
}

Result<bool> recheck_marked(Transaction& tx) {
    std::vector<std::string> found;
    const auto read =
        tx.run("SELECT tenant_id FROM dir_recheck WHERE tenant_id = $1", tx.tenant(), into(found));
    if (!read) return read.error();
    return !found.empty();
}

Result<void> clear_recheck(Transaction& tx) {
    const auto done = tx.run("DELETE FROM dir_recheck WHERE tenant_id = $1", tx.tenant());
    if (!done) return done.error();
    return {};
}

}  // namespace kith::store
