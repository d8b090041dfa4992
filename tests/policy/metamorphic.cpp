// What a change may do to a decision, whatever the decision was. No expected answers: each access
// is decided twice, and the two are held beside each other.
#include <algorithm>
#include <string>
#include <vector>

#include "policy/shipped.h"

namespace kith::policy_test {
namespace {

using model::Policy;
using policy::Access;
using policy::Capacity;
using policy::Fact;
using policy::Gate;

constexpr int accesses_count = 20'000;
constexpr int accesses_for_each_policy = 200;  // Where the policy is what changes.

struct DrawnAccesses {
    std::mt19937 random{1};
    Policy in_force = policy::in_force(shipped());
    Gate gate{in_force};

    Access drawn() { return drawn_access(in_force, random); }

    // The policy that comes with Kith, or one drawn at random: in turn.
    Policy some_policy(int number) {
        return number % 2 == 0 ? in_force : random_policy(50, random);
    }

    // How many permits were lost where `fact` became `truth`. None may be won, except by those in
    // the capacity `but`.
    int lost_by(Fact fact, bool truth, std::optional<Capacity> but = std::nullopt) {
        int lost = 0;
        int won = 0;
        for (int i = 0; i < accesses_count; ++i) {
            auto access = drawn();
            if (access.capacity == but) continue;
            const bool before = gate.decide(access).permitted();
            access.facts.set(fact, truth);
            const bool after = gate.decide(access).permitted();
            if (before && !after) ++lost;
            if (!before && after) ++won;
        }
        BOOST_TEST(won == 0, model::name(fact) << " added " << won << " permits");
        return lost;
    }
};

bool alike(const Gate& one, const Gate& other, const Access& access) {
    const auto first = one.decide(access);
    const auto second = other.decide(access);
    return first.why() == second.why() && first.obligations() == second.obligations() &&
           one.ids(first.rules()) == other.ids(second.rules());
}

void shuffle(Policy& policy, std::mt19937& random) {
    for (auto* rules : {&policy.forbids, &policy.permits, &policy.obliges}) {
        std::ranges::shuffle(*rules, random);
        for (auto& rule : *rules)
            std::ranges::shuffle(rule.when, random);
    }
}

BOOST_FIXTURE_TEST_SUITE(metamorphic, DrawnAccesses)

BOOST_AUTO_TEST_CASE(one_more_forbid_never_adds_a_permit) {
    int lost = 0;
    int won = 0;
    for (int number = 0; number < accesses_count / accesses_for_each_policy; ++number) {
        auto policy = some_policy(number);
        const Gate before(policy);
        policy.forbids.push_back(random_forbid("one-more", random));
        const Gate after(policy);
        for (int i = 0; i < accesses_for_each_policy; ++i) {
            const auto access = drawn_access(policy, random);
            const bool was = before.decide(access).permitted();
            const bool is = after.decide(access).permitted();
            if (was && !is) ++lost;
            if (!was && is) ++won;
        }
    }

    BOOST_REQUIRE(lost > 0);
    BOOST_TEST(won == 0);
}

BOOST_AUTO_TEST_CASE(a_withdrawn_consent_never_adds_a_permit) {
    BOOST_TEST(lost_by(Fact::words_consent, false) > 0);
    BOOST_TEST(lost_by(Fact::name_consent, false) > 0);
}

BOOST_AUTO_TEST_CASE(who_leaves_or_loses_her_accreditation_wins_no_permit) {
    BOOST_TEST(lost_by(Fact::active, false) > 0);
    BOOST_TEST(lost_by(Fact::accredited, false) > 0);
}

// A custodian who was the supporter was kept out for it: without the assignment she is no party.
BOOST_AUTO_TEST_CASE(an_assignment_that_ends_adds_a_permit_for_nobody_but_a_custodian) {
    BOOST_TEST(lost_by(Fact::assigned, false, Capacity::identity_custodian) > 0);
}

BOOST_AUTO_TEST_CASE(a_chain_of_command_or_being_concerned_never_adds_a_permit) {
    BOOST_TEST(lost_by(Fact::in_chain, true) > 0);
    BOOST_TEST(lost_by(Fact::concerned, true) > 0);
}

BOOST_AUTO_TEST_CASE(the_order_of_rules_and_terms_changes_neither_decisions_nor_their_rules) {
    int unlike = 0;
    int permitted = 0;
    int with_six_rules = 0;
    for (int number = 0; number < accesses_count / accesses_for_each_policy; ++number) {
        auto policy = some_policy(number);
        const Gate before(policy);
        shuffle(policy, random);
        const Gate after(policy);
        for (int i = 0; i < accesses_for_each_policy; ++i) {
            const auto access = drawn_access(policy, random);
            const auto decision = before.decide(access);
            if (decision.permitted()) ++permitted;
            if (decision.rules().size() == 6) ++with_six_rules;
            if (!alike(before, after, access)) ++unlike;
        }
    }

    BOOST_REQUIRE(permitted > 0);
    BOOST_REQUIRE(with_six_rules > 0);  // Where some may have been left out.
    BOOST_TEST(unlike == 0);
}

BOOST_AUTO_TEST_CASE(forgetting_a_fact_never_makes_a_decision_more_permissive) {
    int lost = 0;
    int won = 0;
    for (int i = 0; i < accesses_count; ++i) {
        const auto access = drawn();
        const bool was = gate.decide(access).permitted();
        for (const auto& known : model::fact_names) {
            auto less = access;
            less.facts.forget(known.word);
            const bool is = gate.decide(less).permitted();
            if (was && !is) ++lost;
            if (!was && is) ++won;
        }
    }

    BOOST_REQUIRE(lost > 0);
    BOOST_TEST(won == 0);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace kith::policy_test
