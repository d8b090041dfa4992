// Policies and accesses drawn at random, the same ones in every run and on every machine.
#pragma once

#include <random>

#include "policy/gate.h"

namespace kith::policy_test {

template <class Word>
Word random_word(std::mt19937& random) {
    const auto names = model::names_of(Word{});
    return names[random() % names.size()].word;
}

// All that Kith could know of an access: each fact true, false or unknown.
policy::Facts random_facts(std::mt19937& random);
// Of any cell at all. Under the shipped policy hardly any is permitted.
policy::Access random_access(std::mt19937& random);

// Half of them of any cell. The others of the scope of some permit, with its facts mostly as it
// wants them and the forbids of the cell mostly out of the way: so that much is permitted, and what
// is denied is nearly permitted.
policy::Access drawn_access(const model::Policy& policy, std::mt19937& random);

// What was unknown is false: for readers who know no unknown.
policy::Access all_known(policy::Access access);

// Rules of up to three terms of up to three facts. In every hundred, twenty-eight forbid.
model::Policy random_policy(std::size_t rules, std::mt19937& random);
model::Rule random_rule(std::string id, std::mt19937& random);
model::Rule random_forbid(std::string id, std::mt19937& random);

}  // namespace kith::policy_test
