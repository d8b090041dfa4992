// What Kith refused, for whoever audits it: in which hour, which capacity, which act, why, how
// often. Neither who tried nor of whom: that would be a list of people who use Kith.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "store/database.h"

namespace kith::store {

struct Refusal {
    std::int64_t hour = 0;
    std::string capacity;
    std::string act;  // The operation, "support.status/1".
    std::string why;  // "denied", or the codes of the rules that forbade a wish.
    int count = 0;
};

// `refusal.count` is what is added.
Result<void> count_refusal(Transaction& tx, const Refusal& refusal);
Result<std::vector<Refusal>> refusals(Transaction& tx);  // The oldest first.

}  // namespace kith::store
