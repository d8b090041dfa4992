// Matches many requests to supporters at once: as much fit as there can be, under everybody's
// capacity.
//
// An auction on plain numbers. Requests bid for supporters; who is outbid bids again, or gives up
// where nobody is worth her price. Whole numbers only and one thread, so every machine gives the
// same. Memory: in proportion to the edges.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

namespace kith::routing {

// What a placement is worth beside its fit of 0 to 100 points: one more person who is listened to
// weighs as much as the best fit there can be.
constexpr std::int64_t placement_value = 100;

// Somebody who may serve a request, and how well she fits.
struct MatchingEdge {
    std::uint32_t supporter = 0;
    std::int32_t fit = 0;  // 0 to 100.
};

struct MatchingProblem {
    // Request r has the edges from begins[r] up to begins[r + 1]; one entry more than requests.
    std::vector<std::size_t> begins{0};
    std::vector<MatchingEdge> edges;  // No supporter twice within a request.
    std::vector<int> capacities;      // By supporter; 0 or less takes nobody.

    std::size_t requests() const { return begins.size() - 1; }
};

struct Matching {
    std::vector<std::optional<MatchingEdge>> chosen;  // By request; empty: nobody.
    std::size_t placed = 0;
    std::int64_t value = 0;  // placement_value and fit, of all who are placed.
    // No matching is worth more: the prices at the end prove it. Where fewer than 1000 are placed
    // it is `value` itself, else at most a thousandth of a point for each of them above.
    std::int64_t bound = 0;
};

Matching auction(const MatchingProblem& problem);

}  // namespace kith::routing
