#include "store/directory_state.h"

#include "store/directory_tables.h"

namespace kith::store {

Result<DirectoryState> directory_state(Transaction& tx) {
    std::vector<std::int64_t> people_versions;
    std::vector<std::int64_t> supporters_versions;
    std::vector<std::string> people;
    std::vector<std::string> former;
    std::vector<std::string> supporters;
    const auto read = tx.run(
        "SELECT people_version, supporters_version, people_digest, former_managers_digest, "
        "supporters_digest FROM dir_state WHERE tenant_id = $1",
        tx.tenant(), into(people_versions), into(supporters_versions), into(people), into(former),
        into(supporters));
    if (!read) return read.error();

    if (people.empty()) return DirectoryState{};
    return DirectoryState{people_versions.front(), supporters_versions.front(), people.front(),
                          former.front(), supporters.front()};
}

Result<void> set_directory_state(Transaction& tx, const DirectoryState& state) {
    const auto done = tx.run(
        "INSERT INTO dir_state (tenant_id, people_version, supporters_version, people_digest, "
        "former_managers_digest, supporters_digest) VALUES ($1, $2, $3, $4, $5, $6) "
        "ON CONFLICT (tenant_id) DO UPDATE SET people_version = excluded.people_version, "
        "supporters_version = excluded.supporters_version, "
        "people_digest = excluded.people_digest, "
        "former_managers_digest = excluded.former_managers_digest, "
        "supporters_digest = excluded.supporters_digest",
        tx.tenant(), bind(state.people_version), bind(state.supporters_version),
        bind(state.people_digest), bind(state.former_managers_digest),
        bind(state.supporters_digest));
    if (!done) return done.error();
    tx.note_change();
    return {};
}

Result<DirectoryVersion> directory_version(Transaction& tx) {
    std::vector<std::int64_t> people;
    std::vector<std::int64_t> supporters;
    std::vector<std::int64_t> loads;
    const auto read = tx.run(
        "SELECT people_version, supporters_version, (SELECT COALESCE(MAX(version), 0) "
        "FROM load_change WHERE tenant_id = $1) FROM dir_state WHERE tenant_id = $1",
        tx.tenant(), into(people), into(supporters), into(loads));
    if (!read) return read.error();
    if (people.empty()) return DirectoryVersion{};
    return DirectoryVersion{people.front(), supporters.front(), loads.front()};
}

bool differs(const Transaction& tx, RowsDigest digest, std::int64_t version,
             const std::string& stated) {
    return tx.database().has_key() && !digest.is(version, stated);
}

Error changed_behind_us() {
    return {ErrorCode::store_corrupt,
            "the directory was changed, but not by Kith",
            {},
            "nobody is routed by it; restore the file from a backup"};
}

}  // namespace kith::store
