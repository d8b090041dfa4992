// The keyed digest of a set of rows, so that a value changed behind Kith's back is seen.
//
// The sum, modulo 2^256, of each row's HMAC (a multiset hash: Clarke and others, "Incremental
// Multiset Hash Functions", 2003). Rows come in any order, and one is added or taken out without
// the others. As it is stated the sum is masked, differently each time, so that two of them do not
// tell what a row adds to it.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/result.h"
#include "crypto/mac.h"
#include "store/tenant_keys.h"

namespace kith::store {

class RowsDigest {
public:
    RowsDigest(const TenantKeys& keys, std::string_view row_set);  // Of no rows.

    // What goes in is each row with all its values; what is taken out was in it.
    void add(std::string_view row);
    void take_out(std::string_view row);

    // As it is kept, for this version of the row set.
    Result<std::string> stated(std::int64_t version);
    // Whether that is what was stated. Of version 0, and no other, nothing was stated yet.
    bool is(std::int64_t version, std::string_view stated);
    // Goes on from what was stated. store_corrupt where nobody stated it.
    Result<void> resume(std::int64_t version, std::string_view stated);

private:
    using Sum = std::array<std::uint64_t, 4>;  // The lowest part first.

    Sum of_row(std::string_view row);
    Sum mask(std::int64_t version, std::string_view nonce);
    Result<Sum> unmasked(std::int64_t version, std::string_view stated);

    crypto::Mac mac_;
    std::string prefix_;
    Sum sum_{};
};

}  // namespace kith::store
