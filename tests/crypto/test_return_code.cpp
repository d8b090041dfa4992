#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <set>

#include "base/text.h"
#include "crypto/crypto.h"
#include "crypto/return_code.h"
#include "crypto/return_words.h"

namespace kith::crypto {
namespace {

ReturnCode code() {
    auto made = new_return_code();
    BOOST_REQUIRE(made);
    return std::move(*made);
}

bool opens(std::string_view words, const Secret& bits) {
    const auto parsed = parse_return_code(words);
    return parsed && equal(parsed->bytes(), bits.bytes());
}

BOOST_AUTO_TEST_SUITE(return_code)

BOOST_AUTO_TEST_CASE(words_are_2048_distinct_ones_of_three_to_eight_letters_in_order) {
    const std::set<std::string_view> distinct(return_words.begin(), return_words.end());

    BOOST_TEST(distinct.size() == 2048U);
    BOOST_TEST(std::is_sorted(return_words.begin(), return_words.end()));
    for (const auto word : return_words) {
        BOOST_TEST((word.size() >= 3 && word.size() <= 8), word);
        BOOST_TEST(
            std::all_of(word.begin(), word.end(), [](char c) { return c >= 'a' && c <= 'z'; }),
            word);
    }
}

BOOST_AUTO_TEST_CASE(no_word_is_the_beginning_of_another) {
    for (std::size_t i = 0; i + 1 < return_words.size(); ++i)
        BOOST_TEST(!return_words[i + 1].starts_with(return_words[i]), return_words[i]);
}

BOOST_AUTO_TEST_CASE(no_two_words_differ_by_one_letter_only) {
    std::set<std::string> patterns;
    for (const auto word : return_words) {
        for (std::size_t i = 0; i < word.size(); ++i) {
            std::string pattern(word);
            pattern[i] = '_';
            BOOST_TEST(patterns.insert(pattern).second, pattern);
        }
    }
}

BOOST_AUTO_TEST_CASE(words_lead_back_to_the_bits) {
    for (int i = 0; i < 200; ++i) {
        const auto made = code();
        BOOST_TEST(made.bits.size() == 16U);
        BOOST_TEST(split_list(made.words, ' ').size() == 12U);
        BOOST_TEST(opens(made.words, made.bits), made.words);
    }
    BOOST_TEST(code().words != code().words);
}

BOOST_AUTO_TEST_CASE(same_bits_give_the_same_words_for_ever) {
    // The first eleven zero bits stand for the first word. The check bits of sixteen zero bytes are
    // 3 (SHA-256 begins with 37), so the last word is number 3. A changed list would fail here.
    std::string words;
    for (int i = 0; i < 11; ++i)
        words += std::string(return_words[0]) + ' ';
    words += return_words[3];

    BOOST_TEST(words ==
               "abacus abacus abacus abacus abacus abacus abacus abacus abacus abacus "
               "abacus absent");
    BOOST_TEST(opens(words, Secret(16)));

    std::string list;
    for (const auto word : return_words)
        list += (list.empty() ? "" : " ") + std::string(word);
    BOOST_TEST(to_hex(sha256(list)) ==
               "c14f75e10440894c4fbc1e9fae9ba050f3b602f62001e42bb116741178ea095a");
}

BOOST_AUTO_TEST_CASE(case_blanks_hyphens_and_commas_do_not_matter) {
    const auto made = code();
    auto written = made.words;
    std::transform(written.begin(), written.end(), written.begin(),
                   [](char c) { return c == ' ' ? '-' : static_cast<char>(c - 'a' + 'A'); });
    BOOST_TEST(opens(written, made.bits));

    auto spaced = "  " + made.words + "\r\n";
    for (auto at = spaced.find(' ', 4); at != std::string::npos; at = spaced.find(' ', at + 3))
        spaced.replace(at, 1, ",\t ");
    BOOST_TEST(opens(spaced, made.bits));
}

BOOST_AUTO_TEST_CASE(what_is_no_code_is_refused_without_a_word_of_it) {
    const auto made = code();
    const auto first = made.words.substr(0, made.words.find(' '));
    const auto shorter = made.words.substr(made.words.find(' ') + 1);
    for (const auto& wrong :
         {std::string{}, shorter, made.words + " " + first, "xyzzy " + shorter, made.words + ".",
          made.words + "7", std::string("\xc3\xa9 ") + made.words}) {
        const auto parsed = parse_return_code(wrong);
        BOOST_REQUIRE_MESSAGE(!parsed, wrong);
        BOOST_CHECK(parsed.error().code == ErrorCode::invalid_input);
        BOOST_TEST(parsed.error().field.empty());
        BOOST_TEST(parsed.error().detail.view().find(first) == std::string_view::npos);
    }
}

BOOST_AUTO_TEST_CASE(check_bits_catch_most_wrong_words) {
    const auto made = code();
    const auto rest = made.words.substr(made.words.find(' '));
    int accepted = 0;
    for (const auto word : return_words)
        if (parse_return_code(std::string(word) + rest)) ++accepted;

    // Four bits let one in sixteen through: 128 of 2048, the right one among them.
    BOOST_TEST(accepted >= 1);
    BOOST_TEST(accepted < 220);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace kith::crypto
