// A backlog matched at once: Kith's auction beside LEMON's network simplex and one after another.
//
// bench_batch [REQUESTS SUPPORTERS]: each with capacity for 0.8, 1.0 and 1.3 of the requests.
#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <utility>
#include <vector>

#include "routing/auction.h"
#include "routing/lemon_oracle.h"

namespace {

using kith::routing::MatchingProblem;

constexpr std::size_t candidates_max = 64;
constexpr int runs = 5;

// SplitMix64.
class Dice {
public:
    explicit Dice(std::uint64_t seed) : state_(seed) {}
    std::uint64_t next() {
        std::uint64_t z = state_ += 0x9e3779b97f4a7c15U;
        z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9U;
        z = (z ^ (z >> 27)) * 0x94d049bb133111ebU;
        return z ^ (z >> 31);
    }
    int below(int n) { return static_cast<int>(next() % static_cast<std::uint64_t>(n)); }
    // Small numbers far more often than great ones.
    int skewed(int n) { return below(below(n) + 1); }
    bool percent(int chance) { return below(100) < chance; }

private:
    std::uint64_t state_;
};

// Draws the first of many things far more often than the last, by Zipf's law.
class Shares {
public:
    Shares(int things, double exponent) {
        double sum = 0;
        for (int i = 1; i <= things; ++i)
            up_to_.push_back(sum += 1 / std::pow(i, exponent));
    }
    int draw(Dice& dice) const {
        const double at = up_to_.back() * dice.below(1'000'000) / 1e6;
        return static_cast<int>(std::upper_bound(up_to_.begin(), up_to_.end(), at) -
                                up_to_.begin());
    }

private:
    std::vector<double> up_to_;
};

constexpr int languages = 40;
constexpr int topics = 10;
constexpr int sites = 40;
constexpr int levels = 6;

struct Helper {
    std::uint64_t languages = 0;
    int first_language = 0;
    unsigned topics = 0;
    int site = 0;
    int level = 0;
    int own_fit = 0;
};

std::vector<Helper> helpers(int count, Dice& dice) {
    const Shares spoken(languages, 1.7);
    std::vector<Helper> all;
    for (int i = 0; i < count; ++i) {
        Helper one;
        one.first_language = spoken.draw(dice);
        one.languages = std::uint64_t{1} << one.first_language;
        if (dice.percent(40)) one.languages |= std::uint64_t{1} << spoken.draw(dice);
        for (int topic = 0; topic < topics; ++topic)
            if (dice.percent(50)) one.topics |= 1U << topic;
        one.site = dice.skewed(sites);
        one.level = dice.below(levels);
        one.own_fit = dice.below(26);
        all.push_back(one);
    }
    return all;
}

// The candidates of one request, best first, as many as routing would keep.
void ask(const std::vector<Helper>& all, int scale, Dice& dice, MatchingProblem& problem) {
    static const Shares asked_in(languages, 1.2);
    const int language = asked_in.draw(dice);
    const int topic = dice.skewed(topics);
    const int site = dice.skewed(sites);
    const int level = dice.below(levels);
    std::vector<std::pair<int, std::uint32_t>> found;
    for (std::size_t i = 0; i < all.size(); ++i) {
        const auto& one = all[i];
        const bool fits = (one.languages >> language & 1U) != 0 &&
                          (one.topics >> topic & 1U) != 0 && std::abs(one.level - level) <= 1;
        // The larger the company, the smaller the part of it that she could be sent to.
        if (!fits || dice.below(scale) != 0 || dice.percent(6)) continue;
        const int fit = 30 + (one.first_language == language ? 20 : 10) +
                        (one.site == site ? 10 : 0) + one.own_fit + dice.below(15);
        found.emplace_back(-fit, static_cast<std::uint32_t>(i));
    }
    std::sort(found.begin(), found.end());
    if (found.size() > candidates_max) found.resize(candidates_max);
    for (const auto& [fit, supporter] : found)
        problem.edges.push_back({supporter, -fit});
    problem.begins.push_back(problem.edges.size());
}

MatchingProblem backlog(int requests, int supporters) {
    Dice dice(20261);
    const auto all = helpers(supporters, dice);
    MatchingProblem problem;
    for (int i = 0; i < requests; ++i)
        ask(all, std::max(1, supporters / 2000), dice, problem);
    return problem;
}

// Shares out as many places as are `tenths` of a tenth of the requests.
void give_capacity(MatchingProblem& problem, int supporters, int tenths) {
    Dice dice(5);
    const auto requests = static_cast<int>(problem.requests());
    problem.capacities.assign(static_cast<std::size_t>(supporters), 0);
    for (int place = requests / 10 * tenths; place > 0; --place)
        ++problem.capacities[static_cast<std::size_t>(dice.below(supporters))];
}

struct Figures {
    double ms = 0;
    std::size_t placed = 0;
    std::int64_t value = 0;
};

template <class Work>
Figures measured(Work&& work, int times) {
    Figures figures;
    std::vector<double> all;
    for (int i = 0; i < times; ++i) {
        const auto start = std::chrono::steady_clock::now();
        figures = work();
        const std::chrono::duration<double, std::milli> took =
            std::chrono::steady_clock::now() - start;
        all.push_back(took.count());
    }
    std::sort(all.begin(), all.end());
    figures.ms = all[all.size() / 2];
    return figures;
}

Figures one_after_another(const MatchingProblem& problem) {
    Figures done;
    auto left = problem.capacities;
    for (std::size_t r = 0; r < problem.requests(); ++r) {
        for (auto e = problem.begins[r]; e < problem.begins[r + 1]; ++e) {
            const auto& edge = problem.edges[e];
            if (left[edge.supporter] <= 0) continue;
            --left[edge.supporter];
            ++done.placed;
            done.value += kith::routing::placement_value + edge.fit;
            break;
        }
    }
    return done;
}

std::vector<kith::tests::OracleEdge> oracle_edges(const MatchingProblem& problem) {
    std::vector<kith::tests::OracleEdge> edges;
    for (std::size_t r = 0; r < problem.requests(); ++r)
        for (auto e = problem.begins[r]; e < problem.begins[r + 1]; ++e)
            edges.push_back(
                {r, problem.edges[e].supporter,
                 static_cast<int>(kith::routing::placement_value) + problem.edges[e].fit});
    return edges;
}

void show(const char* what, const Figures& figures) {
    std::printf("  %-18s %9.1f ms  %6zu placed  value %9lld\n", what, figures.ms, figures.placed,
                static_cast<long long>(figures.value));
}

void compare(const MatchingProblem& problem) {
    std::int64_t bound = 0;
    const auto ours = measured(
        [&] {
            const auto found = kith::routing::auction(problem);
            bound = found.bound;
            return Figures{0, found.placed, found.value};
        },
        runs);
    const auto greedy = measured([&] { return one_after_another(problem); }, runs);
    const auto edges = oracle_edges(problem);
    const auto best = measured(
        [&] {
            const auto found =
                kith::tests::lemon_optimum(problem.requests(), problem.capacities, edges);
            return Figures{0, found.placed, found.value};
        },
        edges.size() > 1'000'000 ? 1 : runs);
    show("auction", ours);
    show("network simplex", best);
    show("one after another", greedy);
    const auto share = [](std::int64_t part, std::int64_t all) {
        return 100.0 * static_cast<double>(part) / static_cast<double>(all);
    };
    std::printf("ratio value auction/optimum %.4f %% (>= 99.95), proved %.4f %%, placed %+lld\n",
                share(ours.value, best.value), share(ours.value, bound),
                static_cast<long long>(ours.placed) - static_cast<long long>(best.placed));
    std::printf(
        "ratio time auction/simplex %.3f (<= 0.5), value one after another/optimum %.2f %%\n",
        ours.ms / best.ms, share(greedy.value, best.value));
}

}  // namespace

int main(int argc, char** argv) {
    const int requests = argc > 2 ? std::atoi(argv[1]) : 10'000;
    const int supporters = argc > 2 ? std::atoi(argv[2]) : 2'000;
    auto problem = backlog(requests, supporters);
    std::size_t without = 0;
    for (std::size_t r = 0; r < problem.requests(); ++r)
        without += problem.begins[r] == problem.begins[r + 1] ? 1 : 0;
    std::printf("%d requests, %d supporters, %.1f candidates each, %zu without any\n", requests,
                supporters, static_cast<double>(problem.edges.size()) / requests, without);
    for (const int tenths : {8, 10, 13}) {
        give_capacity(problem, supporters, tenths);
        std::printf("places for %d.%d of the requests\n", tenths / 10, tenths % 10);
        compare(problem);
    }
    return 0;
}
