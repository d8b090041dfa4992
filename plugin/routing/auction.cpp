#include "routing/auction.h"

#include <algorithm>
#include <limits>
#include <numeric>

#include "base/fault.h"

namespace kith::routing {
namespace {

using Price = std::int32_t;

// Prices are thousandths of a point.
constexpr Price point = 1000;
constexpr Price never = std::numeric_limits<Price>::max() / 2;  // Of who takes nobody.

// A bid goes so much above what would just do. Wide steps find soon about what a place costs,
// narrow ones then what exactly; only the last say how far from the optimum the end may be.
constexpr Price steps[] = {10'000, 1'000, 100, 10, 1};
// By how many of its steps a round's prices may be too high. Fewer make the next round short and
// leave more places empty at its end, more the other way round; four was fastest.
constexpr Price steps_too_high = 4;

constexpr auto nothing = std::numeric_limits<std::uint32_t>::max();

// Each request is nowhere, or at one of its edges, and then in its supporter's bids. All the time:
// nobody who is placed could have more than a step more elsewhere at the prices as they stand.
class Auction {
public:
    explicit Auction(const MatchingProblem& problem)
        : problem_(problem),
          houses_(problem.capacities.size()),
          prices_(problem.capacities.size(), 0),
          at_(problem.requests(), nothing) {
        KITH_ASSERT(problem.edges.size() < nothing &&
                    problem.begins.back() == problem.edges.size());
        std::vector<std::size_t> wanted(houses_.size(), 0);
        for (const auto& edge : problem.edges)
            ++wanted[edge.supporter];
        std::size_t end = 0;
        for (std::size_t s = 0; s < houses_.size(); ++s) {
            const auto capacity = static_cast<std::size_t>(std::max(0, problem.capacities[s]));
            houses_[s] = {end, end, end + std::min(capacity, wanted[s])};
            end = houses_[s].end;
            if (capacity == 0) prices_[s] = never;
        }
        bids_.resize(end);
    }

    Matching run() {
        Price too_high = 0;
        for (const Price step : steps) {
            empty_houses(too_high);
            bid_until_settled(step);
            too_high = steps_too_high * step;
        }
        fill_empty_places();
        return result();
    }

private:
    // One supporter's places: a range of bids_, of which the first are taken. They are a heap with
    // the lowest bid first, which is also what a place costs once none is left.
    struct House {
        std::size_t begin = 0;
        std::size_t taken_to = 0;
        std::size_t end = 0;
        bool is_full() const { return taken_to == end; }
    };
    struct Bid {
        Price amount = 0;
        std::uint32_t request = 0;
    };
    struct Backward {
        std::uint32_t request = 0;
        std::uint32_t edge = 0;
    };
    using BackwardEdges = std::vector<std::vector<Backward>>;  // By supporter.

    static bool is_higher(const Bid& a, const Bid& b) {
        return a.amount != b.amount ? a.amount > b.amount : a.request > b.request;
    }
    auto bid(std::size_t place) { return bids_.begin() + static_cast<std::ptrdiff_t>(place); }

    Price worth(std::size_t edge) const {
        return point * (static_cast<Price>(placement_value) + problem_.edges[edge].fit);
    }
    // What a request would have of it: its worth less what it costs.
    Price gain(std::size_t edge) const {
        return worth(edge) - prices_[problem_.edges[edge].supporter];
    }
    Price gain_now(std::size_t request) const {
        return at_[request] == nothing ? 0 : gain(at_[request]);
    }

    void empty_houses(Price too_high) {
        for (std::size_t s = 0; s < houses_.size(); ++s) {
            houses_[s].taken_to = houses_[s].begin;
            if (prices_[s] != never) prices_[s] = std::max(0, prices_[s] - too_high);
        }
    }

    void bid_until_settled(Price step) {
        std::vector<std::uint32_t> asking(problem_.requests());
        std::iota(asking.begin(), asking.end(), 0U);
        std::vector<std::uint32_t> outbid;
        while (!asking.empty()) {
            for (const auto request : asking)
                if (const auto loser = bid_for_best(request, step)) outbid.push_back(*loser);
            asking.swap(outbid);
            outbid.clear();
        }
    }

