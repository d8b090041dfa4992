// Who could read something, computed from the policy in force.
#pragma once

#include <vector>

#include "policy/gate.h"

namespace kith::policy {

struct Reader {
    Capacity capacity = Capacity::requester;
    Purpose purpose = Purpose::peer_support;
    Words<Fact> once;  // What must become true first: "assigned".
};

// Whoever may ever read this kind of thing, Kith's own routing left out. `given` is what is settled
// already, of a draft for example that no name is given.
std::vector<Reader> readers(const model::Policy& policy, Kind kind, const Facts& given);

}  // namespace kith::policy
