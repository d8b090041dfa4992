// Numbers that look random and are the same on every machine, for tests that make their cases up.
#pragma once

#include <cstdint>

namespace kith::tests {

class Numbers {
public:
    explicit Numbers(std::uint64_t seed) : state_(seed * 0x9e3779b97f4a7c15U + 1) {}
    template <class Bound>
    Bound below(Bound bound) {
        state_ = state_ * 6364136223846793005U + 1442695040888963407U;
        return static_cast<Bound>((state_ >> 33) % static_cast<std::uint64_t>(bound));
    }
    bool percent(int chance) { return below(100) < chance; }

private:
    std::uint64_t state_;
};

}  // namespace kith::tests
