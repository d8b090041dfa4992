// Several reasons at once, as a value.
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "routing/exclusion.h"

namespace kith::routing {

class Exclusions {
public:
    void add_if(Exclusion exclusion, bool holds) {
        bits_ |= std::uint32_t{holds} << static_cast<unsigned>(exclusion);
    }
    bool none() const { return bits_ == 0; }
    Exclusions& operator|=(const Exclusions& other) {
        bits_ |= other.bits_;
        return *this;
    }

    // In the order of the enumeration.
    std::vector<Exclusion> list() const {
        std::vector<Exclusion> all;
        all.reserve(static_cast<std::size_t>(std::popcount(bits_)));
        for (std::uint32_t left = bits_; left != 0; left &= left - 1)
            all.push_back(static_cast<Exclusion>(std::countr_zero(left)));
        return all;
    }

private:
    std::uint32_t bits_ = 0;
};

}  // namespace kith::routing
