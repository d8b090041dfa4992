// The constitution: signed, proved against any policy, and without a rule that nothing would miss.
#include <algorithm>
#include <set>

#include "crypto/signing.h"
#include "manifest/manifest.h"
#include "policy/shipped.h"

namespace kith::policy_test {
namespace {

using model::Rule;
using policy::Access;
using policy::Facts;
using policy::Gate;
using policy::Kind;
using policy::Permits;
using policy::PolicySet;

bool sound(const PolicySet& set) {
    return !has_errors(policy::problems(set, every_obligation()));
}

// Not this and not that is one of the facts of each term turned round, for every way to choose.
model::Condition negated(const model::Condition& condition) {
    model::Condition found{{}};
    for (const auto& term : condition) {
        model::Condition next;
        for (const auto& so_far : found) {
            for (const auto& known : model::fact_names) {
                auto more = so_far;
                if (term.all.has(known.word)) more.none.add(known.word);
                if (term.none.has(known.word)) more.all.add(known.word);
                if (!(more == so_far)) next.push_back(more);
            }
        }
        found = std::move(next);
    }
    return found;
}

struct Mutant {
    std::string rule;
    std::string how;
    PolicySet set;
};

using Rules = std::vector<Rule> model::Policy::*;

void add_mutants(std::vector<Mutant>& mutants, const PolicySet& set, Rules rules) {
    for (std::size_t i = 0; i < (set.constitution.*rules).size(); ++i) {
        const auto& rule = (set.constitution.*rules)[i];
        Mutant dropped{rule.id, "dropped", set};
        auto& list = dropped.set.constitution.*rules;
        list.erase(list.begin() + static_cast<long>(i));
        mutants.push_back(std::move(dropped));
        if (rule.when.empty()) continue;  // Turned round it would never hold: the same as dropped.
        Mutant turned{rule.id, "turned round", set};
        auto& when = (turned.set.constitution.*rules)[i].when;
        when = negated(when);
        mutants.push_back(std::move(turned));
    }
}

// One alternative of a rule dropped, one fact of one alternative dropped.
void add_weaker_terms(std::vector<Mutant>& mutants, const PolicySet& set) {
    for (std::size_t i = 0; i < set.constitution.forbids.size(); ++i) {
        const auto& rule = set.constitution.forbids[i];
        for (std::size_t t = 0; t < rule.when.size() && rule.when.size() > 1; ++t) {
            Mutant one{rule.id, "without alternative " + std::to_string(t + 1), set};
            auto& when = one.set.constitution.forbids[i].when;
            when.erase(when.begin() + static_cast<long>(t));
            mutants.push_back(std::move(one));
        }
    }
}

// One capacity, action, kind or purpose that a rule names, taken out of it.
template <class Word>
void add_narrower(std::vector<Mutant>& mutants, const PolicySet& set,
                  model::Words<Word> model::Scope::*part) {
    for (std::size_t i = 0; i < set.constitution.forbids.size(); ++i) {
        const auto& rule = set.constitution.forbids[i];
        const auto words = rule.scope.*part;
        for (const auto& known : model::names_of(Word{})) {
            if (!words.has(known.word) || words == model::Words<Word>::all()) continue;
            Mutant one{rule.id, "without " + std::string(known.name), set};
            (one.set.constitution.forbids[i].scope.*part).remove(known.word);
            mutants.push_back(std::move(one));
        }
    }
}

BOOST_AUTO_TEST_SUITE(constitution)

BOOST_AUTO_TEST_CASE(it_loads_and_every_invariant_is_proved_against_any_policy) {
    const auto set = shipped();
    BOOST_TEST(set.constitution.invariants.size() >= 20U);
    const auto broken = policy::broken_invariants(set.constitution, set.constitution.invariants,
                                                  Permits::any_permit);
    for (const auto& one : broken)
        BOOST_ERROR(one.invariant << ": " << policy::sentence(one.access));
    for (const auto& finding : policy::problems(set, every_obligation()))
        BOOST_ERROR(finding.line << ": " << finding.what);
}

BOOST_AUTO_TEST_CASE(it_permits_nothing_itself_so_that_no_proof_leans_on_a_permit) {
    BOOST_TEST(shipped().constitution.permits.empty());
    BOOST_TEST(shipped().shipped.forbids.empty());
}

BOOST_AUTO_TEST_CASE(a_changed_byte_or_another_key_is_not_the_constitution) {
    const auto key = crypto::from_base64(manifest::constitution_key());
    const auto signature = crypto::from_base64(manifest::constitution_signature());
    BOOST_REQUIRE((key && signature && key->size() == 32));
    crypto::PublicKey public_key{};
    std::copy(key->begin(), key->end(), public_key.begin());
    std::string text(manifest::constitution_text());
    BOOST_REQUIRE(crypto::verifies(public_key, text, *signature));

    auto other = text;
    other[other.find("concerned")] = 'C';
    BOOST_TEST(!crypto::verifies(public_key, other, *signature));
    public_key[0] ^= 1;
    BOOST_TEST(!crypto::verifies(public_key, text, *signature));
}

BOOST_AUTO_TEST_CASE(every_rule_dropped_turned_round_or_narrowed_is_missed) {
    const auto set = shipped();
    BOOST_REQUIRE(sound(set));
    std::vector<Mutant> mutants;
    add_mutants(mutants, set, &model::Policy::forbids);
    add_mutants(mutants, set, &model::Policy::obliges);
    add_weaker_terms(mutants, set);
    add_narrower(mutants, set, &model::Scope::as);
    add_narrower(mutants, set, &model::Scope::actions);
    add_narrower(mutants, set, &model::Scope::kinds);
    add_narrower(mutants, set, &model::Scope::purposes);
    BOOST_REQUIRE(mutants.size() > 100);

    int missed = 0;
    for (const auto& mutant : mutants) {
        if (sound(mutant.set))
            BOOST_ERROR("nothing misses " << mutant.rule << ", " << mutant.how);
        else
            ++missed;
    }
    BOOST_TEST_MESSAGE(missed << " of " << mutants.size() << " changes to a rule are noticed");
}

BOOST_AUTO_TEST_CASE(every_shipped_permit_can_come_true_and_has_an_example_that_misses_it) {
    const auto set = shipped();
    const auto policy = policy::in_force(set);
    for (const auto& permit : set.shipped.permits) {
        bool alive = false;
        policy::each_cell(permit.scope, [&](const Access& cell) {
            for (const auto& term : permit.when.empty() ? model::Condition{{}} : permit.when) {
                const auto given = policy::made_true(term, {});
                if (given &&
                    policy::way_past(policy::forbids_of(policy, cell), *given, std::nullopt))
                    alive = true;
            }
        });
        BOOST_TEST(alive, permit.id);
    }
    for (const auto& id : policy::untested_rules(set))
        BOOST_ERROR("nothing would miss " << id);
}

BOOST_AUTO_TEST_CASE(no_policy_at_all_can_give_an_office_a_word_or_a_name) {
    PolicySet generous = shipped();
    generous.site.permits.push_back({"everything", {}, {}, {}, {}});
    const Gate gate(policy::in_force(generous));
    int permitted = 0;
    policy::each_cell({}, [&](Access access) {
        access.facts = Facts::all_false();
        for (const auto fact :
             {policy::Fact::active, policy::Fact::assigned, policy::Fact::words_consent,
              policy::Fact::name_consent, policy::Fact::cohort_met, policy::Fact::reauthenticated})
            access.facts.set(fact, true);
        if (!gate.decide(access).permitted()) return;
        ++permitted;
        const bool words = access.kind == Kind::request_content ||
                           access.kind == Kind::conversation ||
                           access.kind == Kind::request_identity;
        BOOST_TEST((!words || access.capacity == policy::Capacity::peer_supporter ||
                    access.capacity == policy::Capacity::library));
    });
    BOOST_TEST(permitted > 0);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace kith::policy_test
