// CPU time of a piece of work, as every program of this bench takes it.
#pragma once

#include <sys/resource.h>

#include <cstdio>
#include <fstream>
#include <iterator>
#include <string>

namespace bench {

inline double cpu_us() {
    rusage used{};
    getrusage(RUSAGE_SELF, &used);
    const auto us = [](const timeval& time) {
        return static_cast<double>(time.tv_sec) * 1e6 + static_cast<double>(time.tv_usec);
    };
    return us(used.ru_utime) + us(used.ru_stime);
}

// One time of it in microseconds, after a warm-up, over as many as fill a part of a second.
template <class Work>
double us_of(const Work& work) {
    constexpr double warm_us = 100'000;
    constexpr double whole_us = 400'000;
    constexpr int between = 20;  // The clock is asked once for so many.
    const auto run_for = [&](double long_us) {
        const auto begin = cpu_us();
        double spent = 0;
        int count = 0;
        do {
            for (int i = 0; i < between; ++i)
                work();
            count += between;
            spent = cpu_us() - begin;
        } while (spent < long_us);
        return spent / count;
    };
    run_for(warm_us);
    return run_for(whole_us);
}

// A line for table.py.
inline void say(const char* name, double us) {
    std::printf("%s\t%.3f\n", name, us);
}

inline std::string file(const std::string& folder, const std::string& name) {
    std::ifstream in(folder + "/" + name, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

}  // namespace bench
