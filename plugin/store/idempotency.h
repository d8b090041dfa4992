// The answer to a call that was already carried out, so that calling it again changes nothing.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/ids.h"
#include "base/result.h"
#include "store/database.h"

namespace kith::store {

// Who called which operation with which key and which input. Only keyed digests of these are
// stored, and in clear the request that the call is about, whose erasure takes the answer along.
struct CallKey {
    std::string subject;
    std::string operation;
    std::string key;
    std::string input;
    RequestId request = {};  // Empty where it is about none.
};

// The sealed answer, opened; conflict where the key was used with another input.
Result<std::optional<std::string>> kept_answer(Transaction& tx, const CallKey& call);
Result<void> keep_answer(Transaction& tx, const CallKey& call, std::string_view answer,
                         std::int64_t hour);
Result<void> forget_answers(Transaction& tx, std::int64_t before_hour);

// For the turn of an epoch (key_turn.h): what is kept, under the current epoch's own key.
Result<void> seal_answers_anew(Transaction& tx);

}  // namespace kith::store
