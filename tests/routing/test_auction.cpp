// The auction on plain numbers: by hand where the best first would be wrong, and against LEMON.
#include <boost/test/unit_test.hpp>

#include <algorithm>

#include "routing/auction.h"
#include "routing/lemon_oracle.h"

using kith::routing::auction;
using kith::routing::Matching;
using kith::routing::MatchingEdge;
using kith::routing::MatchingProblem;

namespace {

MatchingProblem problem(const std::vector<std::vector<MatchingEdge>>& requests,
                        const std::vector<int>& capacities) {
    MatchingProblem made;
    made.capacities = capacities;
    for (const auto& edges : requests) {
        made.edges.insert(made.edges.end(), edges.begin(), edges.end());
        made.begins.push_back(made.edges.size());
    }
    return made;
}

// Who serves each request; -1: nobody.
std::vector<int> chosen(const Matching& matching) {
    std::vector<int> supporters;
    for (const auto& edge : matching.chosen)
        supporters.push_back(edge ? static_cast<int>(edge->supporter) : -1);
    return supporters;
}

// SplitMix64: the same numbers everywhere.
class Numbers {
public:
    explicit Numbers(std::uint64_t seed) : state_(seed) {}
    std::size_t below(std::size_t n) {
        std::uint64_t z = state_ += 0x9e3779b97f4a7c15U;
        z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9U;
        z = (z ^ (z >> 27)) * 0x94d049bb133111ebU;
        return static_cast<std::size_t>((z ^ (z >> 31)) % n);
    }

private:
    std::uint64_t state_;
};

struct Size {
    std::size_t requests = 0;
    std::size_t supporters = 0;
    std::size_t candidates_max = 0;
    std::size_t fits = 101;  // How many different ones.
};

// Every supporter at most once within a request; some requests have nobody, some supporters no
// room.
std::vector<std::vector<MatchingEdge>> random_requests(const Size& size, Numbers& numbers) {
    std::vector<std::vector<MatchingEdge>> requests(size.requests);
    for (auto& edges : requests) {
        std::vector<bool> taken(size.supporters, false);
        for (auto count = numbers.below(size.candidates_max + 1); count > 0; --count) {
            const auto supporter = numbers.below(1 + numbers.below(size.supporters));
            if (taken[supporter]) continue;
            taken[supporter] = true;
            edges.push_back({static_cast<std::uint32_t>(supporter),
                             static_cast<std::int32_t>(numbers.below(size.fits))});
        }
    }
    return requests;
}

std::vector<int> random_capacities(const Size& size, Numbers& numbers) {
    std::vector<int> capacities;
    for (std::size_t i = 0; i < size.supporters; ++i)
        capacities.push_back(static_cast<int>(numbers.below(6)) - 1);
    return capacities;
}

MatchingProblem random_problem(const Size& size, std::uint64_t seed) {
    Numbers numbers(seed);
    const auto requests = random_requests(size, numbers);
    return problem(requests, random_capacities(size, numbers));
}

kith::tests::Optimum optimum(const MatchingProblem& of) {
    std::vector<kith::tests::OracleEdge> edges;
    for (std::size_t r = 0; r < of.requests(); ++r)
        for (auto e = of.begins[r]; e < of.begins[r + 1]; ++e)
            edges.push_back({r, of.edges[e].supporter, 100 + of.edges[e].fit});
    return kith::tests::lemon_optimum(of.requests(), of.capacities, edges);
}

// What it says of itself is what it chose, and nobody has more than she may.
void check_sound(const MatchingProblem& of, const Matching& found) {
    BOOST_REQUIRE_EQUAL(found.chosen.size(), of.requests());
    std::vector<int> given(of.capacities.size(), 0);
    std::size_t placed = 0;
    std::int64_t value = 0;
    for (std::size_t r = 0; r < of.requests(); ++r) {
        const auto& edge = found.chosen[r];
        if (!edge) continue;
        const auto from = of.edges.begin() + static_cast<std::ptrdiff_t>(of.begins[r]);
        const auto to = of.edges.begin() + static_cast<std::ptrdiff_t>(of.begins[r + 1]);
        BOOST_TEST(std::any_of(from, to, [&](const MatchingEdge& one) {
            return one.supporter == edge->supporter && one.fit == edge->fit;
        }));
        ++given[edge->supporter];
        ++placed;
        value += 100 + edge->fit;
    }
    BOOST_TEST(found.placed == placed);
    BOOST_TEST(found.value == value);
    for (std::size_t s = 0; s < given.size(); ++s)
        BOOST_TEST(given[s] <= std::max(0, of.capacities[s]));
}

}  // namespace

BOOST_AUTO_TEST_SUITE(test_auction)

BOOST_AUTO_TEST_CASE(whoever_has_but_one_supporter_gets_her_before_one_who_has_two) {
    const auto found = auction(problem({{{0, 90}, {1, 80}}, {{0, 50}}}, {1, 1}));

    BOOST_TEST(chosen(found) == (std::vector<int>{1, 0}), boost::test_tools::per_element());
    BOOST_TEST(found.value == 330);
}

BOOST_AUTO_TEST_CASE(one_more_person_who_is_placed_weighs_more_than_the_best_fit) {
    const auto found = auction(problem({{{0, 100}, {1, 1}}, {{0, 0}}}, {1, 1}));

    BOOST_TEST(found.placed == 2U);
}

