#include "store/schema.h"

#include "store/tables.h"

namespace kith::store {
namespace {

using Poco::Data::Keywords::bind;
using Poco::Data::Keywords::into;

// The row of the file itself, which belongs to no tenant.
constexpr const char* every_tenant = "*";

Error newer() {
    return {ErrorCode::unsupported,
            "the database belongs to a newer version of Kith",
            {},
            "install that version, or open another file"};
}

Error too_old() {
    return {ErrorCode::unsupported,
            "the database was made by a version of Kith that was never released",
            {},
            "let the manifest name another file; people and supporters can be imported anew"};
}

// 0 where the file has no tables yet.
Result<int> version_of(Connection& connection) {
    std::vector<int> tables;
    const auto looked = connection.run(
        "SELECT COUNT(*) FROM sqlite_master WHERE type = 'table' AND name = 'schema_state'",
        into(tables));
    if (!looked) return looked.error();
    if (tables.empty() || tables.front() == 0) return 0;

    std::vector<int> versions;
    const auto read = connection.run("SELECT version FROM schema_state WHERE tenant_id = $1",
                                     bind(std::string(every_tenant)), into(versions));
    if (!read) return read.error();
    return versions.empty() ? 0 : versions.front();
}

Result<void> make_tables(Connection& connection) {
    const auto version = version_of(connection);
    if (!version) return version.error();
    if (*version > schema_version) return newer();
    if (*version == schema_version) return {};
    if (*version > 0 && *version < first_version) return too_old();

    const auto done = *version == 0 ? 0 : *version - first_version + 1;
    for (const auto& step : versions().subspan(static_cast<std::size_t>(done))) {
        for (const auto* const statement : step) {
            const auto made = connection.run(statement);
            if (!made) return made.error();
        }
    }
    const auto marked = connection.run("PRAGMA application_id = " + std::to_string(application_id));
    if (!marked) return marked.error();
    const auto stated = connection.run(
        "INSERT INTO schema_state (tenant_id, version) VALUES ($1, $2) "
        "ON CONFLICT (tenant_id) DO UPDATE SET version = excluded.version",
        bind(std::string(every_tenant)), bind(schema_version));
    if (!stated) return stated.error();
    return {};
}

}  // namespace

std::vector<std::string_view> schema_statements() {
    std::vector<std::string_view> all;
    for (const auto& version : versions())
        all.insert(all.end(), version.begin(), version.end());
    return all;
}

Result<void> migrate(Connection& connection) {
    const auto begun = connection.run("BEGIN IMMEDIATE");
    if (!begun) return begun.error();

    const auto made = make_tables(connection);
    const auto ended = connection.run(made ? "COMMIT" : "ROLLBACK");
    if (!made) return made;
    if (!ended) return ended.error();
    return {};
}

Result<void> check_version(Connection& connection) {
    const auto version = version_of(connection);
    if (!version) return version.error();
    if (*version > schema_version) return newer();
    if (*version < schema_version)
        return Error{ErrorCode::not_applied,
                     "the database was not prepared for this version",
                     {},
                     "kithctl apply prepares it"};
    return {};
}

}  // namespace kith::store
