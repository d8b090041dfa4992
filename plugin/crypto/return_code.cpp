#include "crypto/return_code.h"

#include <algorithm>
#include <cstdint>
#include <optional>
#include <span>

#include "base/text.h"
#include "crypto/crypto.h"
#include "crypto/return_words.h"

namespace kith::crypto {
namespace {

constexpr std::size_t bits_bytes = 16;
constexpr std::size_t words_count = 12;
constexpr int bits_per_word = 11;

// 128 bits, then the first four bits of their digest: 132 bits, most significant first.
constexpr std::size_t coded_bytes = bits_bytes + 1;

std::uint8_t check_bits(std::span<const std::uint8_t> bits) {
    const std::string_view text(reinterpret_cast<const char*>(bits.data()), bits.size());
    return sha256(text)[0] & 0xf0;
}

Secret coded(std::span<const std::uint8_t> bits) {
    Secret code(coded_bytes);
    std::copy(bits.begin(), bits.end(), code.bytes().begin());
    code.bytes()[bits_bytes] = check_bits(bits);
    return code;
}

std::size_t word_at(std::span<const std::uint8_t> code, std::size_t number) {
    std::size_t index = 0;
    for (std::size_t bit = number * bits_per_word; bit < (number + 1) * bits_per_word; ++bit)
        index = index << 1 | (code[bit / 8] >> (7 - bit % 8) & 1U);
    return index;
}

void put_word(std::span<std::uint8_t> code, std::size_t number, std::size_t index) {
    for (int i = 0; i < bits_per_word; ++i) {
        const auto bit = number * bits_per_word + static_cast<std::size_t>(i);
        const auto value = index >> (bits_per_word - 1 - i) & 1U;
        code[bit / 8] = static_cast<std::uint8_t>(code[bit / 8] | value << (7 - bit % 8));
    }
}

std::optional<std::size_t> index_of(std::string_view word) {
    const auto found = std::lower_bound(return_words.begin(), return_words.end(), word);
    if (found == return_words.end() || *found != word) return std::nullopt;
    return static_cast<std::size_t>(found - return_words.begin());
}

// People write a code down with commas, hyphens and line breaks.
std::vector<std::string> words_in(std::string_view text) {
    auto plain = lower_ascii(text);
    std::replace_if(
        plain.begin(), plain.end(), [](char c) { return c < 'a' || c > 'z'; }, ' ');
    return split_list(plain, ' ');
}

bool only_words_and_separators(std::string_view text) {
    return std::all_of(text.begin(), text.end(), [](char c) {
        const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
        return letter || std::string_view(" \t\r\n,-").find(c) != std::string_view::npos;
    });
}

Error no_code() {
    return {ErrorCode::invalid_input,
            "this is no return code",
            {},
            "twelve words as they were shown, in the same order"};
}

}  // namespace

Result<ReturnCode> new_return_code() {
    ReturnCode code{Secret(bits_bytes), {}};
    const auto filled = fill_random(code.bits.bytes());
    if (!filled) return filled.error();

    const auto all = coded(code.bits.bytes());
    for (std::size_t number = 0; number < words_count; ++number) {
        if (number > 0) code.words += ' ';
        code.words += return_words[word_at(all.bytes(), number)];
    }
    return code;
}

Result<Secret> parse_return_code(std::string_view words) {
    if (!only_words_and_separators(words)) return no_code();
    const auto parts = words_in(words);
    if (parts.size() != words_count) return no_code();

    Secret code(coded_bytes);
    for (std::size_t number = 0; number < words_count; ++number) {
        const auto index = index_of(parts[number]);
        if (!index) return no_code();
        put_word(code.bytes(), number, *index);
    }

    const std::span<const std::uint8_t> all = code.bytes();
    const auto bits = all.first(bits_bytes);
    if (all[bits_bytes] != check_bits(bits)) return no_code();
    return Secret(bits);
}

}  // namespace kith::crypto
