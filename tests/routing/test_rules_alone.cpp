// The rules that look at the supporter alone, at her load and at what the request says.

#include <boost/test/unit_test.hpp>

#include "routing/small_company.h"

namespace kith::routing {
namespace {

using tests::id;
using tests::SmallCompany;

struct OneRule : SmallCompany {
    OneRule() { BOOST_REQUIRE_EQUAL(why(), ""); }  // Or the rest would prove nothing.

    Load& load() { return conditions.loads[id("dan")]; }
};

BOOST_FIXTURE_TEST_SUITE(test_rules_alone, OneRule)

BOOST_AUTO_TEST_CASE(who_does_not_list_herself_is_not_listed) {
    dan().listed = false;

    BOOST_TEST(why() == "not_listed");
}

BOOST_AUTO_TEST_CASE(who_has_only_applied_or_has_left_the_programme_is_not_listed) {
    dan().enrolment = model::Enrolment::applied;
    BOOST_TEST(why() == "not_listed");

    dan().enrolment = model::Enrolment::left;
    BOOST_TEST(why() == "not_listed");
}

BOOST_AUTO_TEST_CASE(a_leaver_is_inactive) {
    of("dan").active = false;

    BOOST_TEST(why() == "inactive");
}

BOOST_AUTO_TEST_CASE(
    a_supporter_who_is_nobody_among_the_people_is_inactive_at_level_0_and_unknown) {
    supporter("ghost");

    BOOST_TEST(why("ghost") == "inactive level_distance unknown_chain");
}

BOOST_AUTO_TEST_CASE(leave_lasts_to_the_end_of_its_day) {
    dan().on_leave_until = today;
    BOOST_TEST(why() == "on_leave");

    dan().on_leave_until = today.plus(-1);
    BOOST_TEST(why() == "");
}

BOOST_AUTO_TEST_CASE(an_accreditation_holds_to_the_end_of_its_day) {
    dan().accredited_until = today;
    BOOST_TEST(why() == "");

    dan().accredited_until = today.plus(-1);
    BOOST_TEST(why() == "accreditation_expired");
}

BOOST_AUTO_TEST_CASE(who_was_never_accredited_counts_as_expired) {
    dan().accredited_until.reset();

    BOOST_TEST(why() == "accreditation_expired");
}

BOOST_AUTO_TEST_CASE(as_many_open_as_her_capacity_is_at_capacity) {
    dan().open_cases = 1;
    BOOST_TEST(why() == "");

    dan().open_cases = 2;
    BOOST_TEST(why() == "at_capacity");
}

BOOST_AUTO_TEST_CASE(the_programmes_maximum_wins_over_a_larger_capacity) {
    dan().capacity = 9;
    dan().open_cases = 3;
    BOOST_TEST(why() == "");

    conditions.caseload.emplace();
    BOOST_TEST(why() == "at_capacity");
}

BOOST_AUTO_TEST_CASE(a_smaller_capacity_wins_over_the_programmes_maximum) {
    conditions.caseload.emplace();
    dan().open_cases = 2;

    BOOST_TEST(why() == "at_capacity");
}

BOOST_AUTO_TEST_CASE(what_the_store_counts_wins_over_the_entry) {
    dan().open_cases = 2;
    load().open = 1;
    BOOST_TEST(why() == "");

    dan().open_cases = 0;
    load().open = 2;
    BOOST_TEST(why() == "at_capacity");
}

BOOST_AUTO_TEST_CASE(the_language_of_the_request_is_among_hers) {
    dan().languages = {"de", "fr"};

    BOOST_TEST(why() == "language");
}

BOOST_AUTO_TEST_CASE(a_language_matches_whole_and_without_regard_to_case) {
    dan().languages = {"de", "EN"};
    BOOST_TEST(why() == "");

    dan().languages = {"en-gb"};
    BOOST_TEST(why() == "language");
}

BOOST_AUTO_TEST_CASE(a_request_without_language_and_topic_fits_everybody) {
    dan().languages.clear();
    dan().topics.clear();
    BOOST_REQUIRE_EQUAL(why(), "language topic");

    request.language.clear();
    request.topic.clear();
    BOOST_TEST(why() == "");
}

BOOST_AUTO_TEST_CASE(the_topic_of_the_request_is_among_hers) {
    dan().topics = {"grief"};
    BOOST_TEST(why() == "topic");

    dan().topics = {"grief", "Stress"};
    BOOST_TEST(why() == "");
}

BOOST_AUTO_TEST_CASE(anyone_but_her_is_obeyed) {
    request.excluded = {id("somebody"), id("dan")};

    BOOST_TEST(why() == "excluded_by_requester");
}

BOOST_AUTO_TEST_CASE(no_more_new_ones_a_year_than_the_programme_allows) {
    conditions.caseload.emplace();
    load().new_this_year = 3;
    BOOST_TEST(why() == "");

    load().new_this_year = 4;
    BOOST_TEST(why() == "yearly_limit");
}

BOOST_AUTO_TEST_CASE(a_cool_down_holds_to_the_end_of_its_day) {
    conditions.caseload.emplace();
    load().cool_down_until = today;
    BOOST_TEST(why() == "cool_down");

    load().cool_down_until = today.plus(-1);
    BOOST_TEST(why() == "");
}

BOOST_AUTO_TEST_CASE(without_a_caseload_there_is_no_yearly_limit_and_no_cool_down) {
    load().new_this_year = 100;
    load().cool_down_until = today.plus(10);

    BOOST_TEST(why() == "");
}

BOOST_AUTO_TEST_CASE(who_serves_the_other_side_is_passed_over) {
    conditions.other_side = {id("dan")};

    BOOST_TEST(why() == "other_side");
}

BOOST_AUTO_TEST_CASE(who_was_asked_before_is_not_asked_again) {
    conditions.asked_before = {id("dan")};

    BOOST_TEST(why() == "asked_before");
}

BOOST_AUTO_TEST_CASE(every_reason_is_given_in_the_order_of_the_table) {
    dan().listed = false;
    of("dan").active = false;
    dan().on_leave_until = today;
    dan().accredited_until.reset();
    dan().capacity = 0;
    dan().languages.clear();
    dan().topics.clear();
    request.excluded = {id("dan")};
    conditions.other_side = {id("dan")};
    conditions.asked_before = {id("dan")};

    BOOST_TEST(why() ==
               "not_listed inactive on_leave accreditation_expired at_capacity language "
               "topic excluded_by_requester other_side asked_before");
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace kith::routing
