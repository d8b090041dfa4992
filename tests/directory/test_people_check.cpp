// What an administrator is told about a dirty chart.

#include <boost/test/unit_test.hpp>

#include "directory/people_check.h"

namespace kith::directory {
namespace {

using Texts = std::vector<std::string>;

// A clean company: one top, two below her.
struct CleanCompany {
    std::vector<model::Person> people;

    CleanCompany() {
        person("top", "");
        person("a", "top");
        person("b", "top");
        BOOST_REQUIRE(findings().empty());
    }

    model::Person& person(const std::string& id, const std::string& manager) {
        auto& one = people.emplace_back();
        one.id = EmployeeId(id);
        one.manager_id = EmployeeId(manager);
        return one;
    }
    std::vector<ChartFinding> findings() const { return check(OrgChart(people)); }
    ChartFinding only() const {
        const auto all = findings();
        BOOST_REQUIRE_EQUAL(all.size(), 1U);
        BOOST_TEST(all.front().hint.find("Until then") != std::string::npos);
        return all.front();
    }
};

Texts ids(const ChartFinding& finding) {
    Texts texts;
    for (const auto& id : finding.people)
        texts.push_back(id.text());
    return texts;
}

bool tells(const ChartFinding& finding, const std::string& part) {
    return finding.what.find(part) != std::string::npos;
}

BOOST_FIXTURE_TEST_SUITE(test_people_check, CleanCompany)

BOOST_AUTO_TEST_CASE(each_cycle_is_one_finding_in_walking_order) {
    person("x", "z");
    person("y", "x");
    person("z", "y");
    person("below", "x");

    const auto found = only();

    BOOST_CHECK(found.fault == ChartFault::cycle);
    BOOST_TEST(ids(found) == (Texts{"x", "z", "y"}));
    BOOST_TEST(tells(found, "x, z, y"));
}

BOOST_AUTO_TEST_CASE(two_cycles_are_two_findings) {
    person("x", "y");
    person("y", "x");
    person("v", "w");
    person("w", "v");

    BOOST_TEST(findings().size() == 2U);
}

BOOST_AUTO_TEST_CASE(her_own_manager_is_a_cycle_of_one) {
    person("x", "x");

    const auto found = only();

    BOOST_CHECK(found.fault == ChartFault::cycle);
    BOOST_TEST(ids(found) == (Texts{"x"}));
    BOOST_TEST(tells(found, "x is named as her own manager"));
}

BOOST_AUTO_TEST_CASE(an_unknown_manager_is_told_once_with_all_who_name_her) {
    person("x", "ghost");
    person("y", "ghost");

    const auto found = only();

    BOOST_CHECK(found.fault == ChartFault::unknown_manager);
    BOOST_TEST(ids(found) == (Texts{"x", "y"}));
    BOOST_TEST(tells(found, "ghost"));
    BOOST_TEST(tells(found, "x, y"));
}

BOOST_AUTO_TEST_CASE(an_unknown_dotted_line_manager_is_told) {
    people[1].dotted_manager_ids = {EmployeeId("b"), EmployeeId("ghost")};

    const auto found = only();

    BOOST_CHECK(found.fault == ChartFault::unknown_dotted_manager);
    BOOST_TEST(ids(found) == (Texts{"a"}));
    BOOST_TEST(tells(found, "ghost"));
}

BOOST_AUTO_TEST_CASE(who_has_neither_a_manager_nor_a_report_is_an_orphan) {
    person("x", "");

    const auto found = only();

    BOOST_CHECK(found.fault == ChartFault::orphan);
    BOOST_TEST(ids(found) == (Texts{"x"}));
    BOOST_TEST(tells(found, "x has neither"));
}

BOOST_AUTO_TEST_CASE(several_people_at_the_top_are_one_finding) {
    person("other_top", "");
    person("c", "other_top");

    const auto found = only();

    BOOST_CHECK(found.fault == ChartFault::several_roots);
    BOOST_TEST(ids(found) == (Texts{"top", "other_top"}));
    BOOST_TEST(tells(found, "top, other_top"));
}

BOOST_AUTO_TEST_CASE(a_leaver_who_still_leads_active_people_is_told) {
    person("x", "a");
    person("y", "a").active = false;
    people[1].active = false;

    const auto found = only();

    BOOST_CHECK(found.fault == ChartFault::inactive_manager);
    BOOST_TEST(ids(found) == (Texts{"a"}));
    BOOST_TEST(tells(found, "manager of x."));
}

BOOST_AUTO_TEST_CASE(a_long_list_is_cut_in_the_sentence_only) {
    for (int i = 0; i < 12; ++i)
        person("x" + std::to_string(i), "ghost");

    const auto found = only();

    BOOST_TEST(found.people.size() == 12U);
    BOOST_TEST(tells(found, "x9 and 2 more."));
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace kith::directory
