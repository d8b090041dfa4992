// Hours as supporters write them.

#include <boost/test/unit_test.hpp>

#include "directory/hours.h"

namespace kith::directory {
namespace {

std::string read(std::string_view text) {
    const auto hours = parse_hours(text);
    if (!hours) return "";
    return std::to_string(hours->weekday) + " " + std::to_string(hours->from) + " " +
           std::to_string(hours->until);
}

BOOST_AUTO_TEST_SUITE(test_hours)

BOOST_AUTO_TEST_CASE(hours_are_a_weekday_with_or_without_times) {
    BOOST_TEST(read("mon 09-12") == "0 540 720");
    BOOST_TEST(read(" Sun  9 - 17:30 ") == "6 540 1050");
    BOOST_TEST(read("fri") == "4 0 1440");
    BOOST_TEST(read("tue 00-24") == "1 0 1440");
}

BOOST_AUTO_TEST_CASE(anything_else_is_no_hours) {
    for (const char* text :
         {"", "mo", "monday", "mon 09", "mon 12-09", "mon 9-9", "mon 09-25", "mon 9:60-10",
          "mon 24:01-25", "mon -", "mon 9-", "mon x-9", "9-12", "mon 009-12", "mon 9-24:30"})
        BOOST_TEST(read(text) == "", text);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace kith::directory
