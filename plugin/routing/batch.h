// A backlog, or all that a leaving supporter leaves behind, matched at once.
//
// Pure, like router.h: equal inputs give equal choices. RULES.md, "Many at once", says what is
// chosen. Cost: Matcher::best() for each request, then the auction, again where somebody would have
// served both sides of one conflict.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "routing/matcher.h"

namespace kith::routing {

// Of each request so many of those who are eligible take part, the best.
constexpr std::size_t batch_candidates_max = 64;

struct BatchRequest {
    RouteRequest request;
    Earlier earlier;
};

struct Batch {
    std::vector<std::optional<Candidate>> chosen;  // In the order of the requests; empty: nobody.
    std::size_t placed = 0;
    std::int64_t fit = 0;    // The scores of all who were chosen.
    std::int64_t value = 0;  // With what each placement is worth beside its score, auction.h.
    std::int64_t bound = 0;  // No choice among the candidates is worth more.
    // For comparison: how many are placed where each takes the best who is left, in this order.
    std::size_t placed_in_turn = 0;
};

Batch match_together(const std::vector<BatchRequest>& requests, const Matcher& matcher);

}  // namespace kith::routing
