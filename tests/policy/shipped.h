// The policy that comes with Kith, as a build has it.
#pragma once

#include <boost/test/unit_test.hpp>

#include "policy/drawn.h"
#include "policy/problems.h"
#include "policy/proof.h"
#include "service/load_policy.h"

namespace kith::policy_test {

inline policy::PolicySet shipped(const model::Policy& site = {}) {
    const auto set = service::policy_set(site);
    BOOST_REQUIRE_MESSAGE(set, "the constitution is not signed by the key beside it");
    return *set;
}

inline policy::Words<policy::Obligation> every_obligation() {
    return policy::Words<policy::Obligation>::all();
}

}  // namespace kith::policy_test
