#include "store/tables.h"

namespace kith::store {
namespace {

constexpr const char* version_8[] = {
    // Whose load changed, in the order of the changes, so that a reader asks for those alone. Only
    // the latest stay: see caseloads.cpp.
    R"(CREATE TABLE load_change (
        tenant_id TEXT NOT NULL,
        version BIGINT NOT NULL,
        supporter_ref TEXT NOT NULL,
        PRIMARY KEY (tenant_id, version, supporter_ref)))",
};

}  // namespace

std::span<const char* const> tables_of_version_8() {
    return version_8;
}

}  // namespace kith::store