BOOST_AUTO_TEST_CASE(a_row_of_requests_moves_up_to_place_the_last_one) {
    // Each would rather have the supporter before; the last one has no other.
    const auto found = auction(problem(
        {{{0, 90}, {1, 80}}, {{1, 90}, {2, 80}}, {{2, 90}, {3, 80}}, {{0, 10}}}, {1, 1, 1, 1}));

    BOOST_TEST(chosen(found) == (std::vector<int>{1, 2, 3, 0}), boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(a_full_supporter_keeps_those_whom_she_fits_best) {
    const auto found = auction(problem({{{0, 40}}, {{0, 70}}, {{0, 60}}, {{0, 50}}}, {2}));

    BOOST_TEST(chosen(found) == (std::vector<int>{-1, 0, 0, -1}), boost::test_tools::per_element());
    BOOST_TEST(found.value == 330);
}

BOOST_AUTO_TEST_CASE(who_has_no_room_is_given_nobody) {
    const auto found = auction(problem({{{0, 100}, {1, 100}, {2, 0}}}, {0, -3, 1}));

    BOOST_TEST(chosen(found) == (std::vector<int>{2}), boost::test_tools::per_element());
    BOOST_TEST(found.bound == 100);
}

BOOST_AUTO_TEST_CASE(where_nobody_can_be_placed_nothing_is_the_optimum) {
    BOOST_TEST(auction({}).bound == 0);
    const auto found = auction(problem({{}, {{0, 90}}}, {0}));

    BOOST_TEST(chosen(found) == (std::vector<int>{-1, -1}), boost::test_tools::per_element());
    BOOST_TEST(found.bound == 0);
}

BOOST_AUTO_TEST_CASE(among_equals_the_first_named_is_taken_where_there_is_room) {
    const auto found = auction(problem({{{2, 50}, {0, 50}, {1, 50}}}, {1, 1, 1}));

    BOOST_TEST(chosen(found) == (std::vector<int>{2}), boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(equal_input_gives_equal_output) {
    for (std::uint64_t seed = 1; seed <= 10; ++seed) {
        const auto given = random_problem({200, 30, 12, 5}, seed);
        BOOST_TEST(chosen(auction(given)) == chosen(auction(given)),
                   boost::test_tools::per_element());
    }
}

BOOST_AUTO_TEST_CASE(the_order_of_the_requests_does_not_change_what_is_reached) {
    const Size size{300, 40, 12};
    for (std::uint64_t seed = 1; seed <= 20; ++seed) {
        Numbers numbers(seed);
        auto requests = random_requests(size, numbers);
        const auto capacities = random_capacities(size, numbers);
        const auto before = auction(problem(requests, capacities));

        for (std::size_t left = requests.size(); left > 1; --left)
            std::swap(requests[left - 1], requests[numbers.below(left)]);
        for (auto& edges : requests)
            std::reverse(edges.begin(), edges.end());

        BOOST_TEST(auction(problem(requests, capacities)).value == before.value);
    }
}

// Rule: below a thousand placements the bound is the optimum itself, and so is the value.
BOOST_AUTO_TEST_CASE(a_small_batch_is_matched_as_well_as_can_be_and_proves_it) {
    for (std::uint64_t seed = 1; seed <= 400; ++seed) {
        const Size size{1 + seed % 60, 1 + seed % 17, 1 + seed % 9, seed % 3 == 0 ? 3U : 101U};
        const auto given = random_problem(size, seed);
        const auto found = auction(given);

        check_sound(given, found);
        const auto best = optimum(given);
        BOOST_TEST(found.value == best.value);
        BOOST_TEST(found.bound == best.value);
    }
}

// Rule: a place that stays empty costs nothing; else the prices prove too little, or nothing.
// Some of these end their bidding with empty places that do cost.
BOOST_AUTO_TEST_CASE(where_many_places_stay_empty_the_optimum_is_reached_too) {
    for (std::uint64_t seed = 1; seed <= 20; ++seed) {
        const auto given = random_problem({500, 300, 12}, seed);
        const auto found = auction(given);

        check_sound(given, found);
        const auto best = optimum(given);
        BOOST_TEST(found.value == best.value);
        BOOST_TEST(found.bound == best.value);
    }
}

BOOST_AUTO_TEST_CASE(the_bound_of_a_large_batch_is_above_the_optimum_and_hardly_so) {
    for (std::uint64_t seed = 1; seed <= 3; ++seed) {
        const auto given = random_problem({4000, 900, 30}, seed);
        const auto found = auction(given);

        check_sound(given, found);
        const auto best = optimum(given);
        BOOST_REQUIRE(best.placed > 1000U);
        BOOST_TEST(found.bound >= best.value);
        BOOST_TEST(best.value >= found.value);
        BOOST_TEST(found.value * 10'000 >= best.value * 9'995);
        BOOST_TEST((found.bound - found.value) * 1000 <= static_cast<std::int64_t>(found.placed));
    }
}

// All want the same, and none has a reason to give in: prices must still come to an end.
BOOST_AUTO_TEST_CASE(a_crowd_of_equals_is_matched_too) {
    const std::vector<MatchingEdge> same{{0, 50}, {1, 50}, {2, 50}, {3, 50}};
    const auto given = problem(std::vector<std::vector<MatchingEdge>>(500, same), {3, 3, 3, 3});
    const auto found = auction(given);

    check_sound(given, found);
    BOOST_TEST(found.placed == 12U);
    BOOST_TEST(found.bound == found.value);
}

BOOST_AUTO_TEST_SUITE_END()
