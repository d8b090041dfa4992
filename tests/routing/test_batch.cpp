// Many requests at once: every hard rule, every cap, both sides apart, and as well as LEMON does.
#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <map>

#include "routing/batch.h"
#include "routing/lemon_oracle.h"
#include "routing/random_company.h"
#include "routing/small_company.h"

using kith::EmployeeId;
using kith::routing::Batch;
using kith::routing::BatchRequest;
using kith::routing::Conditions;
using kith::tests::id;

namespace {

Batch together(const std::vector<BatchRequest>& waiting, const kith::directory::Snapshot& people,
               const Conditions& conditions) {
    return kith::routing::match_together(
        waiting, {std::make_shared<kith::directory::Roster>(people, conditions.today), conditions});
}

struct Waiting : kith::tests::SmallCompany {
    Waiting() { person("eva", "dora", "IT"); }

    BatchRequest& ask(const std::string& who, const std::string& named = "") {
        auto& one = waiting.emplace_back();
        one.request.key = std::to_string(waiting.size());
        one.request.requester = id(who);
        if (!named.empty()) one.request.persons_concerned = {id(named)};
        return one;
    }
    Batch batch() const { return together(waiting, snapshot(), conditions); }
    // Whom each gets; "-" where nobody.
    std::string all() const {
        std::string text;
        for (const auto& chosen : batch().chosen)
            text += (text.empty() ? "" : " ") + (chosen ? chosen->supporter.text() : "-");
        return text;
    }

    std::vector<BatchRequest> waiting;
};

// A made-up company and all of its requests waiting.
struct Crowd {
    explicit Crowd(std::uint64_t seed, const kith::tests::RandomCompanySize& size)
        : company(kith::tests::random_company(seed, size)) {
        conditions.today = company.today;
        if (seed % 3 != 0) conditions.caseload = kith::model::CaseloadSettings{2, 3, 14};
        for (const auto& supporter : company.supporters)
            if (supporter.capacity % 2 == 0)
                conditions.loads[supporter.id] = {
                    supporter.open_cases, static_cast<int>(seed % 3) + 1, {}, {}};
        snapshot.chart = std::make_shared<kith::directory::OrgChart>(company.people);
        snapshot.book = std::make_shared<kith::directory::SupporterBook>(company.supporters);
        for (const auto& request : company.requests)
            waiting.push_back({request, {}});
    }

    static bool names(const BatchRequest& a, const BatchRequest& b) {
        const auto& concerned = a.request.persons_concerned;
        return std::find(concerned.begin(), concerned.end(), b.request.requester) !=
               concerned.end();
    }
    static bool opposed(const BatchRequest& a, const BatchRequest& b) {
        return names(a, b) || names(b, a);
    }
    void drop_the_opposed() {
        std::vector<BatchRequest> left;
        for (const auto& one : waiting)
            if (std::none_of(left.begin(), left.end(),
                             [&](const auto& other) { return opposed(one, other); }))
                left.push_back(one);
        waiting = std::move(left);
    }
    // Each request gets one by a person concerned, who names the requester.
    void let_the_other_side_ask() {
        const auto count = waiting.size();
        for (std::size_t i = 0; i < count; ++i) {
            if (waiting[i].request.persons_concerned.empty()) continue;
            BatchRequest other = waiting[i];
            other.request.key += "-other";
            other.request.requester = waiting[i].request.persons_concerned.front();
            other.request.persons_concerned = {waiting[i].request.requester};
            waiting.push_back(other);
        }
    }
    std::vector<kith::routing::Candidate> eligible(const BatchRequest& one) const {
        auto hers = conditions;
        static_cast<kith::routing::Earlier&>(hers) = one.earlier;
        return kith::routing::route(one.request, snapshot, hers).eligible;
    }
    // Written anew, from RULES.md.
    int room(const kith::model::PeerSupporter& supporter) const {
        const auto load = conditions.loads.find(supporter.id);
        const bool known = load != conditions.loads.end();
        int room = supporter.capacity - (known ? load->second.open : supporter.open_cases);
        if (!conditions.caseload) return room;
        room = std::min(room, conditions.caseload->open_max -
                                  (known ? load->second.open : supporter.open_cases));
        return std::min(
            room, conditions.caseload->new_per_year_max - (known ? load->second.new_this_year : 0));
    }
    kith::tests::Optimum optimum() const {
        const auto& all = snapshot.book->all();
        std::vector<int> capacities;
        std::map<EmployeeId, std::size_t> places;
        for (const auto& supporter : all) {
            places.emplace(supporter.id, capacities.size());
            capacities.push_back(room(supporter));
        }
        std::vector<kith::tests::OracleEdge> edges;
        for (std::size_t r = 0; r < waiting.size(); ++r)
            for (const auto& candidate : eligible(waiting[r]))
                edges.push_back({r, places.at(candidate.supporter), 100 + candidate.score});
        return kith::tests::lemon_optimum(waiting.size(), capacities, edges);
    }
    void check_rules(const Batch& batch) const {
        BOOST_REQUIRE_EQUAL(batch.chosen.size(), waiting.size());
        std::map<EmployeeId, int> given;
        for (std::size_t r = 0; r < waiting.size(); ++r) {
            const auto& chosen = batch.chosen[r];
            if (!chosen) continue;
            ++given[chosen->supporter];
            const auto may = eligible(waiting[r]);
            BOOST_TEST(std::any_of(may.begin(), may.end(), [&](const auto& one) {
                return one.supporter == chosen->supporter && one.score == chosen->score;
            }));
        }
        for (const auto& [supporter, count] : given)
            BOOST_TEST(count <= room(*snapshot.book->find(supporter)));
    }
    std::size_t served_by_one(const Batch& batch) const {
        std::size_t count = 0;
        for (std::size_t a = 0; a < waiting.size(); ++a)
            for (std::size_t b = a + 1; b < waiting.size(); ++b)
                if (opposed(waiting[a], waiting[b]) && batch.chosen[a] && batch.chosen[b] &&
                    batch.chosen[a]->supporter == batch.chosen[b]->supporter)
                    ++count;
        return count;
    }

