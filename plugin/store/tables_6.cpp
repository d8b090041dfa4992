#include "store/tables.h"

namespace kith::store {
namespace {

constexpr const char* version_6[] = {
    // Each source's own view of a person of whom more than one source tells; dir_person has what
    // comes of them together. `told` is packed; see directory_views.h.
    R"(CREATE TABLE dir_view (
        tenant_id TEXT NOT NULL,
        source TEXT NOT NULL,
        person_id TEXT NOT NULL,
        told TEXT NOT NULL,
        mac TEXT NOT NULL,
        PRIMARY KEY (tenant_id, person_id, source)))",
    "CREATE INDEX dir_view_source ON dir_view (tenant_id, source, person_id)",

    // Who has no manager and leads somebody: what dir_person says, so that nobody has to look
    // through everybody for it. Filled with the first change of people.
    R"(CREATE TABLE dir_top (
        tenant_id TEXT NOT NULL,
        person_id TEXT NOT NULL,
        unsure SMALLINT NOT NULL,
        PRIMARY KEY (tenant_id, person_id)))",
    "CREATE INDEX dir_top_unsure ON dir_top (tenant_id, unsure, person_id)",
    R"(CREATE TABLE dir_top_state (
        tenant_id TEXT NOT NULL,
        sure_digest TEXT NOT NULL,
        unsure_digest TEXT NOT NULL,
        PRIMARY KEY (tenant_id)))",

    // What one person's change asks for.
    "CREATE INDEX dir_former_manager_until ON dir_former_manager (tenant_id, until_day)",
    "CREATE INDEX dir_former_name_entry ON dir_former_name (tenant_id, source, entry_key)",

    // What providers told (SCIM).
    // Kind 0 is a user, 1 a group. `unique_name` and addresses are in lower case.
    R"(CREATE TABLE dir_resource (
        tenant_id TEXT NOT NULL,
        source TEXT NOT NULL,
        kind SMALLINT NOT NULL,
        id TEXT NOT NULL,
        unique_name TEXT NOT NULL,
        external_id TEXT NOT NULL,
        manager TEXT NOT NULL,
        created_ms BIGINT NOT NULL,
        changed_ms BIGINT NOT NULL,
        version BIGINT NOT NULL,
        body TEXT NOT NULL,
        mac TEXT NOT NULL,
        PRIMARY KEY (tenant_id, source, kind, id)))",
    "CREATE UNIQUE INDEX dir_resource_name ON dir_resource (tenant_id, source, kind, unique_name)",
    R"(CREATE INDEX dir_resource_external ON dir_resource (tenant_id, source, kind, external_id)
       WHERE external_id <> '')",
    R"(CREATE INDEX dir_resource_manager ON dir_resource (tenant_id, source, kind, manager)
       WHERE manager <> '')",
    "CREATE INDEX dir_resource_changed ON dir_resource (tenant_id, source, kind, changed_ms, id)",

    R"(CREATE TABLE dir_resource_mail (
        tenant_id TEXT NOT NULL,
        source TEXT NOT NULL,
        address TEXT NOT NULL,
        id TEXT NOT NULL,
        PRIMARY KEY (tenant_id, source, address, id)))",

    R"(CREATE TABLE dir_resource_member (
        tenant_id TEXT NOT NULL,
        source TEXT NOT NULL,
        group_id TEXT NOT NULL,
        member_id TEXT NOT NULL,
        kind SMALLINT NOT NULL,
        mac TEXT NOT NULL,
        PRIMARY KEY (tenant_id, source, group_id, member_id)))",
    R"(CREATE INDEX dir_resource_member_of ON dir_resource_member
       (tenant_id, source, member_id, group_id))",

    // So that a list says how many there are without counting them.
    R"(CREATE TABLE dir_resource_count (
        tenant_id TEXT NOT NULL,
        source TEXT NOT NULL,
        kind SMALLINT NOT NULL,
        resources BIGINT NOT NULL,
        PRIMARY KEY (tenant_id, source, kind)))",

    // How many people a provider took away on the last day on which it did.
    R"(CREATE TABLE dir_resource_lost (
        tenant_id TEXT NOT NULL,
        source TEXT NOT NULL,
        day INTEGER NOT NULL,
        people BIGINT NOT NULL,
        PRIMARY KEY (tenant_id, source)))",

    // Something changed after which open assignments have to be looked at again.
    R"(CREATE TABLE dir_recheck (
        tenant_id TEXT NOT NULL,
        due SMALLINT NOT NULL,
        PRIMARY KEY (tenant_id)))",
};

}  // namespace

std::span<const char* const> tables_of_version_6() {
    return version_6;
}

}  // namespace kith::store
