// Who leads whom, in charts as dirty as people files are.

#include <boost/test/unit_test.hpp>

#include <chrono>

#include "directory/org_chart.h"

namespace kith::directory {
namespace {

struct Company {
    std::vector<model::Person> people;

    model::Person& person(const std::string& id, const std::string& manager = "") {
        auto& one = people.emplace_back();
        one.id = EmployeeId(id);
        one.manager_id = EmployeeId(manager);
        return one;
    }
    OrgChart chart() const { return OrgChart(people); }
};

// Questions by name, so that a test reads as a sentence.
struct Asked {
    explicit Asked(OrgChart chart) : chart(std::move(chart)) {}

    Seat of(const std::string& id) const { return chart.seat(EmployeeId(id)).value(); }
    bool above(const std::string& a, const std::string& b) const {
        return chart.above(of(a), of(b));
    }
    bool unknown(const std::string& id) const { return chart.chain_unknown(of(id)); }
    int level(const std::string& id) const { return chart.level(of(id)); }

    OrgChart chart;
};

// A cycle of so many, with two below it, one under the other.
std::vector<model::Person> cycle(int length) {
    Company made;
    for (int i = 0; i < length; ++i)
        made.person("c" + std::to_string(i), "c" + std::to_string((i + 1) % length));
    made.person("below", "c0");
    made.person("deep", "below");
    return made.people;
}

BOOST_FIXTURE_TEST_SUITE(test_org_chart, Company)

BOOST_AUTO_TEST_CASE(whoever_is_met_on_the_way_up_is_above) {
    person("top");
    person("mid", "top");
    person("low", "mid");
    person("side", "top");
    person("under_side", "side");
    const Asked asked(chart());

    BOOST_TEST(asked.above("mid", "low"));
    BOOST_TEST(asked.above("top", "low"));
    BOOST_TEST(asked.above("top", "under_side"));
    BOOST_TEST(!asked.above("low", "mid"));
    BOOST_TEST(!asked.above("low", "top"));
    BOOST_TEST(!asked.above("side", "low"));
    BOOST_TEST(!asked.above("mid", "side"));
    BOOST_TEST(!asked.above("mid", "under_side"));
    BOOST_TEST(!asked.above("mid", "mid"));
}

BOOST_AUTO_TEST_CASE(people_may_come_in_any_order) {
    person("low", "mid");
    person("mid", "top");
    person("top");
    const Asked asked(chart());

    BOOST_TEST(asked.above("top", "low"));
    BOOST_TEST(asked.level("low") == 2);
    BOOST_TEST(asked.chart.top(asked.of("low")) == asked.of("top"));
}

BOOST_AUTO_TEST_CASE(several_roots_are_several_trees) {
    person("one");
    person("two");
    person("under_one", "one");
    person("under_two", "two");
    const Asked asked(chart());

    BOOST_TEST(asked.above("one", "under_one"));
    BOOST_TEST(!asked.above("one", "under_two"));
    BOOST_TEST(!asked.above("one", "two"));
    BOOST_TEST(!asked.unknown("one"));
    BOOST_TEST(!asked.unknown("under_two"));
}

BOOST_AUTO_TEST_CASE(in_a_cycle_of_any_length_each_is_above_each_and_above_all_below) {
    for (int length = 1; length <= 6; ++length) {
        const Asked asked{OrgChart(cycle(length))};
        for (int i = 0; i < length; ++i) {
            const auto member = "c" + std::to_string(i);
            BOOST_TEST(asked.above("c0", member));
            BOOST_TEST(asked.above(member, "c0"));
            BOOST_TEST(asked.above(member, "deep"));
            BOOST_TEST(!asked.above("below", member));
            BOOST_TEST(asked.chart.in_cycle(asked.of(member)));
            BOOST_TEST(asked.unknown(member));
            BOOST_TEST(asked.level(member) == length - 1);
        }
        BOOST_TEST(asked.above("below", "deep"));
        BOOST_TEST(!asked.chart.in_cycle(asked.of("below")));
        BOOST_TEST(asked.unknown("deep"));
        BOOST_TEST(asked.level("below") == length);
        BOOST_TEST(asked.level("deep") == length + 1);
    }
}

BOOST_AUTO_TEST_CASE(two_cycles_and_what_is_below_them_stay_apart) {
    for (const char* side : {"a", "b"}) {
        const std::string s = side;
        person(s + "1", s + "2");
        person(s + "2", s + "1");
        person(s + "_under_1", s + "1");
        person(s + "_under_2", s + "2");
    }
    const Asked asked(chart());

    BOOST_TEST(asked.above("a2", "a_under_1"));
    BOOST_TEST(!asked.above("a1", "b1"));
    BOOST_TEST(!asked.above("a1", "b_under_1"));
    BOOST_TEST(!asked.above("a_under_1", "a_under_2"));
}

BOOST_AUTO_TEST_CASE(a_chain_is_unknown_below_a_manager_who_is_nobody) {
    person("low", "mid");
    person("mid", "ghost");
    const Asked asked(chart());

    BOOST_TEST(asked.unknown("low"));
    BOOST_TEST(asked.unknown("mid"));
    BOOST_TEST(!asked.chart.manager(asked.of("mid")).has_value());
    BOOST_TEST(asked.level("mid") == 0);
    BOOST_TEST(asked.level("low") == 1);
}

BOOST_AUTO_TEST_CASE(the_chain_of_one_without_manager_and_report_is_unknown) {
    person("orphan");
    person("top");
    person("low", "top").active = false;
    const Asked asked(chart());

    BOOST_TEST(asked.unknown("orphan"));
    BOOST_TEST(!asked.unknown("top"));  // A leaver is a report too.
    BOOST_TEST(!asked.unknown("low"));
}

BOOST_AUTO_TEST_CASE(solid_lines_go_through_leavers) {
    person("top");
    person("mid", "top").active = false;
    person("low", "mid");
    const Asked asked(chart());

    BOOST_TEST(asked.above("top", "low"));
    BOOST_TEST(asked.level("low") == 2);
}

BOOST_AUTO_TEST_CASE(a_level_of_her_own_wins_and_moves_nobody_else) {
    person("top").level = 7;
    person("low", "top");
    const Asked asked(chart());

    BOOST_TEST(asked.level("top") == 7);
    BOOST_TEST(asked.level("low") == 1);
}

BOOST_AUTO_TEST_CASE(two_who_name_the_same_manager_share_her_known_or_not) {
    person("top");
    person("a", "top");
    person("b", "top");
    person("x", "ghost");
    person("y", "ghost");
    person("z", "phantom");
    person("other_top");
    const Asked asked(chart());
    const auto same = [&](const char* one, const char* two) {
        return asked.chart.same_manager(asked.of(one), asked.of(two));
    };

    BOOST_TEST(same("a", "b"));
    BOOST_TEST(same("x", "y"));
    BOOST_TEST(!same("x", "z"));
    BOOST_TEST(!same("a", "x"));
    BOOST_TEST(!same("top", "other_top"));
}

BOOST_AUTO_TEST_CASE(dotted_lines_count_both_ways_and_lead_no_further) {
    person("top");
    person("a", "top").dotted_manager_ids = {EmployeeId("ghost"), EmployeeId("b")};
    person("b", "top").dotted_manager_ids = {EmployeeId("c")};
    person("c", "top");
    const Asked asked(chart());
    const auto dotted = [&](const char* one, const char* two) {
        return asked.chart.dotted_line(asked.of(one), asked.of(two));
    };

    BOOST_TEST(dotted("a", "b"));
    BOOST_TEST(dotted("b", "a"));
    BOOST_TEST(!dotted("a", "c"));
    BOOST_TEST(!asked.above("b", "a"));
}

BOOST_AUTO_TEST_CASE(reports_are_counted_whoever_is_active) {
    person("top");
    person("a", "top");
    person("b", "top").active = false;
    const Asked asked(chart());

    BOOST_TEST(asked.chart.report_count(asked.of("top")) == 2U);
    BOOST_TEST(asked.chart.has_reports(asked.of("top")));
    BOOST_TEST(!asked.chart.has_reports(asked.of("a")));
}

BOOST_AUTO_TEST_CASE(departments_are_numbered_and_an_empty_one_is_0) {
    person("a").department = "IT";
    person("b").department = "Care";
    person("c").department = "IT";
    person("d");
    const auto made = chart();

    BOOST_TEST(made.department(0) == made.department(2));
    BOOST_TEST(made.department(0) != made.department(1));
    BOOST_TEST(made.department(0) != 0U);
    BOOST_TEST(made.department(3) == 0U);
}

BOOST_AUTO_TEST_CASE(of_a_repeated_id_the_first_counts) {
    person("top");
    person("a", "top").title = "first";
    person("a", "ghost").title = "second";
    person("b", "a");
    const Asked asked(chart());

    BOOST_REQUIRE_EQUAL(asked.chart.size(), 3U);
    BOOST_TEST(asked.chart.person(asked.of("a")).title == "first");
    BOOST_TEST(asked.above("top", "b"));
    BOOST_TEST(!asked.unknown("b"));
}

BOOST_AUTO_TEST_CASE(nobody_has_no_seat_and_an_empty_company_has_a_chart) {
    const auto made = chart();

    BOOST_TEST(made.size() == 0U);
    BOOST_TEST(!made.seat(EmployeeId("ana")).has_value());
    BOOST_TEST(!made.seat(EmployeeId()).has_value());
}

BOOST_AUTO_TEST_CASE(a_chain_and_a_cycle_of_100_000_are_built_and_asked_in_no_time) {
    constexpr int length = 100'000;
    for (int i = 0; i < length; ++i)
        person(std::to_string(i), i == 0 ? "" : std::to_string(i - 1));
    const auto started = std::chrono::steady_clock::now();
    const Asked chain(chart());
    people.front().manager_id = EmployeeId(std::to_string(length - 1));
    const Asked ring(chart());

    for (Seat seat = 1; seat < length; ++seat) {
        BOOST_REQUIRE(chain.chart.above(0, seat));
        BOOST_REQUIRE(!chain.chart.above(seat, 0));
        BOOST_REQUIRE(ring.chart.above(seat, 0));
    }
    BOOST_TEST(chain.level("99999") == length - 1);
    BOOST_TEST(ring.level("99999") == length - 1);
    BOOST_TEST((std::chrono::steady_clock::now() - started < std::chrono::seconds(10)));
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace kith::directory
