// The 2048 words of a return code, in alphabetical order, so that a word's index is 11 bits.
//
// Common, neutral English words of 3 to 8 letters. Their order is part of every code that was ever
// written down: no word is ever changed, added or removed.
#pragma once

#include <array>
#include <string_view>

namespace kith::crypto {

extern const std::array<std::string_view, 2048> return_words;

}  // namespace kith::crypto
