// Numbers that look random and are the same on every machine: splitmix64, and what is drawn from
// it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

namespace scale {

class Random {
public:
    explicit Random(std::uint64_t seed) : state_(seed) {}

    std::uint64_t next() {
        std::uint64_t mixed = state_ += 0x9E3779B97F4A7C15U;
        mixed = (mixed ^ mixed >> 30) * 0xBF58476D1CE4E5B9U;
        mixed = (mixed ^ mixed >> 27) * 0x94D049BB133111EBU;
        return mixed ^ mixed >> 31;
    }
    std::uint32_t below(std::size_t bound) {
        return static_cast<std::uint32_t>((next() >> 32) * bound >> 32);
    }
    // From 0 up to, but not including, 1.
    double share() { return static_cast<double>(next() >> 11) * 0x1.0p-53; }
    bool chance(std::uint32_t percent) { return below(100) < percent; }
    // The lower ones much more often: the first of 24 comes up once in 5.
    std::uint32_t skewed_below(std::size_t bound) {
        const double share_ = share();
        return static_cast<std::uint32_t>(share_ * share_ * static_cast<double>(bound));
    }

    template <class Value>
    void shuffle(std::vector<Value>& values) {
        for (std::size_t left = values.size(); left > 1; --left)
            std::swap(values[left - 1], values[below(left)]);
    }

private:
    std::uint64_t state_;
};

}  // namespace scale
