#include "routing/batch.h"

#include <algorithm>
#include <cstdint>
#include <unordered_map>

#include "routing/auction.h"

namespace kith::routing {
namespace {

// Two requests of the batch that are the two sides of one conflict.
struct Opposed {
    std::size_t one = 0;  // The earlier of the two.
    std::size_t other = 0;
};

std::vector<Opposed> opposed(const std::vector<BatchRequest>& requests) {
    std::unordered_map<EmployeeId, std::vector<std::size_t>> asked_by;
    for (std::size_t i = 0; i < requests.size(); ++i)
        asked_by[requests[i].request.requester].push_back(i);

    std::vector<Opposed> pairs;
    for (std::size_t i = 0; i < requests.size(); ++i)
        for (const auto& concerned : requests[i].request.persons_concerned)
            if (const auto theirs = asked_by.find(concerned); theirs != asked_by.end())
                for (const auto j : theirs->second)
                    if (i != j) pairs.push_back({std::min(i, j), std::max(i, j)});
    return pairs;
}

// Those who may be asked: the wished one or nobody where there is a wish.
std::vector<Candidate> offered_to(const BatchRequest& one, const Matcher& matcher) {
    const auto& wished = one.request.wished;
    auto found = matcher.best(one.request, one.earlier, wished.empty() ? batch_candidates_max : 1);
    if (!wished.empty() && !found.empty() && found.front().supporter != wished) found.clear();
    return found;
}

MatchingProblem problem_of(const std::vector<BatchRequest>& requests, const Matcher& matcher) {
    const auto& roster = matcher.roster();
    MatchingProblem problem;
    for (directory::RosterPlace place = 0; place < roster.size(); ++place)
        problem.capacities.push_back(matcher.room(place));
    for (const auto& one : requests) {
        for (const auto& candidate : offered_to(one, matcher))
            problem.edges.push_back({roster.place(candidate.supporter).value(), candidate.score});
        problem.begins.push_back(problem.edges.size());
    }
    return problem;
}

std::size_t edge_to(std::uint32_t supporter, std::size_t request, const MatchingProblem& problem) {
    auto edge = problem.begins[request];
    while (problem.edges[edge].supporter != supporter)
        ++edge;
    return edge;
}

// Without the edges that are marked; the capacities stay.
MatchingProblem without(const std::vector<bool>& marked, const MatchingProblem& problem) {
    MatchingProblem left;
    left.capacities = problem.capacities;
    for (std::size_t r = 0; r < problem.requests(); ++r) {
        for (auto e = problem.begins[r]; e < problem.begins[r + 1]; ++e)
            if (!marked[e]) left.edges.push_back(problem.edges[e]);
        left.begins.push_back(left.edges.size());
    }
    return left;
}

std::vector<int> rooms_left(const Matching& found, const MatchingProblem& problem) {
    auto left = problem.capacities;
    for (const auto& chosen : found.chosen)
        if (chosen) --left[chosen->supporter];
    return left;
}

// What a request would lose without the supporter it has, were it to go where there is room.
std::int64_t loss(std::size_t request, const Matching& found, const MatchingProblem& problem,
                  const std::vector<int>& left) {
    const auto& chosen = *found.chosen[request];
    std::int64_t elsewhere = 0;
    for (auto e = problem.begins[request]; e < problem.begins[request + 1]; ++e) {
        const auto& edge = problem.edges[e];
        if (edge.supporter != chosen.supporter && left[edge.supporter] > 0)
            elsewhere = std::max(elsewhere, placement_value + edge.fit);
    }
    return placement_value + chosen.fit - elsewhere;
}

// The edges by which one supporter would serve both sides. She stays with whom she would be missed
// more, with the earlier of equals.
std::vector<bool> to_both_sides(const std::vector<Opposed>& pairs, const Matching& found,
                                const MatchingProblem& problem) {
    const auto left = rooms_left(found, problem);
    std::vector<bool> marked(problem.edges.size(), false);
    std::vector<bool> gave_way(problem.requests(), false);
    for (const auto& [one, other] : pairs) {
        const auto& a = found.chosen[one];
        const auto& b = found.chosen[other];
        if (!a || !b || a->supporter != b->supporter || gave_way[one] || gave_way[other]) continue;
        const bool first_stays =
            loss(one, found, problem, left) >= loss(other, found, problem, left);
        const auto yields = first_stays ? other : one;
        marked[edge_to(a->supporter, yields, problem)] = true;
        gave_way[yields] = true;
    }
    return marked;
}

// The first bound holds for what comes after it: there the choice is smaller.
Matching matched_apart(MatchingProblem problem, const std::vector<Opposed>& pairs) {
    auto found = auction(problem);
    const auto bound = found.bound;
    for (;;) {
        const auto marked = to_both_sides(pairs, found, problem);
        if (std::find(marked.begin(), marked.end(), true) == marked.end()) break;
        problem = without(marked, problem);
        found = auction(problem);
    }
    found.bound = bound;
    return found;
}

// How many are placed where each takes the best who is left.
std::size_t placed_in_turn(const MatchingProblem& problem, const std::vector<Opposed>& pairs) {
    std::vector<std::vector<std::size_t>> against(problem.requests());
    for (const auto& [one, other] : pairs)
        against[other].push_back(one);

    auto left = problem.capacities;
    std::vector<std::optional<std::uint32_t>> chosen(problem.requests());
    std::size_t placed = 0;
    for (std::size_t r = 0; r < problem.requests(); ++r) {
        for (auto e = problem.begins[r]; e < problem.begins[r + 1] && !chosen[r]; ++e) {
            const auto supporter = problem.edges[e].supporter;
            const bool both = std::any_of(against[r].begin(), against[r].end(), [&](auto earlier) {
                return chosen[earlier] == supporter;
            });
            if (left[supporter] <= 0 || both) continue;
            --left[supporter];
            chosen[r] = supporter;
            ++placed;
        }
    }
    return placed;
}

}  // namespace

Batch match_together(const std::vector<BatchRequest>& requests, const Matcher& matcher) {
    const auto problem = problem_of(requests, matcher);
    const auto pairs = opposed(requests);
    const auto matching = matched_apart(problem, pairs);

    Batch batch;
    batch.placed = matching.placed;
    batch.value = matching.value;
    batch.bound = matching.bound;
    batch.placed_in_turn = placed_in_turn(problem, pairs);
    batch.chosen.resize(requests.size());
    for (std::size_t r = 0; r < requests.size(); ++r) {
        const auto& edge = matching.chosen[r];
        if (!edge) continue;
        batch.chosen[r] = Candidate{matcher.roster().supporter(edge->supporter).id, edge->fit};
        batch.fit += edge->fit;
    }
    return batch;
}

}  // namespace kith::routing
