// What the owner of a request agreed to: a receipt that she can take back at any time.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "base/day.h"

namespace kith::model {

// What her supporter may know. Everything else is nobody's.
enum class ConsentScope { words, name };

struct ConsentReceipt {
    int number = 0;  // Within the request, from 1.
    ConsentScope scope = ConsentScope::words;
    std::string text_version;  // Of the sentences that she had read.
    std::int64_t given_hour = 0;
    std::optional<Day> until;  // None: until the request ends.
    std::optional<std::int64_t> withdrawn_hour;
};

inline bool stands(const ConsentReceipt& receipt, Day today) {
    return !receipt.withdrawn_hour && (!receipt.until || *receipt.until >= today);
}

}  // namespace kith::model
