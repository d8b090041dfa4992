// The secret to come back with: 128 random bits as twelve words, with four bits against typing
// mistakes.
#pragma once

#include <string>
#include <string_view>

#include "base/result.h"
#include "base/secret.h"

namespace kith::crypto {

struct ReturnCode {
    Secret bits;        // 16 bytes.
    std::string words;  // Twelve, separated by blanks. Shown once, never stored.
};

Result<ReturnCode> new_return_code();

// The 16 bytes. Case, surplus blanks, hyphens and commas between the words do not matter.
// invalid_input where a word is unknown, words are missing or the check bits do not fit; never says
// which word.
Result<Secret> parse_return_code(std::string_view words);

}  // namespace kith::crypto
