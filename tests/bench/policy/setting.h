// What every engine of this benchmark is given: one random policy, and accesses whose facts are all
// known, so that all must answer alike.
#pragma once

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <vector>

#include "policy/drawn.h"

namespace kith::bench {

inline void must(bool good, const char* what) {
    if (good) return;
    std::fprintf(stderr, "bench: %s\n", what);
    std::exit(1);
}

struct Setting {
    explicit Setting(std::size_t rules) : gate(policy = drawn(rules)) {
        std::mt19937 random(2);
        for (int i = 0; i < 20'000; ++i) {
            accesses.push_back(policy_test::all_known(policy_test::drawn_access(policy, random)));
            permitted.push_back(gate.decide(accesses.back()).permitted());
        }
    }
    static model::Policy drawn(std::size_t rules) {
        std::mt19937 random(1);
        return policy_test::random_policy(rules, random);
    }

    model::Policy policy;
    policy::Gate gate;
    std::vector<policy::Access> accesses;
    std::vector<bool> permitted;
};

using Clock = std::chrono::steady_clock;

// One engine's round: as many accesses as it decides in `seconds_max`, all of them at most.
class Round {
public:
    explicit Round(double seconds_max = 2)
        : end_(begin_ + std::chrono::duration<double>(seconds_max)) {}
    bool goes_on() const { return Clock::now() < end_; }
    template <class Work>
    void one(Work work) {
        const auto start = Clock::now();
        work();
        times_us_.push_back(
            std::chrono::duration<double, std::micro>(Clock::now() - start).count());
    }
    // engine, rules, decisions a second, p50 and p99 in microseconds, how many. Sorts the times.
    void tell(const char* engine, std::size_t rules, double rate = 0) {
        double sum = 0;
        for (const auto time : times_us_)
            sum += time;
        const auto count = static_cast<double>(times_us_.size());
        std::sort(times_us_.begin(), times_us_.end());
        std::printf("%s\t%zu\t%.1f\t%.3f\t%.3f\t%.0f\n", engine, rules,
                    rate > 0 ? rate : count / sum * 1e6, quantile(0.5), quantile(0.99), count);
    }

private:
    double quantile(double share) const {
        return times_us_[static_cast<std::size_t>(share *
                                                  static_cast<double>(times_us_.size() - 1))];
    }

    Clock::time_point begin_ = Clock::now();
    std::chrono::time_point<Clock, std::chrono::duration<double, std::nano>> end_;
    std::vector<double> times_us_;
};

}  // namespace kith::bench
