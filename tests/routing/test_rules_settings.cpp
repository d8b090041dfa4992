// What a tenant may relax, what she may not, former managers, and assignments that stand.

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <limits>

#include "routing/small_company.h"

namespace kith::routing {
namespace {

using tests::id;
using tests::SmallCompany;

struct Relaxed : SmallCompany {
    Relaxed() { BOOST_REQUIRE_EQUAL(why(), ""); }

    void led(const std::string& manager, const std::string& employee, const char* until) {
        former.push_back({id(employee), id(manager), *parse_day(until)});
        std::sort(former.begin(), former.end(),
                  [](const auto& a, const auto& b) { return a.employee < b.employee; });
    }
    void today_is(const char* day) {
        today = *parse_day(day);
        conditions.today = today;
        dan().accredited_until = today;
    }
    void relax_all() {
        conditions.settings.topic = false;
        conditions.settings.same_team = false;
        conditions.settings.concerned_department = false;
        conditions.settings.level_distance = false;
    }
};

BOOST_FIXTURE_TEST_SUITE(test_rules_settings, Relaxed)

BOOST_AUTO_TEST_CASE(a_tenant_may_relax_the_topic) {
    dan().topics.clear();
    BOOST_REQUIRE_EQUAL(why(), "topic");

    conditions.settings.topic = false;
    BOOST_TEST(why() == "");
}

BOOST_AUTO_TEST_CASE(a_tenant_may_relax_the_team) {
    of("dan").manager_id = id("bea");
    BOOST_REQUIRE_EQUAL(why(), "same_team");

    conditions.settings.same_team = false;
    BOOST_TEST(why() == "");
}

BOOST_AUTO_TEST_CASE(a_tenant_may_relax_the_department_of_the_person_concerned) {
    of("dan").department = "Care";
    BOOST_REQUIRE_EQUAL(why(), "concerned_department");

    conditions.settings.concerned_department = false;
    BOOST_TEST(why() == "");
}

BOOST_AUTO_TEST_CASE(a_tenant_may_relax_the_distance_of_levels) {
    of("dan").level = 9;
    BOOST_REQUIRE_EQUAL(why(), "level_distance");

    conditions.settings.level_distance = false;
    BOOST_TEST(why() == "");
}

BOOST_AUTO_TEST_CASE(nothing_else_is_relaxed_with_them) {
    relax_all();
    request.persons_concerned = {id("carl"), id("dan")};
    request.excluded = {id("dan")};
    dan().listed = false;
    dan().on_leave_until = today;
    dan().accredited_until.reset();
    dan().capacity = 0;
    dan().languages.clear();
    dan().declared_conflicts = {id("carl")};
    of("dan").active = false;
    of("dan").department = "Care";
    of("dan").manager_id = id("dan");
    of("carl").dotted_manager_ids = {id("dan")};

    BOOST_TEST(why() ==
               "not_listed inactive on_leave accreditation_expired at_capacity language "
               "excluded_by_requester party declared_conflict chain_of_command "
               "unknown_chain");
}

BOOST_AUTO_TEST_CASE(who_led_a_party_lately_is_passed_over_for_the_months_of_the_manifest) {
    led("dan", "ana", "2025-03-10");

    today_is("2026-03-10");
    BOOST_TEST(why() == "former_manager");
    today_is("2026-03-11");
    BOOST_TEST(why() == "");
}

BOOST_AUTO_TEST_CASE(whom_a_party_led_lately_is_passed_over) {
    led("carl", "dan", "2025-03-10");

    today_is("2026-03-10");
    BOOST_TEST(why() == "former_manager");
    today_is("2026-03-11");
    BOOST_TEST(why() == "");
}

BOOST_AUTO_TEST_CASE(former_managers_of_others_and_of_both_are_no_hindrance) {
    led("dan", "bea", "2025-03-10");
    led("bea", "dan", "2025-03-10");
    led("bea", "ana", "2025-03-10");
    today_is("2025-03-10");

    BOOST_TEST(why() == "");
}

BOOST_AUTO_TEST_CASE(months_are_those_of_the_calendar_and_end_with_a_shorter_month) {
    conditions.settings.former_manager_months = 1;
    led("dan", "ana", "2025-01-31");

    today_is("2025-02-28");
    BOOST_TEST(why() == "former_manager");
    today_is("2025-03-01");
    BOOST_TEST(why() == "");
}

BOOST_AUTO_TEST_CASE(the_latest_of_several_times_decides) {
    led("dan", "ana", "2020-01-01");
    led("dan", "ana", "2025-03-10");
    today_is("2025-04-01");

    BOOST_TEST(why() == "former_manager");
}

BOOST_AUTO_TEST_CASE(no_months_or_no_list_means_no_such_rule) {
    led("dan", "ana", "2025-03-10");
    today_is("2025-03-10");
    BOOST_REQUIRE_EQUAL(why(), "former_manager");

    conditions.settings.former_manager_months = 0;
    BOOST_TEST(why() == "");

    conditions.settings.former_manager_months = 12;
    keeps_former = false;
    BOOST_TEST(why() == "");
}

BOOST_AUTO_TEST_CASE(any_number_of_months_has_an_answer) {
    conditions.settings.former_manager_months = std::numeric_limits<int>::max();
    led("dan", "ana", "2025-03-10");
    today_is("2099-01-01");

    BOOST_TEST(why() == "former_manager");
}

BOOST_AUTO_TEST_CASE(an_assignment_that_harms_nobody_stands) {
    BOOST_TEST(conflicts() == "");
}

BOOST_AUTO_TEST_CASE(an_assignment_ends_for_every_rule_about_who_may_never_meet_whom) {
    request.persons_concerned = {id("carl"), id("dan")};
    dan().declared_conflicts = {id("carl")};
    of("dan").active = false;
    of("dan").department = "Care";
    of("dan").manager_id = id("ghost");
    of("dan").level = 9;
    of("carl").manager_id = id("ghost");
    of("carl").dotted_manager_ids = {id("dan")};
    led("dan", "ana", "2024-10-01");

    BOOST_TEST(conflicts() ==
               "inactive party declared_conflict chain_of_command same_team "
               "concerned_department level_distance unknown_chain former_manager");
}

BOOST_AUTO_TEST_CASE(an_assignment_does_not_end_for_time_load_and_wishes) {
    dan().listed = false;
    dan().on_leave_until = today;
    dan().accredited_until.reset();
    dan().capacity = 0;
    dan().languages.clear();
    dan().topics.clear();
    request.excluded = {id("dan")};
    conditions.caseload.emplace();
    conditions.loads[id("dan")] = {9, 9, today, today};
    conditions.other_side = {id("dan")};
    conditions.asked_before = {id("dan")};
    BOOST_REQUIRE_NE(why(), "");

    BOOST_TEST(conflicts() == "");
}

BOOST_AUTO_TEST_CASE(an_assignment_is_checked_as_the_tenant_relaxed_the_rules) {
    of("dan").level = 9;
    BOOST_REQUIRE_EQUAL(conflicts(), "level_distance");

    relax_all();
    BOOST_TEST(conflicts() == "");
}

BOOST_AUTO_TEST_CASE(an_assignment_of_one_who_left_the_book_is_still_checked) {
    supporters.clear();
    BOOST_TEST(conflicts() == "");

    of("dan").manager_id = id("ana");
    of("dan").level = 2;
    BOOST_TEST(conflicts() == "chain_of_command");
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace kith::routing
