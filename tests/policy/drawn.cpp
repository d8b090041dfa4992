#include "policy/drawn.h"

#include <utility>

#include "policy/proof.h"

namespace kith::policy_test {
namespace {

using model::Fact;
using model::Term;
using model::Words;
using policy::Access;
using policy::Facts;

bool one_in(unsigned count, std::mt19937& random) {
    return random() % count == 0;
}

// All words of the list, or one to three of them.
template <class Word>
Words<Word> random_words(std::mt19937& random) {
    if (one_in(4, random)) return Words<Word>::all();
    Words<Word> words;
    for (auto left = 1 + random() % 3; left > 0; --left)
        words.add(random_word<Word>(random));
    return words;
}

template <class Word>
Word one_of(Words<Word> words, std::mt19937& random) {
    for (;;)
        if (const auto word = random_word<Word>(random); words.has(word)) return word;
}

// No fact is in both lists: such a term could never be true.
Term random_term(std::mt19937& random) {
    Term term;
    for (auto left = 1 + random() % 3; left > 0; --left) {
        const auto fact = random_word<Fact>(random);
        if ((term.all | term.none).has(fact)) continue;
        (one_in(2, random) ? term.all : term.none).add(fact);
    }
    return term;
}

void mostly_make_true(const Term& term, Facts& facts, std::mt19937& random) {
    for (const auto& known : model::fact_names)
        if ((term.all | term.none).has(known.word) && !one_in(12, random))
            facts.set(known.word, term.all.has(known.word));
}

// One fact that nothing wants otherwise is enough.
void mostly_make_false(const Term& term, Words<Fact> wanted, Facts& facts, std::mt19937& random) {
    if (one_in(12, random)) return;
    const auto free = (term.all | term.none).without(wanted);
    if (!free.empty()) {
        const auto fact = one_of(free, random);
        facts.set(fact, term.none.has(fact));
    }
}

}  // namespace

Facts random_facts(std::mt19937& random) {
    Facts facts;
    for (const auto& known : model::fact_names) {
        const auto draw = random() % 3;
        if (draw != 2) facts.set(known.word, draw == 0);
    }
    return facts;
}

// One draw after the other: in one list of arguments the order would be the compiler's.
Access random_access(std::mt19937& random) {
    Access access;
    access.capacity = random_word<policy::Capacity>(random);
    access.action = random_word<policy::Action>(random);
    access.kind = random_word<policy::Kind>(random);
    access.purpose = random_word<policy::Purpose>(random);
    access.facts = random_facts(random);
    access.request = RequestId{"r"};
    return access;
}

Access drawn_access(const model::Policy& policy, std::mt19937& random) {
    auto access = random_access(random);
    if (policy.permits.empty() || one_in(2, random)) return access;

    const auto& permit = policy.permits[random() % policy.permits.size()];
    access.capacity = one_of(permit.scope.as, random);
    access.action = one_of(permit.scope.actions, random);
    access.kind = one_of(permit.scope.kinds, random);
    access.purpose = one_of(permit.scope.purposes, random);

    const auto term = permit.when.empty() ? Term{} : permit.when[random() % permit.when.size()];
    for (const auto& forbidden : policy::forbids_of(policy, access))
        mostly_make_false(forbidden, term.all | term.none, access.facts, random);
    mostly_make_true(term, access.facts, random);
    return access;
}

Access all_known(Access access) {
    for (const auto& known : model::fact_names)
        if (!access.facts[known.word]) access.facts.set(known.word, false);
    return access;
}

model::Rule random_rule(std::string id, std::mt19937& random) {
    model::Rule rule;
    rule.id = std::move(id);
    rule.scope.as = random_words<model::Capacity>(random);
    rule.scope.actions = random_words<model::Action>(random);
    rule.scope.kinds = random_words<model::Kind>(random);
    rule.scope.purposes = random_words<model::Purpose>(random);
    for (auto left = random() % 4; left > 0; --left)
        rule.when.push_back(random_term(random));
    return rule;
}

// Of a few kinds and capacities: one that spoke of everything would leave nothing to be permitted.
model::Rule random_forbid(std::string id, std::mt19937& random) {
    auto rule = random_rule(std::move(id), random);
    rule.scope.as = {random_word<model::Capacity>(random), random_word<model::Capacity>(random)};
    rule.scope.kinds = {random_word<model::Kind>(random), random_word<model::Kind>(random)};
    return rule;
}

model::Policy random_policy(std::size_t rules, std::mt19937& random) {
    model::Policy policy;
    const auto forbids = rules * 28 / 100;
    for (std::size_t i = 0; i < forbids; ++i)
        policy.forbids.push_back(random_forbid("forbid-" + std::to_string(i), random));
    for (std::size_t i = forbids; i < rules; ++i) {
        policy.permits.push_back(random_rule("permit-" + std::to_string(i), random));
        policy.permits.back().obligations = random_words<model::Obligation>(random);
    }
    for (std::size_t i = 0; i < rules / 10; ++i) {
        policy.obliges.push_back(random_rule("oblige-" + std::to_string(i), random));
        policy.obliges.back().when.clear();  // An oblige has a scope and nothing else.
        policy.obliges.back().obligations = random_words<model::Obligation>(random);
    }
    return policy;
}

}  // namespace kith::policy_test
