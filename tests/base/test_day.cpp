#include <boost/test/unit_test.hpp>

#include "base/clock.h"
#include "base/day.h"

using kith::Day;
using kith::parse_day;

BOOST_AUTO_TEST_SUITE(day)

BOOST_AUTO_TEST_CASE(days_are_counted_from_1970) {
    BOOST_TEST(parse_day("1970-01-01")->since_epoch == 0);
    BOOST_TEST(parse_day("1969-12-31")->since_epoch == -1);
    BOOST_TEST(parse_day("2000-03-01")->since_epoch == 11017);
    BOOST_TEST(parse_day("9999-12-31").has_value());
    BOOST_TEST(parse_day("1900-01-01").has_value());
}

BOOST_AUTO_TEST_CASE(a_day_that_no_calendar_has_is_no_day) {
    for (const auto text : {"2025-02-29", "2100-02-29", "2026-04-31", "2026-13-01", "2026-00-10",
                            "2026-01-00", "2026-01-32", "1899-12-31", "0000-01-01"})
        BOOST_TEST(!parse_day(text).has_value(), text);
    BOOST_TEST(parse_day("2024-02-29").has_value());
    BOOST_TEST(parse_day("2000-02-29").has_value());
}

BOOST_AUTO_TEST_CASE(only_one_spelling_of_a_day_is_read) {
    for (const auto text : {"", "2026-1-01", "2026-01-1", "26-01-01", "2026/01/01", "01.01.2026",
                            "2026-01-01 ", " 2026-01-01", "2026-01-01T00:00:00Z", "20260101",
                            "+026-01-01", "2026--1-01", "2O26-01-01"})
        BOOST_TEST(!parse_day(text).has_value(), text);
}

BOOST_AUTO_TEST_CASE(every_day_of_four_centuries_reads_as_it_is_written) {
    const auto first = *parse_day("1900-01-01");
    const auto last = *parse_day("2300-12-31");
    for (auto day = first; day <= last; day = day.plus(1)) {
        const auto read = parse_day(to_text(day));
        if (!read || *read != day) BOOST_FAIL(to_text(day));
    }
}

BOOST_AUTO_TEST_CASE(a_later_day_is_greater_and_plus_counts_in_days) {
    BOOST_TEST((*parse_day("2026-01-31") < *parse_day("2026-02-01")));
    BOOST_TEST(to_text(parse_day("2026-02-27")->plus(2)) == "2026-03-01");
    BOOST_TEST(to_text(parse_day("2026-01-01")->plus(-1)) == "2025-12-31");
}

class FixedClock final : public kith::Clock {
public:
    std::int64_t now_unix_ms() const override { return 1'767'225'600'000 + 3'599'999; }
};

BOOST_AUTO_TEST_CASE(a_clock_tells_the_day_and_the_whole_hour) {
    const FixedClock clock;  // 2026-01-01T00:59:59.999Z
    BOOST_TEST(to_text(clock.today()) == "2026-01-01");
    BOOST_TEST(clock.hour() == 1'767'225'600 / 3600);
}

BOOST_AUTO_TEST_CASE(the_next_month_begins_on_its_first_day) {
    const auto after = [](std::string_view day) {
        return kith::to_text(kith::next_month(*kith::parse_day(day)));
    };
    BOOST_TEST(after("2026-01-01") == "2026-02-01");
    BOOST_TEST(after("2026-01-31") == "2026-02-01");
    BOOST_TEST(after("2026-12-15") == "2027-01-01");
    BOOST_TEST(after("2028-02-29") == "2028-03-01");
}

BOOST_AUTO_TEST_SUITE_END()
