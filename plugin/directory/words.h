// Comparing words as people type them: only ASCII letters fold, every other byte stands for itself.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace kith::directory {

bool equal_folded(std::string_view a, std::string_view b);
// Where `word` is in the list without regard to ASCII case; the list's size where it is not.
std::size_t position_folded(const std::vector<std::string>& list, std::string_view word);

// The words of a text, folded. A word is a run of ASCII letters, digits and non-ASCII bytes.
std::vector<std::string> words_folded(std::string_view text);
// Whether some word of `text` begins with `folded`, which words_folded() gave.
bool has_word_beginning(std::string_view text, std::string_view folded);
bool has_whole_word(std::string_view text, std::string_view folded);

}  // namespace kith::directory
