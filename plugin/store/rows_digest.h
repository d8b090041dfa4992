// The keyed digest of a set of rows, so that a value changed behind Kith's back is seen.
#pragma once

#include <string>
#include <string_view>

#include "store/tenant_keys.h"

namespace kith::store {

// Fed row by row, in one order: what goes in is each row with all its values.
class RowsDigest {
public:
    RowsDigest(const TenantKeys& keys, std::string_view row_set, std::int64_t version);

    void add(std::string_view row);
    std::string text();

private:
    void close_block();

    const TenantKeys& keys_;
    std::string role_;
    std::string block_;  // The digest up to here, then the rows since then.
};

}  // namespace kith::store
