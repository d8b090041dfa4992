#include "directory/words.h"

#include <algorithm>

#include "base/text.h"

namespace kith::directory {
namespace {

char folded(char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

bool in_word(char c) {
    const char f = folded(c);
    return (f >= 'a' && f <= 'z') || (f >= '0' && f <= '9') ||
           static_cast<unsigned char>(c) >= 0x80;
}

std::size_t word_end(std::string_view text, std::size_t at) {
    while (at < text.size() && in_word(text[at]))
        ++at;
    return at;
}

// Whether a word for which `fits` holds is in the text.
template <class Fits>
bool any_word(std::string_view text, Fits&& fits) {
    for (std::size_t at = 0; at < text.size(); ++at) {
        if (!in_word(text[at])) continue;
        const std::size_t end = word_end(text, at);
        if (fits(text.substr(at, end - at))) return true;
        at = end;
    }
    return false;
}

}  // namespace

bool equal_folded(std::string_view a, std::string_view b) {
    return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                      [](char x, char y) { return folded(x) == folded(y); });
}

std::size_t position_folded(const std::vector<std::string>& list, std::string_view word) {
    const auto found = std::find_if(list.begin(), list.end(),
                                    [&](const auto& one) { return equal_folded(one, word); });
    return static_cast<std::size_t>(found - list.begin());
}

std::vector<std::string> words_folded(std::string_view text) {
    std::vector<std::string> words;
    any_word(text, [&](std::string_view word) {
        words.push_back(lower_ascii(word));
        return false;
    });
    return words;
}

bool has_word_beginning(std::string_view text, std::string_view folded_word) {
    return any_word(text, [&](std::string_view word) {
        return equal_folded(word.substr(0, folded_word.size()), folded_word);
    });
}

bool has_whole_word(std::string_view text, std::string_view folded_word) {
    return any_word(text, [&](std::string_view word) { return equal_folded(word, folded_word); });
}

}  // namespace kith::directory
