// The gate under the policy that comes with Kith: what is allowed, and that everything else is not.
#include "policy/gate.h"

#include <functional>
#include <random>

#include "policy/shipped.h"

namespace kith::policy_test {
namespace {

using policy::Access;
using policy::Action;
using policy::Capacity;
using policy::Fact;
using policy::Facts;
using policy::Gate;
using policy::Kind;
using policy::Purpose;
using policy::Why;

struct ShippedGate {
    model::Policy policy = policy::in_force(shipped());
    Gate gate{policy};

    bool allowed(const Access& access) const { return gate.decide(access).permitted(); }

    // Every cell, each with three hundred draws of facts. Visits what is allowed and counts it, so
    // that a claim about it cannot hold of nothing.
    int each_allowed(const std::function<void(const Access&)>& visit) const {
        std::mt19937 random(1);
        int count = 0;
        policy::each_cell({}, [&](Access access) {
            for (int i = 0; i < 300; ++i) {
                access.facts = random_facts(random);
                if (!allowed(access)) continue;
                ++count;
                visit(access);
            }
        });
        return count;
    }
};

Access about_a_request(Capacity capacity, Action action, Kind kind,
                       std::initializer_list<Fact> truths) {
    Access access{capacity,           action,        kind, Purpose::peer_support,
                  Facts::all_false(), RequestId{"r"}};
    for (const auto fact : truths)
        access.facts.set(fact, true);
    return access;
}

bool of_one_person(Kind kind) {
    return kind == Kind::request_content || kind == Kind::request_identity ||
           kind == Kind::conversation;
}

bool is_true(const Access& access, Fact fact) {
    return access.facts[fact] == true;
}

BOOST_FIXTURE_TEST_SUITE(gate, ShippedGate)

BOOST_AUTO_TEST_CASE(nobody_but_the_owner_and_her_supporter_reaches_words) {
    const int count = each_allowed([](const Access& access) {
        if (access.kind != Kind::request_content && access.kind != Kind::conversation) return;
        if (access.capacity == Capacity::library) return;
        const bool owner = access.capacity == Capacity::requester && is_true(access, Fact::owner);
        const bool serves = access.capacity == Capacity::peer_supporter &&
                            is_true(access, Fact::assigned) && is_true(access, Fact::words_consent);
        BOOST_TEST((owner || serves));
    });
    BOOST_TEST(count > 0);
}

BOOST_AUTO_TEST_CASE(it_admin_host_and_coordinator_never_reach_anything_of_a_request) {
    each_allowed([](const Access& access) {
        const bool runs_it = access.capacity == Capacity::it_admin ||
                             access.capacity == Capacity::host ||
                             access.capacity == Capacity::coordinator;
        BOOST_TEST(!(runs_it && of_one_person(access.kind)));
        BOOST_TEST(!(runs_it && access.kind == Kind::request_state));
    });
}

BOOST_AUTO_TEST_CASE(a_supporter_reads_what_was_written_only_after_she_accepted) {
    auto access = about_a_request(Capacity::peer_supporter, Action::read, Kind::request_content,
                                  {Fact::assigned, Fact::words_consent, Fact::active});
    BOOST_REQUIRE(allowed(access));

    access.facts.set(Fact::assigned, false);
    access.facts.set(Fact::proposed, true);
    BOOST_TEST(!allowed(access));
}

BOOST_AUTO_TEST_CASE(a_supporter_learns_the_name_only_while_the_requester_lets_her) {
    auto access = about_a_request(Capacity::peer_supporter, Action::read, Kind::request_identity,
                                  {Fact::assigned, Fact::name_consent, Fact::active});
    BOOST_REQUIRE(allowed(access));

    access.facts.set(Fact::name_consent, false);
    BOOST_TEST(!allowed(access));
}

BOOST_AUTO_TEST_CASE(whom_it_is_about_and_her_chain_reach_nothing_whatever_else_is_true) {
    for (const auto conflict : {Fact::concerned, Fact::in_chain}) {
        auto access =
            about_a_request(Capacity::peer_supporter, Action::read, Kind::conversation,
                            {Fact::assigned, Fact::words_consent, Fact::active, Fact::accredited});
        BOOST_REQUIRE(allowed(access));
        access.facts.set(conflict, true);
        BOOST_TEST((gate.decide(access).why() == Why::forbidden));
        access.facts.forget(conflict);
        BOOST_TEST((gate.decide(access).why() == Why::fact_unknown));
    }
}

BOOST_AUTO_TEST_CASE(only_the_requester_and_the_supporter_who_serves_may_pass_a_request_on) {
    const int count = each_allowed([](const Access& access) {
        if (access.kind != Kind::request_state) return;
        if (access.action != Action::reassign && access.action != Action::close) return;
        const bool owner = access.capacity == Capacity::requester && is_true(access, Fact::owner);
        const bool serves =
            access.capacity == Capacity::peer_supporter && is_true(access, Fact::assigned);
        BOOST_TEST((owner || serves));
    });
    BOOST_TEST(count > 0);
}

BOOST_AUTO_TEST_CASE(an_offer_is_accepted_only_by_the_accredited_supporter_who_has_it) {
    const int count = each_allowed([](const Access& access) {
        if (access.action != Action::answer) return;
        BOOST_TEST((access.capacity == Capacity::peer_supporter));
        BOOST_TEST(is_true(access, Fact::proposed));
        BOOST_TEST(is_true(access, Fact::accredited));
    });
    BOOST_TEST(count > 0);
}

BOOST_AUTO_TEST_CASE(the_wrong_purpose_is_denied_though_all_else_fits) {
    auto access =
        about_a_request(Capacity::requester, Action::read, Kind::conversation, {Fact::owner});
    BOOST_REQUIRE(allowed(access));

    access.purpose = Purpose::administration;
    BOOST_TEST(!allowed(access));
}

BOOST_AUTO_TEST_CASE(approval_and_counts_are_the_coordinators_alone) {
    const int count = each_allowed([](const Access& access) {
        const bool approval =
            access.action == Action::approve && access.kind == Kind::supporter_record;
        if (!approval && access.kind != Kind::programme_counts) return;
        BOOST_TEST((access.capacity == Capacity::coordinator));
    });
    BOOST_TEST(count > 0);
}

BOOST_AUTO_TEST_CASE(nobody_edits_a_supporters_entry_but_herself) {
    const int count = each_allowed([](const Access& access) {
        if (access.kind != Kind::supporter_record || access.action != Action::write) return;
        BOOST_TEST(is_true(access, Fact::owner));
    });
    BOOST_TEST(count > 0);
}

BOOST_AUTO_TEST_CASE(a_word_that_is_in_no_list_is_denied) {
    auto access =
        about_a_request(Capacity::requester, Action::read, Kind::conversation, {Fact::owner});
    BOOST_REQUIRE(allowed(access));

    access.kind = static_cast<Kind>(model::count_of<Kind>);
    BOOST_TEST((gate.decide(access).why() == Why::not_a_request));
    access.kind = Kind::conversation;
    access.capacity = static_cast<Capacity>(200);
    BOOST_TEST((gate.decide(access).why() == Why::not_a_request));
}

BOOST_AUTO_TEST_CASE(nothing_opens_before_what_is_obliged_was_done) {
    const auto access = about_a_request(Capacity::peer_supporter, Action::read, Kind::conversation,
                                        {Fact::assigned, Fact::words_consent, Fact::active});
    const auto obliged = gate.decide(access).obligations();
    BOOST_REQUIRE(obliged.has(policy::Obligation::audit));
    BOOST_REQUIRE(gate.release(access, obliged));

    for (const auto& known : model::obligation_names) {
        if (!obliged.has(known.word)) continue;
        auto done = obliged;
        done.remove(known.word);
        BOOST_TEST(!static_cast<bool>(gate.release(access, done)));
    }
}

BOOST_AUTO_TEST_CASE(every_denial_is_the_same_answer) {
    std::mt19937 random(2);
    int denials = 0;
    for (int i = 0; i < 20'000; ++i) {
        const auto answer = gate.release(random_access(random), every_obligation());
        if (answer) continue;
        ++denials;
        BOOST_TEST((answer.error().code == ErrorCode::denied));
        BOOST_TEST(answer.error().detail.view() == policy::denied().detail.view());
        BOOST_TEST(answer.error().field.empty());
    }
    BOOST_TEST(denials > 0);
}

BOOST_AUTO_TEST_CASE(a_permit_names_the_request_and_the_kind_it_was_given_for) {
    const auto permit = gate.release({Capacity::library, Action::read, Kind::request_content,
                                      Purpose::routing, Facts::all_false(), RequestId{"one"}},
                                     {});
    BOOST_REQUIRE(permit);
    BOOST_TEST((permit->kind() == Kind::request_content));
    BOOST_TEST(permit->request().text() == "one");
}

BOOST_AUTO_TEST_CASE(nobody_can_ask_to_act_as_the_library) {
    BOOST_TEST(!policy::capacity("library").has_value());
    BOOST_TEST(!policy::purpose("routing").has_value());
    BOOST_TEST((policy::capacity("requester") == Capacity::requester));
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace kith::policy_test
