// A manifest's own policy: what it may add, what it may not, and what its author is told.
#include <algorithm>

#include "policy/difference.h"
#include "policy/explain.h"
#include "policy/readers.h"
#include "policy/shipped.h"

namespace kith::policy_test {
namespace {

using model::Rule;
using policy::Action;
using policy::Capacity;
using policy::Fact;
using policy::Facts;
using policy::Kind;
using policy::Purpose;

Rule rule(std::string id, Capacity as, Action action, Kind kind, Purpose purpose) {
    Rule made;
    made.id = std::move(id);
    made.scope.as = {as};
    made.scope.actions = {action};
    made.scope.kinds = {kind};
    made.scope.purposes = {purpose};
    made.written = {"site.xml", 7};
    return made;
}

Findings problems_of(const model::Policy& site) {
    return policy::problems(shipped(site), every_obligation());
}

bool says(const Findings& findings, std::string_view part) {
    return std::ranges::any_of(findings, [&](const Finding& finding) {
        return finding.what.find(part) != std::string::npos;
    });
}

BOOST_AUTO_TEST_SUITE(site_policy)

BOOST_AUTO_TEST_CASE(
    a_permit_that_the_constitution_forbids_is_refused_with_the_rule_that_forbids_it) {
    model::Policy site;
    site.permits.push_back(rule("hr-reads", Capacity::coordinator, Action::read, Kind::conversation,
                                Purpose::programme));

    const auto found = problems_of(site);

    BOOST_REQUIRE(found.size() == 1U);
    BOOST_TEST(found[0].file == "site.xml");
    BOOST_TEST(found[0].line == 7);
    BOOST_TEST(found[0].what ==
               "the permit \"hr-reads\" can never permit coordinator read conversation for "
               "programme: \"offices\" forbids it always");
}

BOOST_AUTO_TEST_CASE(a_permit_for_two_capacities_is_refused_where_one_of_them_is_forbidden) {
    model::Policy site;
    auto both =
        rule("both", Capacity::requester, Action::read, Kind::request_state, Purpose::programme);
    both.when = {{{Fact::owner}, {}}};
    site.permits.push_back(both);
    BOOST_REQUIRE(problems_of(site).empty());

    site.permits[0].scope.as.add(Capacity::host);

    BOOST_TEST(says(problems_of(site), "host read request-state"));
}

BOOST_AUTO_TEST_CASE(what_no_site_can_take_away_is_named_when_it_tries) {
    for (const auto* const permit : {"own-consent", "own-request", "own-words", "own-ledger",
                                     "own-conversation", "ask", "guidance"}) {
        model::Policy site;
        site.withdrawn.emplace_back(permit);
        BOOST_TEST(says(problems_of(site), "must be permitted"), permit);
    }
    model::Policy silence;
    silence.forbids.push_back(rule("silence", Capacity::requester, Action::erase,
                                   Kind::request_state, Purpose::peer_support));
    BOOST_TEST(says(problems_of(silence), "requester erase request-state"));
}

BOOST_AUTO_TEST_CASE(other_shipped_permits_can_be_withdrawn_and_unknown_ones_cannot) {
    model::Policy site;
    site.withdrawn.emplace_back("coordinator-counts");
    BOOST_TEST(problems_of(site).empty());

    site.withdrawn.emplace_back("coordinator-count");
    BOOST_TEST(says(problems_of(site), "\"coordinator-count\" is no permit that comes with Kith"));
}

BOOST_AUTO_TEST_CASE(
    an_invariant_of_the_site_that_does_not_hold_comes_with_an_access_that_breaks_it) {
    model::Policy site;
    model::Invariant none{"no-counts", {}, std::nullopt, {"site.xml", 9}};
    none.scope.kinds = {Kind::programme_counts};
    site.invariants.push_back(none);

    const auto found = problems_of(site);
    BOOST_REQUIRE(found.size() == 1U);
    BOOST_TEST(found[0].line == 9);
    BOOST_TEST(says(found,
                    "coordinator read programme-counts for programme, where active, "
                    "cohort-met"));

    site.withdrawn.emplace_back("coordinator-counts");
    BOOST_TEST(problems_of(site).empty());
}

BOOST_AUTO_TEST_CASE(an_example_with_another_answer_is_refused) {
    model::Policy site;
    model::Example example;
    example.permitted = true;
    example.capacity = Capacity::it_admin;
    example.kind = Kind::conversation;
    example.purpose = Purpose::administration;
    site.examples.push_back(example);
    BOOST_TEST(says(problems_of(site), "must be permitted"));

    site.examples[0].permitted = false;
    BOOST_TEST(problems_of(site).empty());
}

BOOST_AUTO_TEST_CASE(an_obligation_that_nobody_handles_is_refused_at_load) {
    auto handled = every_obligation();
    handled.remove(policy::Obligation::checkpoint);
    const auto found = policy::problems(shipped(), handled);
    BOOST_TEST(says(found, "asks for what nobody here does: checkpoint"));
}

BOOST_AUTO_TEST_CASE(two_rules_of_one_name_are_refused) {
    model::Policy site;
    site.forbids.push_back(
        rule("erased", Capacity::host, Action::read, Kind::notice, Purpose::programme));
    BOOST_TEST(says(problems_of(site), "two rules are called \"erased\""));
}

BOOST_AUTO_TEST_CASE(a_permit_that_says_no_more_than_another_is_remarked) {
    model::Policy site;
    auto narrower = rule("narrower", Capacity::coordinator, Action::read, Kind::programme_counts,
                         Purpose::programme);
    narrower.when = {{{Fact::cohort_met, Fact::active}, {}}};
    site.permits.push_back(narrower);
    BOOST_TEST(says(policy::remarks(shipped(site)), "says no more than \"coordinator-counts\""));

    site.permits[0].obligations = {policy::Obligation::audit};  // Now it says more: it obliges.
    BOOST_TEST(policy::remarks(shipped(site)).empty());
}

BOOST_AUTO_TEST_CASE(a_rule_without_an_example_is_named_and_one_with_it_is_not) {
    model::Policy site;
    auto forbid = rule("accredited-writers", Capacity::peer_supporter, Action::write,
                       Kind::conversation, Purpose::peer_support);
    forbid.when = {{{}, {Fact::accredited}}};
    site.forbids.push_back(forbid);
    BOOST_REQUIRE(policy::untested_rules(shipped(site)) ==
                  std::vector<std::string>{"accredited-writers"});

    model::Example example;
    example.capacity = Capacity::peer_supporter;
    example.action = Action::write;
    example.kind = Kind::conversation;
    example.given = {Fact::assigned, Fact::words_consent, Fact::active};
    site.examples.push_back(example);
    BOOST_TEST(policy::untested_rules(shipped(site)).empty());
}

BOOST_AUTO_TEST_CASE(a_difference_is_one_request_for_each_answer_that_changed) {
    model::Policy site;
    site.withdrawn.emplace_back("coordinator-counts");
    const auto before = policy::in_force(shipped());
    const auto after = policy::in_force(shipped(site));

    BOOST_TEST(policy::difference(before, before).empty());
    const auto lost = policy::difference(before, after);
    BOOST_REQUIRE(lost.size() == 1U);
    BOOST_TEST(lost[0].permitted_before);
    BOOST_TEST(policy::sentence(lost[0].access) ==
               "coordinator read programme-counts for programme, where active, cohort-met");
    BOOST_TEST(!policy::difference(after, before)[0].permitted_before);
}

BOOST_AUTO_TEST_CASE(an_explanation_names_every_rule_and_what_is_not_known) {
    policy::Access access{Capacity::peer_supporter, Action::read,       Kind::conversation,
                          Purpose::peer_support,    Facts::all_false(), {}};
    for (const auto fact : {Fact::assigned, Fact::words_consent, Fact::active})
        access.facts.set(fact, true);
    access.facts.forget(Fact::in_chain);

    const auto found = policy::explain(policy::in_force(shipped()), access);

    BOOST_TEST(!found.permitted);
    BOOST_TEST(found.why == "fact-unknown");
    BOOST_TEST((found.determining == std::vector<std::string>{"chain-of-command"}));
    const auto chain = std::ranges::find(found.rules, "chain-of-command", &policy::RuleSaid::id);
    BOOST_REQUIRE((chain != found.rules.end()));
    BOOST_TEST((chain->unknown == policy::Words<Fact>{Fact::in_chain}));
    BOOST_TEST(
        (std::ranges::find(found.rules, "converse", &policy::RuleSaid::id) != found.rules.end()));
}

BOOST_AUTO_TEST_CASE(readers_are_those_whom_the_gate_could_let_read_and_say_when) {
    const auto policy = policy::in_force(shipped());
    const auto words = policy::readers(policy, Kind::conversation, {});
    BOOST_REQUIRE(words.size() == 2U);
    BOOST_TEST((words[0].capacity == Capacity::requester));
    BOOST_TEST((words[1].capacity == Capacity::peer_supporter));
    BOOST_TEST((words[1].once == policy::Words<Fact>{Fact::assigned, Fact::words_consent}));

    Facts hidden;
    hidden.set(Fact::name_consent, false);
    for (const auto& reader : policy::readers(policy, Kind::request_identity, hidden))
        BOOST_TEST((reader.capacity == Capacity::identity_custodian));
    BOOST_TEST(policy::readers(policy, Kind::request_identity, hidden).size() == 1U);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace kith::policy_test
