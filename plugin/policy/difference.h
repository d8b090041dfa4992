// Which requests two policies answer otherwise.
#pragma once

#include <vector>

#include "policy/gate.h"

namespace kith::policy {

struct Changed {
    Access access;  // With the fewest facts that show it.
    bool permitted_before = false;
};

// For every cell at most one request that became permitted and one that became denied. Complete:
// every fact that a rule of the cell asks for is tried as true, false and unknown.
std::vector<Changed> difference(const model::Policy& before, const model::Policy& after);

}  // namespace kith::policy
