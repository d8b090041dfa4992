#include <boost/test/unit_test.hpp>

#include <string>
#include <string_view>
#include <vector>

#include "base/text.h"

using kith::is_utf8;

BOOST_AUTO_TEST_SUITE(text)

BOOST_AUTO_TEST_CASE(text_in_every_length_of_character_is_utf8) {
    BOOST_TEST(is_utf8(""));
    BOOST_TEST(is_utf8("plain"));
    BOOST_TEST(is_utf8("Łukasz Müller, ليلى"));
    BOOST_TEST(is_utf8("\xEF\xBF\xBD"));      // U+FFFD
    BOOST_TEST(is_utf8("\xF0\x9F\x98\x80"));  // U+1F600
}

BOOST_AUTO_TEST_CASE(the_first_and_the_last_character_of_each_length_are_utf8) {
    for (const auto edge : {"\x01", "\x7F", "\xC2\x80", "\xDF\xBF", "\xE0\xA0\x80", "\xED\x9F\xBF",
                            "\xEE\x80\x80", "\xEF\xBF\xBF", "\xF0\x90\x80\x80", "\xF4\x8F\xBF\xBF"})
        BOOST_TEST(is_utf8(edge));
}

BOOST_AUTO_TEST_CASE(a_nul_is_no_text) {
    BOOST_TEST(!is_utf8(std::string_view("a\0b", 3)));
    BOOST_TEST(!is_utf8(std::string_view("\0", 1)));
}

BOOST_AUTO_TEST_CASE(surrogates_are_not_utf8) {
    BOOST_TEST(!is_utf8("\xED\xA0\x80"));
    BOOST_TEST(!is_utf8("\xED\xBF\xBF"));
    BOOST_TEST(!is_utf8("\xED\xA0\xBD\xED\xB8\x80"));  // A pair, as some databases write it.
}

BOOST_AUTO_TEST_CASE(a_longer_spelling_of_a_character_is_not_utf8) {
    BOOST_TEST(!is_utf8("\xC0\x80"));
    BOOST_TEST(!is_utf8("\xC1\xBF"));
    BOOST_TEST(!is_utf8("\xE0\x9F\xBF"));
    BOOST_TEST(!is_utf8("\xF0\x8F\xBF\xBF"));
}

BOOST_AUTO_TEST_CASE(what_lies_above_unicode_is_not_utf8) {
    BOOST_TEST(!is_utf8("\xF4\x90\x80\x80"));
    BOOST_TEST(!is_utf8("\xF5\x80\x80\x80"));
    BOOST_TEST(!is_utf8("\xFF"));
}

BOOST_AUTO_TEST_CASE(a_character_that_is_cut_is_not_utf8) {
    for (const std::string_view whole : {"\xC3\xBC", "\xE2\x82\xAC", "\xF0\x9F\x98\x80"})
        for (std::size_t length = 1; length < whole.size(); ++length) {
            BOOST_TEST(!is_utf8(whole.substr(0, length)));
            BOOST_TEST(!is_utf8(std::string(whole.substr(0, length)) + "a"));
        }
    BOOST_TEST(!is_utf8("\x80"));  // The rest of one, without its beginning.
}

BOOST_AUTO_TEST_CASE(white_space_is_trimmed_at_both_ends_only) {
    BOOST_TEST(kith::trimmed(" \t a b \r\n") == "a b");
    BOOST_TEST(kith::trimmed(" \t\v\f ").empty());
    BOOST_TEST(kith::trimmed("").empty());
}

BOOST_AUTO_TEST_CASE(only_ascii_letters_become_small) {
    BOOST_TEST(kith::lower_ascii("AZaz09 ÄŁ@[`{") == "azaz09 ÄŁ@[`{");
}

BOOST_AUTO_TEST_CASE(a_list_loses_its_empty_parts_and_keeps_its_order) {
    const std::vector<std::string> expected{"b", "a c", "b"};
    BOOST_TEST(kith::split_list("; b;;a c ; ;b;", ';') == expected);
    BOOST_TEST(kith::split_list("", ';').empty());
    BOOST_TEST(kith::split_list(" ; ", ';').empty());
    BOOST_TEST(kith::join(expected, ", ") == "b, a c, b");
    BOOST_TEST(kith::join({}, ", ").empty());
}

BOOST_AUTO_TEST_CASE(the_nearest_word_is_at_most_two_edits_away) {
    const std::vector<std::string_view> known{"managerId", "mail", "title", "id"};
    BOOST_TEST(kith::nearest("mangerId", known) == "managerId");  // One letter left out.
    BOOST_TEST(kith::nearest("tilte", known) == "title");         // Two swapped: two edits.
    BOOST_TEST(kith::nearest("mial", known) == "mail");
    BOOST_TEST(kith::nearest("boss", known).empty());
    BOOST_TEST(kith::nearest("mngrIdx", known).empty());  // Three edits are no slip.
}

BOOST_AUTO_TEST_CASE(a_short_word_is_not_meant_when_nothing_of_it_is_left) {
    const std::vector<std::string_view> known{"id"};
    BOOST_TEST(kith::nearest("xy", known).empty());
    BOOST_TEST(kith::nearest("ix", known) == "id");
}

BOOST_AUTO_TEST_SUITE_END()
