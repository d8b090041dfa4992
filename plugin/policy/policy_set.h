// The layers of a policy, and what is in force where they lie on each other.
#pragma once

#include <string>

#include "model/policy.h"
#include "policy/gate.h"

namespace kith::policy {

struct PolicySet {
    // Forbids, obliges, invariants and the examples that every tenant keeps. Signed; no site can
    // take anything from it.
    model::Policy constitution;
    model::Policy shipped;  // The permits that come with Kith.
    model::Policy site;     // What a manifest adds, and which shipped permits it withdraws.
};

// One policy of all three, without the shipped permits that the site withdrew.
model::Policy in_force(const PolicySet& set);

// What an instance decides by.
struct InForce {
    InForce(const PolicySet& set, std::string its_hash)
        : policy(in_force(set)), gate(policy), hash(std::move(its_hash)) {}

    model::Policy policy;
    Gate gate;
    std::string hash;  // SHA-256 of all layers, hexadecimal: in every record of the audit log.
};

}  // namespace kith::policy
