// The rules that compare a supporter with the requester and with each person concerned.

#include <boost/test/unit_test.hpp>

#include <limits>

#include "routing/small_company.h"

namespace kith::routing {
namespace {

using tests::id;
using tests::SmallCompany;

// Levels are made equal and languages fit, so that one change shows one rule.
struct Story : SmallCompany {
    Story() {
        BOOST_REQUIRE_EQUAL(why(), "");
        for (auto& one : people)
            one.level = 2;
        BOOST_REQUIRE_EQUAL(why(), "");
    }

    void reports_to(const std::string& name, const std::string& manager) {
        of(name).manager_id = id(manager);
    }
};

BOOST_FIXTURE_TEST_SUITE(test_rules_parties, Story)

BOOST_AUTO_TEST_CASE(the_requester_is_a_party_and_no_other_rule_compares_her_with_herself) {
    request.requester = id("dan");
    dan().declared_conflicts = {id("dan")};
    of("dan").dotted_manager_ids = {id("dan")};
    of("dan").department.clear();
    reports_to("dan", "dan");
    request.persons_concerned.clear();

    BOOST_TEST(why() == "party");
}

BOOST_AUTO_TEST_CASE(a_person_concerned_is_a_party_and_no_other_rule_compares_her_with_herself) {
    request.persons_concerned = {id("carl"), id("dan")};
    dan().declared_conflicts = {id("dan")};
    of("dan").dotted_manager_ids = {id("dan")};

    BOOST_TEST(why() == "party");
}

BOOST_AUTO_TEST_CASE(a_party_is_still_compared_with_the_other_parties) {
    request.persons_concerned = {id("dora"), id("dan")};

    BOOST_TEST(why() == "party chain_of_command concerned_department");
}

BOOST_AUTO_TEST_CASE(a_declared_conflict_with_any_party_counts) {
    dan().declared_conflicts = {id("bea")};
    BOOST_TEST(why() == "");

    dan().declared_conflicts = {id("bea"), id("ana")};
    BOOST_TEST(why() == "declared_conflict");

    dan().declared_conflicts = {id("carl")};
    BOOST_TEST(why() == "declared_conflict");
}

BOOST_AUTO_TEST_CASE(a_conflict_counts_only_as_the_supporter_declared_it) {
    supporter("ana").declared_conflicts = {id("dan")};

    BOOST_TEST(why() == "");
}

BOOST_AUTO_TEST_CASE(whoever_is_above_the_requester_at_any_distance_is_in_her_chain) {
    supporter("bea");
    BOOST_TEST(why("bea") == "chain_of_command");

    supporter("chief");
    BOOST_TEST(why("chief") == "chain_of_command");
}

BOOST_AUTO_TEST_CASE(whoever_is_below_the_requester_at_any_distance_is_in_her_chain) {
    person("low", "dan", "Lab").level = 2;
    supporter("low");
    BOOST_TEST(why("low") == "");

    reports_to("dan", "ana");
    BOOST_TEST(why() == "chain_of_command");
    BOOST_TEST(why("low") == "chain_of_command");
}

BOOST_AUTO_TEST_CASE(whoever_is_above_or_below_a_person_concerned_is_in_her_chain) {
    supporter("cora").languages = {"en"};
    of("cora").department = "Elsewhere";
    BOOST_TEST(why("cora") == "chain_of_command");

    reports_to("dan", "carl");
    BOOST_TEST(why() == "chain_of_command");
}

BOOST_AUTO_TEST_CASE(solid_lines_go_through_a_leaver) {
    of("bea").active = false;
    supporter("chief");

    BOOST_TEST(why("chief") == "chain_of_command");
}

BOOST_AUTO_TEST_CASE(in_a_cycle_each_is_above_each_and_above_all_below) {
    reports_to("bea", "ana");  // ana and bea lead each other.
    supporter("bea").languages = {"en"};
    of("bea").department = "Elsewhere";
    BOOST_TEST(why("bea") == "chain_of_command");

    reports_to("dan", "bea");
    BOOST_TEST(why() == "chain_of_command same_team");
}

BOOST_AUTO_TEST_CASE(a_dotted_line_counts_in_both_directions_with_every_party) {
    of("dan").dotted_manager_ids = {id("bea"), id("ana")};
    BOOST_TEST(why() == "chain_of_command");
    of("dan").dotted_manager_ids = {id("carl")};
    BOOST_TEST(why() == "chain_of_command");
    of("dan").dotted_manager_ids.clear();

    of("ana").dotted_manager_ids = {id("dan")};
    BOOST_TEST(why() == "chain_of_command");
    of("ana").dotted_manager_ids.clear();

    of("carl").dotted_manager_ids = {id("dan")};
    BOOST_TEST(why() == "chain_of_command");
}

BOOST_AUTO_TEST_CASE(a_dotted_line_goes_one_step_and_is_no_part_of_a_chain) {
    of("ana").dotted_manager_ids = {id("dora")};
    supporter("dora");

    BOOST_REQUIRE_EQUAL(why("dora"), "chain_of_command");
    BOOST_TEST(why() == "");  // Below the dotted-line manager.

    of("dan").dotted_manager_ids = {id("bea")};
    BOOST_TEST(why() == "");  // Her dotted-line manager is above the requester.
}

BOOST_AUTO_TEST_CASE(a_line_to_somebody_unknown_counts_where_she_is_a_party) {
    request.persons_concerned = {id("ghost")};
    BOOST_REQUIRE_EQUAL(why(), "unknown_chain");

    of("dan").dotted_manager_ids = {id("ghost")};
    BOOST_TEST(why() == "chain_of_command unknown_chain");
    of("dan").dotted_manager_ids.clear();

    reports_to("chief", "ghost");  // At the end of dan's way up.
    BOOST_TEST(why() == "chain_of_command unknown_chain");
}

BOOST_AUTO_TEST_CASE(a_line_to_a_supporter_who_is_nobody_counts) {
    supporter("ghost");
    of("ana").level = 0;
    BOOST_REQUIRE_EQUAL(why("ghost"), "inactive unknown_chain");

    reports_to("bea", "ghost");
    BOOST_TEST(why("ghost") == "inactive chain_of_command unknown_chain");
}

BOOST_AUTO_TEST_CASE(who_reports_to_the_same_manager_as_a_party_is_in_her_team) {
    reports_to("dan", "bea");
    BOOST_TEST(why() == "same_team");

    reports_to("dan", "cora");
    BOOST_TEST(why() == "same_team");
}

BOOST_AUTO_TEST_CASE(an_unknown_manager_makes_a_team_too) {
    reports_to("ana", "ghost");
    reports_to("dan", "phantom");
    BOOST_REQUIRE_EQUAL(why(), "");

    reports_to("dan", "ghost");
    BOOST_TEST(why() == "same_team");
}

BOOST_AUTO_TEST_CASE(having_no_manager_makes_no_team) {
    reports_to("ana", "");
    reports_to("dan", "");
    person("under_ana", "ana", "Sales");
    person("under_dan", "dan", "IT");

    BOOST_TEST(why() == "");
}

BOOST_AUTO_TEST_CASE(the_department_of_a_person_concerned_is_left_out) {
    of("dan").department = "Care";

    BOOST_TEST(why() == "concerned_department");
}

BOOST_AUTO_TEST_CASE(the_requesters_own_department_is_not_left_out) {
    of("dan").department = "Sales";

    BOOST_TEST(why() == "");
}

BOOST_AUTO_TEST_CASE(an_empty_department_equals_no_other) {
    of("dan").department.clear();
    of("carl").department.clear();

    BOOST_TEST(why() == "");
}

BOOST_AUTO_TEST_CASE(departments_are_equal_letter_by_letter) {
    of("dan").department = "care";

    BOOST_TEST(why() == "");
}

BOOST_AUTO_TEST_CASE(levels_more_than_one_apart_are_too_far) {
    of("dan").level = 3;
    BOOST_TEST(why() == "");
    of("dan").level = 4;
    BOOST_TEST(why() == "level_distance");

    of("dan").level = 1;
    BOOST_TEST(why() == "");
    of("dan").level = 0;
    BOOST_TEST(why() == "level_distance");
}

BOOST_AUTO_TEST_CASE(levels_are_compared_with_the_requester_only) {
    of("carl").level = 9;

    BOOST_TEST(why() == "");
}

BOOST_AUTO_TEST_CASE(an_absent_level_is_the_depth_in_the_chart) {
    of("dan").level.reset();
    BOOST_REQUIRE_EQUAL(why(), "");

    reports_to("dan", "chief");
    reports_to("carl", "cora");
    of("ana").level = 3;
    BOOST_TEST(why() == "level_distance");
}

BOOST_AUTO_TEST_CASE(levels_at_both_ends_of_the_numbers_are_apart) {
    of("ana").level = std::numeric_limits<int>::min();
    of("dan").level = std::numeric_limits<int>::max();

    BOOST_TEST(why() == "level_distance");
}

BOOST_AUTO_TEST_CASE(an_unknown_chain_keeps_the_same_department_apart) {
    of("dan").department = "Sales";
    BOOST_REQUIRE_EQUAL(why(), "");

    reports_to("dan", "dan");
    BOOST_TEST(why() == "unknown_chain");
    reports_to("dan", "ghost");
    BOOST_TEST(why() == "unknown_chain");
    reports_to("dan", "");
    BOOST_TEST(why() == "unknown_chain");
}

BOOST_AUTO_TEST_CASE(the_unknown_chain_of_a_party_counts_as_well) {
    of("dan").department = "Sales";
    reports_to("ana", "ghost");
    BOOST_TEST(why() == "unknown_chain");

    of("dan").department = "Care";
    reports_to("carl", "");
    BOOST_TEST(why() == "concerned_department unknown_chain");
}

BOOST_AUTO_TEST_CASE(an_unknown_chain_of_another_department_is_no_hindrance) {
    reports_to("dan", "ghost");

    BOOST_TEST(why() == "");
}

BOOST_AUTO_TEST_CASE(under_an_unknown_chain_an_empty_department_on_either_side_equals_all) {
    of("dan").department.clear();
    BOOST_REQUIRE_EQUAL(why(), "");
    reports_to("dan", "ghost");
    BOOST_TEST(why() == "unknown_chain");

    of("dan").department = "IT";
    BOOST_REQUIRE_EQUAL(why(), "");
    of("carl").department.clear();
    BOOST_TEST(why() == "unknown_chain");
}

BOOST_AUTO_TEST_CASE(a_requester_who_is_nobody_leaves_nobody_to_offer) {
    request.requester = id("ghost");
    of("dan").level = 1;

    BOOST_TEST(why() == "unknown_chain");
}

BOOST_AUTO_TEST_CASE(a_person_concerned_who_is_nobody_leaves_nobody_to_offer) {
    request.persons_concerned.push_back(id("ghost"));

    BOOST_TEST(why() == "unknown_chain");
}

BOOST_AUTO_TEST_CASE(an_empty_id_is_somebody_unknown_and_not_the_manager_of_all_at_the_top) {
    request.persons_concerned = {EmployeeId()};

    BOOST_TEST(why() == "unknown_chain");
}

BOOST_AUTO_TEST_CASE(every_person_concerned_is_looked_at) {
    request.persons_concerned = {id("carl"), id("cora"), id("dora")};

    BOOST_TEST(why() == "chain_of_command concerned_department");
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace kith::routing