    kith::tests::RandomCompany company;
    kith::directory::Snapshot snapshot;
    Conditions conditions;
    std::vector<BatchRequest> waiting;
};

constexpr kith::tests::RandomCompanySize crowded{300, 40, 90};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(test_batch, Waiting)

BOOST_AUTO_TEST_CASE(nobody_waits_and_nobody_is_chosen) {
    BOOST_TEST(batch().chosen.empty());
    BOOST_TEST(batch().bound == 0);
}

BOOST_AUTO_TEST_CASE(who_has_but_one_supporter_gets_her_though_another_came_first) {
    supporter("eva").languages = {"de"};
    dan().capacity = 1;
    ask("ana").request.topic = "stress";
    ask("carl").request.language = "en";

    // Dan fits ana as well as eva does, but only he speaks English.
    BOOST_TEST(all() == "eva dan");
    BOOST_TEST(batch().placed == 2U);
    BOOST_TEST(batch().bound == batch().value);
}

BOOST_AUTO_TEST_CASE(what_one_after_another_would_place_is_told_for_comparison) {
    supporter("eva").languages = {"de"};
    people.back().location = "Graz";
    dan().capacity = 1;
    of("ana").location = "";
    ask("ana").request.wished = id("dan");
    ask("carl").request.language = "en";

    BOOST_TEST(batch().placed == 1U);
    BOOST_TEST(batch().placed_in_turn == 1U);

    waiting[0].request.wished = id("");
    waiting[0].request.excluded = {id("eva")};
    BOOST_TEST(batch().placed_in_turn == 1U);
    waiting[0].request.excluded.clear();
    waiting[0].request.channel = "phone";
    supporters[1].channels = {"chat"};
    // Dan talks by phone, so ana would take him and leave carl nobody.
    BOOST_TEST(batch().placed_in_turn == 1U);
    BOOST_TEST(batch().placed == 2U);
}

BOOST_AUTO_TEST_CASE(the_wished_supporter_or_nobody) {
    supporter("eva");
    ask("ana").request.wished = id("eva");
    ask("ana").request.wished = id("carl");

    BOOST_TEST(all() == "eva -");
}

BOOST_AUTO_TEST_CASE(a_batch_gives_nobody_more_than_her_own_capacity_less_what_is_open) {
    dan().capacity = 3;
    dan().open_cases = 1;
    for (int i = 0; i < 4; ++i)
        ask("ana");

    BOOST_TEST(batch().placed == 2U);
    conditions.loads[id("dan")].open = 2;  // What the store has counted wins.
    BOOST_TEST(batch().placed == 1U);
}

BOOST_AUTO_TEST_CASE(a_batch_keeps_the_programmes_caseload) {
    dan().capacity = 9;
    conditions.caseload = kith::model::CaseloadSettings{3, 8, 14};
    for (int i = 0; i < 6; ++i)
        ask("ana");

    BOOST_TEST(batch().placed == 3U);
}

BOOST_AUTO_TEST_CASE(a_batch_gives_nobody_more_new_ones_than_the_year_has_left) {
    dan().capacity = 9;
    conditions.caseload = kith::model::CaseloadSettings{9, 4, 14};
    for (int i = 0; i < 6; ++i)
        ask("ana");

    BOOST_TEST(batch().placed == 4U);
    conditions.loads[id("dan")].new_this_year = 3;
    BOOST_TEST(batch().placed == 1U);
}

BOOST_AUTO_TEST_CASE(what_happened_before_holds_for_its_own_request_alone) {
    ask("ana").earlier.asked_before = {id("dan")};
    ask("ana").earlier.other_side = {id("dan")};
    ask("ana");

    BOOST_TEST(all() == "- - dan");
}

BOOST_AUTO_TEST_CASE(one_supporter_is_never_given_both_sides_of_a_conflict) {
    ask("ana", "carl");
    ask("carl");

    BOOST_TEST(all() == "dan -");
    std::reverse(waiting.begin(), waiting.end());
    BOOST_TEST(all() == "dan -");
    // Without the conflict dan has room for both.
    waiting[1].request.persons_concerned.clear();
    BOOST_TEST(all() == "dan dan");
}

BOOST_AUTO_TEST_CASE(both_sides_are_placed_where_there_is_a_second_supporter) {
    supporter("eva");
    ask("ana", "carl");
    ask("carl", "ana");

    const auto found = batch();
    BOOST_TEST(found.placed == 2U);
    BOOST_TEST((found.chosen[0]->supporter != found.chosen[1]->supporter));
}

BOOST_AUTO_TEST_CASE(of_both_sides_the_one_who_has_somebody_else_gives_way) {
    supporter("eva").languages = {"de"};
    dan().channels = {"phone"};
    supporters[1].channels = {"chat"};
    ask("ana", "carl").request.channel = "phone";  // Dan fits her better than he fits carl.
    auto& carl = ask("carl");
    carl.request.language = "en";
    carl.request.channel = "chat";

    BOOST_TEST(all() == "eva dan");
    std::reverse(waiting.begin(), waiting.end());
    BOOST_TEST(all() == "dan eva");
}

BOOST_AUTO_TEST_CASE(somebody_else_who_has_no_room_is_nobody_to_give_way_for) {
    supporter("eva").languages = {"de"};
    supporters[1].capacity = 1;
    ask("ana", "carl");
    ask("carl").request.language = "en";
    ask("bea").request.excluded = {id("dan")};

    BOOST_TEST(all() == "dan - eva");
}

BOOST_AUTO_TEST_CASE(the_other_side_that_asks_in_turn_is_no_comparison_for_free) {
    ask("ana", "carl");
    ask("carl");

    BOOST_TEST(batch().placed_in_turn == 1U);
}

BOOST_AUTO_TEST_CASE(a_single_request_gets_whom_routing_names_first) {
    std::size_t asked = 0;
    for (std::uint64_t seed = 1; seed <= 10; ++seed) {
        const Crowd crowd(seed, crowded);
        for (const auto& one : crowd.waiting) {
            const auto found = together({one}, crowd.snapshot, crowd.conditions);
            const auto first = crowd.eligible(one);
            BOOST_REQUIRE(found.chosen[0].has_value() == !first.empty());
            if (first.empty()) continue;
            BOOST_TEST(found.chosen[0]->supporter.text() == first.front().supporter.text());
            ++asked;
        }
    }
    BOOST_TEST(asked > 300U);
}

BOOST_AUTO_TEST_CASE(made_up_companies_are_matched_as_well_as_lemon_does) {
    std::size_t more_than_in_turn = 0;
    for (std::uint64_t seed = 1; seed <= 60; ++seed) {
        Crowd crowd(seed, crowded);
        crowd.drop_the_opposed();
        const auto found = together(crowd.waiting, crowd.snapshot, crowd.conditions);

        crowd.check_rules(found);
        const auto best = crowd.optimum();
        BOOST_REQUIRE(best.placed > 0U);
        BOOST_TEST(found.value * 10'000 >= best.value * 9'995);
        BOOST_TEST(found.value <= best.value);
        BOOST_TEST(found.bound >= best.value);
        BOOST_TEST(found.placed == best.placed);
        BOOST_TEST(found.placed >= found.placed_in_turn);
        if (found.placed > found.placed_in_turn) ++more_than_in_turn;
    }
    BOOST_TEST(more_than_in_turn > 10U);  // Else one after another would do.
}

BOOST_AUTO_TEST_CASE(in_made_up_companies_both_sides_never_meet_one_supporter) {
    std::size_t changed = 0;
    for (std::uint64_t seed = 1; seed <= 60; ++seed) {
        Crowd crowd(seed, crowded);
        crowd.let_the_other_side_ask();
        const auto found = together(crowd.waiting, crowd.snapshot, crowd.conditions);

        crowd.check_rules(found);
        BOOST_TEST(crowd.served_by_one(found) == 0U);
        const auto best = crowd.optimum();  // With one supporter for both sides allowed.
        BOOST_TEST(found.value <= best.value);
        BOOST_TEST(found.bound >= best.value);
        if (found.value < best.value) ++changed;
    }
    BOOST_TEST(changed > 5U);  // Else the rule was not met.
}

BOOST_AUTO_TEST_CASE(equal_batches_get_equal_choices) {
    Crowd crowd(7, crowded);
    crowd.let_the_other_side_ask();
    const auto text = [&] {
        std::string all;
        for (const auto& one : together(crowd.waiting, crowd.snapshot, crowd.conditions).chosen)
            all += one ? one->supporter.text() + ' ' : "- ";
        return all;
    };

    BOOST_TEST(text() == text());
}

BOOST_AUTO_TEST_SUITE_END()
