#include "store/tables.h"

namespace kith::store {
namespace {

constexpr const char* version_7[] = {
    // Sign-on: keyed digests of random ids, and of nobody's name; see sign_ons.h.
    R"(CREATE TABLE sign_on_spent (
        tenant_id TEXT NOT NULL,
        spent_ref TEXT NOT NULL,
        until_hour BIGINT NOT NULL,
        end_ref TEXT NOT NULL,
        PRIMARY KEY (tenant_id, spent_ref)))",
    "CREATE INDEX sign_on_spent_until ON sign_on_spent (tenant_id, until_hour)",
    // What helps an administrator of either side, and names nobody.
    R"(CREATE TABLE sign_on_refusal (
        tenant_id TEXT NOT NULL,
        number BIGINT NOT NULL,
        reference BIGINT NOT NULL,
        hour BIGINT NOT NULL,
        provider TEXT NOT NULL,
        rule TEXT NOT NULL,
        section TEXT NOT NULL,
        detail TEXT NOT NULL,
        PRIMARY KEY (tenant_id, number)))",
    // The last good copy of what an identity provider says of itself at an address.
    R"(CREATE TABLE sign_on_metadata (
        tenant_id TEXT NOT NULL,
        url TEXT NOT NULL,
        xml TEXT NOT NULL,
        PRIMARY KEY (tenant_id, url)))",
};

}  // namespace

std::span<const char* const> tables_of_version_7() {
    return version_7;
}

}  // namespace kith::store
