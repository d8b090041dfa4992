// In which order the eligible come: the wished one, the score, the draw.

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <limits>
#include <map>

#include "routing/small_company.h"

namespace kith::routing {
namespace {

using tests::id;
using tests::SmallCompany;

// dan, eva, fay and gus are equals in everything but their names.
struct Equals : SmallCompany {
    Equals() {
        for (const char* name : {"eva", "fay", "gus"}) {
            person(name, "dora", "IT");
            supporter(name);
        }
        BOOST_REQUIRE_EQUAL(order().size(), 4U);
    }

    // Only one weight, so that the score is one part.
    void only(int model::RoutingWeights::*weight) {
        conditions.settings.weights = {0, 0, 0, 0, 0, 0};
        conditions.settings.weights.*weight = 7;
    }
    Load& load() { return conditions.loads[id("dan")]; }

    std::map<std::string, int> firsts(int requests) {
        std::map<std::string, int> count;
        const auto people = snapshot();
        for (int i = 0; i < requests; ++i) {
            request.key = "request " + std::to_string(i);
            ++count[route(request, people, conditions).eligible.front().supporter.text()];
        }
        return count;
    }
};

BOOST_FIXTURE_TEST_SUITE(test_router, Equals)

BOOST_AUTO_TEST_CASE(the_wished_supporter_comes_first_whatever_her_score) {
    supporters.back().languages = {"de", "fr", "en"};
    BOOST_REQUIRE_EQUAL(order().back(), "gus");

    request.wished = id("gus");
    BOOST_TEST(order().front() == "gus");
    BOOST_TEST(score("gus") < score("dan"));
}

BOOST_AUTO_TEST_CASE(a_wish_never_overrules_a_rule) {
    dan().listed = false;
    request.wished = id("dan");

    BOOST_TEST(why() == "not_listed");
    BOOST_TEST(order().size() == 3U);
}

BOOST_AUTO_TEST_CASE(the_better_score_comes_first) {
    supporters[2].languages = {"de", "en"};

    for (int i = 0; i < 20; ++i) {
        request.key = std::to_string(i);
        BOOST_TEST(order().back() == "fay");
    }
}

BOOST_AUTO_TEST_CASE(equal_inputs_give_equal_routes) {
    BOOST_TEST(order() == order());
}

BOOST_AUTO_TEST_CASE(among_equals_each_comes_first_equally_often) {
    const auto count = firsts(2000);

    BOOST_REQUIRE_EQUAL(count.size(), 4U);
    for (const auto& [name, times] : count)
        BOOST_TEST((times > 400 && times < 600), name);
}

BOOST_AUTO_TEST_CASE(the_order_among_equals_depends_on_the_secret_of_the_tenant) {
    const auto before = firsts(50);
    conditions.tie_key[15] = 1;

    BOOST_TEST((firsts(50) != before));
}

BOOST_AUTO_TEST_CASE(who_else_is_there_does_not_change_the_order_of_the_others) {
    for (int i = 0; i < 20; ++i) {
        request.key = std::to_string(i);
        dan().listed = true;
        auto without_dan = order();
        without_dan.erase(std::find(without_dan.begin(), without_dan.end(), "dan"));

        dan().listed = false;
        BOOST_TEST(order() == without_dan);
    }
}

BOOST_AUTO_TEST_CASE(the_draw_keeps_request_and_supporter_apart) {
    // Were the two only written one after the other, "1" with "1x" would draw as "11" with "x".
    supporters.clear();
    for (const char* name : {"1x", "x", "1y", "y"}) {
        person(name, "dora", "IT");
        supporter(name);
    }
    int differs = 0;
    for (int i = 0; i < 32; ++i) {
        conditions.tie_key[0] = static_cast<std::uint8_t>(i);
        const auto before = [&](const std::string& a, const std::string& b) {
            const auto all = order();
            return std::find(all.begin(), all.end(), a) < std::find(all.begin(), all.end(), b);
        };
        request.key = "1";
        const bool first = before("1x", "1y");
        request.key = "11";
        if (first != before("x", "y")) ++differs;
    }

    BOOST_TEST(differs > 0);
}

BOOST_AUTO_TEST_CASE(those_passed_over_come_by_id) {
    for (auto& one : supporters)
        one.listed = false;
    std::swap(supporters.front(), supporters.back());

    std::vector<std::string> ids;
    for (const auto& passed : found().passed_over)
        ids.push_back(passed.supporter.text());
    BOOST_TEST(ids == (std::vector<std::string>{"dan", "eva", "fay", "gus"}));
}

BOOST_AUTO_TEST_CASE(who_meets_everything_scores_100) {
    BOOST_TEST(score() == 100);
}

BOOST_AUTO_TEST_CASE(the_topic_scores_where_it_is_no_rule) {
    only(&model::RoutingWeights::topic);
    conditions.settings.topic = false;
    dan().topics = {"grief"};

    BOOST_TEST(score() == 0);
    BOOST_TEST(score("eva") == 100);
    request.topic.clear();
    BOOST_TEST(score() == 100);
}

BOOST_AUTO_TEST_CASE(her_first_language_scores_more_than_her_third) {
    only(&model::RoutingWeights::language);
    BOOST_TEST(score() == 100);

    dan().languages = {"de", "en"};
    BOOST_TEST(score() == 50);
    dan().languages = {"de", "fr", "en"};
    BOOST_TEST(score() == 33);
    request.language.clear();
    BOOST_TEST(score() == 100);
}

BOOST_AUTO_TEST_CASE(half_of_the_hours_part_is_the_way_to_talk) {
    only(&model::RoutingWeights::hours);
    request.channel = "phone";
    dan().channels = {"chat", "video"};
    BOOST_TEST(score() == 50);

    dan().channels = {"chat", "Phone"};
    BOOST_TEST(score() == 100);
    dan().channels.clear();
    BOOST_TEST(score() == 100);
}

BOOST_AUTO_TEST_CASE(half_of_the_hours_part_is_working_time_in_the_same_zone) {
    only(&model::RoutingWeights::hours);
    dan().hours = {"mon 09-12", "tue 09-11"};  // Five of ten hours.
    BOOST_TEST(score() == 75);

    dan().hours = {"sat 09-18", "mon 05-08", "rubbish"};
    BOOST_TEST(score() == 50);

    dan().hours = {"mon", "tue"};  // Ten working hours each.
    BOOST_TEST(score() == 100);
    of("ana").timezone = "Europe/Vienna";
    of("dan").timezone = "Asia/Tokyo";
    BOOST_TEST(score() == 50);
}

BOOST_AUTO_TEST_CASE(the_requesters_own_place_scores) {
    only(&model::RoutingWeights::location);
    BOOST_TEST(score() == 100);  // She has none to compare.

    of("ana").location = "Graz";
    BOOST_TEST(score() == 0);
    of("dan").location = "graz";
    BOOST_TEST(score() == 100);
}

BOOST_AUTO_TEST_CASE(spare_capacity_scores_by_its_share) {
    only(&model::RoutingWeights::spare_capacity);
    dan().capacity = 4;
    dan().open_cases = 1;
    BOOST_TEST(score() == 75);

    conditions.caseload.emplace();  // Three at the most.
    BOOST_TEST(score() == 67);
    load().open = 2;
    BOOST_TEST(score() == 33);
}

BOOST_AUTO_TEST_CASE(no_capacity_at_all_scores_nothing_even_with_a_negative_count) {
    only(&model::RoutingWeights::spare_capacity);
    dan().capacity = 0;
    dan().open_cases = -1;

    BOOST_TEST(score() == 0);
}

BOOST_AUTO_TEST_CASE(who_has_rested_for_90_days_scores_fully) {
    only(&model::RoutingWeights::rested);
    BOOST_TEST(score() == 100);

    load().last_assigned = today.plus(-45);
    BOOST_TEST(score() == 50);
    load().last_assigned = today.plus(-90);
    BOOST_TEST(score() == 100);
    load().last_assigned = today.plus(-400);
    BOOST_TEST(score() == 100);
    load().last_assigned = today.plus(3);
    BOOST_TEST(score() == 0);
}

BOOST_AUTO_TEST_CASE(weights_count_by_their_shares) {
    dan().languages = {"de", "en"};
    conditions.settings.weights = {1, 1, 0, 0, 0, 0};
    BOOST_TEST(score() == 75);

    constexpr int huge = std::numeric_limits<int>::max();
    conditions.settings.weights = {huge, huge, 0, 0, 0, 0};
    BOOST_TEST(score() == 75);

    conditions.settings.weights = {0, 0, 0, 0, 0, 0};
    BOOST_TEST(score() == 0);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace kith::routing
