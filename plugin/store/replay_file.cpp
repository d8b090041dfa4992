#include "store/replay_file.h"

#include "crypto/crypto.h"
#include "store/database.h"
#include "store/transaction.h"

namespace kith::store {

Result<ReplayFile> ReplayFile::open(const std::string& path, const TenantId& tenant) {
    const auto prepared = Database::prepare(path);
    if (!prepared) return prepared.error();
    const auto own = Database::knows(path, tenant);
    if (!own) return own.error();
    if (*own)
        return Error{ErrorCode::conflict, "this is Kith's own database", path,
                     "name another file: it is made where there is none"};
    auto connection = Connection::open(path);
    if (!connection) return connection.error();
    return ReplayFile(tenant, std::move(*connection));
}

Result<bool> ReplayFile::is_first(const std::string& assertion, std::int64_t until_ms) {
    const auto digest = crypto::to_hex(crypto::sha256(assertion));
    const auto added = connection_->run(
        "INSERT INTO sign_on_spent (tenant_id, spent_ref, until_hour, end_ref) "
        "VALUES ($1, $2, $3, '') ON CONFLICT (tenant_id, spent_ref) DO NOTHING",
        bind(tenant_.text()), bind(digest), bind(until_ms / 3'600'000 + 1));
    if (!added) return added.error();
    return *added > 0;
}

}  // namespace kith::store