    // Whoever loses her place by it. Nobody where the request gives up, or a place was empty.
    std::optional<std::uint32_t> bid_for_best(std::uint32_t request, Price step) {
        Price best = 0;
        Price second = 0;
        at_[request] = nothing;
        for (auto e = problem_.begins[request]; e < problem_.begins[request + 1]; ++e) {
            const Price here = gain(e);
            if (here > best) {
                second = best;
                best = here;
                at_[request] = static_cast<std::uint32_t>(e);
            } else {
                second = std::max(second, here);
            }
        }
        if (at_[request] == nothing) return std::nullopt;
        return take(problem_.edges[at_[request]].supporter,
                    {worth(at_[request]) - second + step, request});
    }

    std::optional<std::uint32_t> take(std::uint32_t supporter, Bid offer) {
        auto& house = houses_[supporter];
        std::optional<std::uint32_t> loser;
        if (house.is_full()) {
            std::pop_heap(bid(house.begin), bid(house.end), is_higher);
            loser = bids_[--house.taken_to].request;
        }
        bids_[house.taken_to++] = offer;
        std::push_heap(bid(house.begin), bid(house.taken_to), is_higher);
        if (house.is_full()) prices_[supporter] = bids_[house.begin].amount;
        return loser;
    }

    // Prices prove something only where an empty place costs nothing. Who has one that costs
    // lowers her price until it draws somebody, perhaps away from a place that then is empty, or
    // is nothing. Prices only fall and nobody has less than before, so it ends.
    void fill_empty_places() {
        std::vector<std::uint32_t> open;
        for (std::uint32_t s = 0; s < houses_.size(); ++s)
            if (has_costly_place(s)) open.push_back(s);
        if (open.empty()) return;

        const auto wooed = backward_edges();
        while (!open.empty()) {
            const auto supporter = open.back();
            if (!has_costly_place(supporter)) {
                open.pop_back();
                continue;
            }
            const auto left = lower_price(supporter, wooed[supporter]);
            if (left != nothing && has_costly_place(left)) open.push_back(left);
        }
    }

    bool has_costly_place(std::uint32_t supporter) const {
        return !houses_[supporter].is_full() && prices_[supporter] > 0;
    }

    // The supporter whom somebody left for this one; nothing where nobody did.
    std::uint32_t lower_price(std::uint32_t supporter, const std::vector<Backward>& wooed) {
        Price most = 0;  // What somebody would pay and have no less than now.
        Price second = 0;
        Backward first{nothing, nothing};
        for (const auto& one : wooed) {
            if (at_[one.request] == one.edge) continue;
            const Price pays = worth(one.edge) - gain_now(one.request);
            if (pays > most) {
                second = most;
                most = pays;
                first = one;
            } else {
                second = std::max(second, pays);
            }
        }
        prices_[supporter] = std::max(0, second - steps[std::size(steps) - 1]);
        if (first.request == nothing) return nothing;

        const auto before = at_[first.request];
        at_[first.request] = first.edge;
        ++houses_[supporter].taken_to;  // From here on only the number of those taken counts.
        if (before == nothing) return nothing;
        const auto left = problem_.edges[before].supporter;
        --houses_[left].taken_to;
        return left;
    }

    BackwardEdges backward_edges() const {
        BackwardEdges all(houses_.size());
        for (std::uint32_t r = 0; r < at_.size(); ++r)
            for (auto e = problem_.begins[r]; e < problem_.begins[r + 1]; ++e)
                all[problem_.edges[e].supporter].push_back({r, static_cast<std::uint32_t>(e)});
        return all;
    }

    Matching result() const {
        Matching found;
        found.chosen.resize(at_.size());
        std::int64_t bound = 0;
        for (std::size_t s = 0; s < houses_.size(); ++s)
            bound += static_cast<std::int64_t>(houses_[s].end - houses_[s].begin) * prices_[s];
        for (std::size_t r = 0; r < at_.size(); ++r) {
            Price most = 0;
            for (auto e = problem_.begins[r]; e < problem_.begins[r + 1]; ++e)
                most = std::max(most, gain(e));
            bound += most;
            if (at_[r] == nothing) continue;
            found.chosen[r] = problem_.edges[at_[r]];
            ++found.placed;
            found.value += placement_value + found.chosen[r]->fit;
        }
        found.bound = bound / point;
        return found;
    }

    const MatchingProblem& problem_;
    std::vector<House> houses_;  // By supporter.
    std::vector<Price> prices_;  // By supporter: what her next place costs.
    std::vector<Bid> bids_;
    std::vector<std::uint32_t> at_;  // By request: the edge that it has, or nothing.
};

}  // namespace

Matching auction(const MatchingProblem& problem) {
    return Auction(problem).run();
}

}  // namespace kith::routing
