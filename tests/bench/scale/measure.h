// Times, and what is told of them.
#pragma once

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <vector>

namespace scale {

using Microseconds = std::vector<double>;

template <class Work>
double timed(Work&& work) {
    const auto start = std::chrono::steady_clock::now();
    work();
    return std::chrono::duration<double, std::micro>(std::chrono::steady_clock::now() - start)
        .count();
}

inline double quantile(Microseconds times, double share) {
    if (times.empty()) return 0;
    std::sort(times.begin(), times.end());
    return times[static_cast<std::size_t>(share * static_cast<double>(times.size() - 1))];
}

inline double per_second(const Microseconds& times) {
    double all = 0;
    for (const auto time : times)
        all += time;
    return all > 0 ? 1e6 * static_cast<double>(times.size()) / all : 0;
}

}  // namespace scale
