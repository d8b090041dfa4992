// The policy that comes with Kith, as a build has it.
#pragma once

#include <boost/test/unit_test.hpp>

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

// All that Kith could know of an access, drawn at random: each fact true, false or unknown.
template <class Random>
policy::Facts random_facts(Random& random) {
    policy::Facts facts;
    for (const auto& known : model::fact_names) {
        const auto draw = random() % 3;
        if (draw != 2) facts.set(known.word, draw == 0);
    }
    return facts;
}

template <class Word, class Random>
Word random_word(Random& random) {
    const auto names = model::names_of(Word{});
    return names[random() % names.size()].word;
}

template <class Random>
policy::Access random_access(Random& random) {
    return {random_word<policy::Capacity>(random),
            random_word<policy::Action>(random),
            random_word<policy::Kind>(random),
            random_word<policy::Purpose>(random),
            random_facts(random),
            RequestId{"r"}};
}

}  // namespace kith::policy_test
