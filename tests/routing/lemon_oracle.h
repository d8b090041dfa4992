// The best matching there is, by LEMON's network simplex: what the auction is held against.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace kith::tests {

struct OracleEdge {
    std::size_t request = 0;
    std::size_t supporter = 0;
    int value = 0;
};

struct Optimum {
    std::int64_t value = 0;
    std::size_t placed = 0;
};

Optimum lemon_optimum(std::size_t requests, const std::vector<int>& capacities,
                      const std::vector<OracleEdge>& edges);

}  // namespace kith::tests
