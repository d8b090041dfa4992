// Several reasons at once, as a value.
#pragma once

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
    bool has(Exclusion exclusion) const {
        return (bits_ >> static_cast<unsigned>(exclusion) & 1U) != 0;
    }
    Exclusions& operator|=(const Exclusions& other) {
        bits_ |= other.bits_;
        return *this;
    }

    // In the order of the enumeration.
    std::vector<Exclusion> list() const {
        std::vector<Exclusion> all;
        for (unsigned i = 0; i <= static_cast<unsigned>(Exclusion::asked_before); ++i)
            if (has(static_cast<Exclusion>(i))) all.push_back(static_cast<Exclusion>(i));
        return all;
    }

private:
    std::uint32_t bits_ = 0;
};

}  // namespace kith::routing
