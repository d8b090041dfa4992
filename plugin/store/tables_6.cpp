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
};

}  // namespace

std::span<const char* const> tables_of_version_6() {
    return version_6;
}

}  // namespace kith::store
