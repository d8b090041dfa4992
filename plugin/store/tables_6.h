// What version 6 adds to the tables: what providers told (SCIM). Conventions as in tables.cpp.
#pragma once

namespace kith::store {

inline constexpr const char* version_6[] = {
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
        seal TEXT NOT NULL,
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
        seal TEXT NOT NULL,
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

    // Something changed after which open assignments have to be looked at again.
    R"(CREATE TABLE dir_recheck (
        tenant_id TEXT NOT NULL,
        PRIMARY KEY (tenant_id)))",
};

}  // namespace kith::store
