// The gate: what is allowed, and that everything else is not.
#include "policy/gate.h"

#include <boost/test/unit_test.hpp>

#include <array>
#include <functional>

using kith::ErrorCode;
using kith::RequestId;
using kith::policy::Access;
using kith::policy::Action;
using kith::policy::capacity;
using kith::policy::Capacity;
using kith::policy::denied;
using kith::policy::Gate;
using kith::policy::Kind;
using kith::policy::purpose;
using kith::policy::Purpose;
using kith::policy::readers;

namespace {

constexpr std::array capacities{
    Capacity::employee, Capacity::requester, Capacity::peer_supporter, Capacity::coordinator,
    Capacity::it_admin, Capacity::host,      Capacity::library};
constexpr std::array actions{Action::search,  Action::read,    Action::open,       Action::write,
                             Action::answer,  Action::recuse,  Action::reassign,   Action::close,
                             Action::approve, Action::import_, Action::acknowledge};
constexpr std::array kinds{Kind::directory,        Kind::supporter_record, Kind::request_state,
                           Kind::request_content,  Kind::request_identity, Kind::conversation,
                           Kind::programme_counts, Kind::people_feed,      Kind::notice};
constexpr std::array purposes{Purpose::peer_support, Purpose::routing, Purpose::programme,
                              Purpose::administration};

// Every access there is, with every combination of facts.
void each_access(const std::function<void(const Access&)>& visit) {
    for (const auto capacity : capacities)
        for (const auto action : actions)
            for (const auto kind : kinds)
                for (const auto purpose : purposes)
                    for (unsigned bits = 0; bits < 16; ++bits)
                        visit({capacity,
                               action,
                               kind,
                               purpose,
                               {(bits & 1) != 0, (bits & 2) != 0, (bits & 4) != 0, (bits & 8) != 0},
                               RequestId{"r"}});
}

bool allowed(const Access& access) {
    return static_cast<bool>(Gate::permit(access));
}

bool of_one_person(Kind kind) {
    return kind == Kind::request_content || kind == Kind::request_identity ||
           kind == Kind::conversation;
}

// Visits what is allowed and counts it, so that a claim about it cannot hold of nothing.
int each_allowed(const std::function<void(const Access&)>& visit) {
    int count = 0;
    each_access([&](const Access& access) {
        if (!allowed(access)) return;
        ++count;
        visit(access);
    });
    return count;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(gate)

BOOST_AUTO_TEST_CASE(
    what_somebody_said_is_read_by_its_owner_and_her_supporter_and_by_routing_only) {
    const int count = each_allowed([](const Access& access) {
        if (!of_one_person(access.kind)) return;
        const bool owner = access.capacity == Capacity::requester && access.facts.owner;
        const bool supporter = access.capacity == Capacity::peer_supporter && access.facts.assigned;
        const bool routing = access.capacity == Capacity::library &&
                             access.purpose == Purpose::routing && access.action == Action::read;
        BOOST_TEST((owner || supporter || routing));
    });
    BOOST_TEST(count > 0);
}

BOOST_AUTO_TEST_CASE(admin_host_and_coordinator_never_reach_content_identity_or_conversation) {
    each_allowed([](const Access& access) {
        const bool runs_it = access.capacity == Capacity::it_admin ||
                             access.capacity == Capacity::host ||
                             access.capacity == Capacity::coordinator;
        BOOST_TEST(!(runs_it && of_one_person(access.kind)));
        BOOST_TEST(!(runs_it && access.kind == Kind::request_state));
    });
}

BOOST_AUTO_TEST_CASE(a_supporter_reads_what_was_written_only_after_she_accepted) {
    Access access{Capacity::peer_supporter, Action::read, Kind::request_content,
                  Purpose::peer_support,    {},           RequestId{"r"}};
    access.facts.assigned = true;
    BOOST_REQUIRE(allowed(access));

    access.facts.assigned = false;
    access.facts.proposed = true;
    BOOST_TEST(!allowed(access));
}

BOOST_AUTO_TEST_CASE(a_supporter_learns_the_name_only_where_the_requester_gave_it) {
    Access access{Capacity::peer_supporter, Action::read, Kind::request_identity,
                  Purpose::peer_support,    {},           RequestId{"r"}};
    access.facts = {false, false, true, true};
    BOOST_REQUIRE(allowed(access));

    access.facts.name_given = false;
    BOOST_TEST(!allowed(access));
}

BOOST_AUTO_TEST_CASE(
    only_the_requester_and_the_supporter_who_serves_may_pass_a_request_on_or_close_it) {
    const int count = each_allowed([](const Access& access) {
        if (access.action != Action::reassign && access.action != Action::close) return;
        const bool owner = access.capacity == Capacity::requester && access.facts.owner;
        const bool serves = access.capacity == Capacity::peer_supporter && access.facts.assigned;
        BOOST_TEST((owner || serves));
    });
    BOOST_TEST(count > 0);
}

BOOST_AUTO_TEST_CASE(an_offer_is_answered_only_by_the_supporter_who_has_it) {
    each_allowed([](const Access& access) {
        if (access.action != Action::answer) return;
        BOOST_TEST((access.capacity == Capacity::peer_supporter && access.facts.proposed));
    });
}

BOOST_AUTO_TEST_CASE(the_wrong_purpose_is_denied_though_all_else_fits) {
    Access access{Capacity::requester,         Action::read,
                  Kind::conversation,          Purpose::peer_support,
                  {true, false, false, false}, RequestId{"r"}};
    BOOST_REQUIRE(allowed(access));

    access.purpose = Purpose::administration;
    BOOST_TEST(!allowed(access));
}

BOOST_AUTO_TEST_CASE(approval_and_counts_are_the_coordinators_alone) {
    const int count = each_allowed([](const Access& access) {
        if (access.action != Action::approve && access.kind != Kind::programme_counts) return;
        BOOST_TEST((access.capacity == Capacity::coordinator));
    });
    BOOST_TEST(count > 0);
}

BOOST_AUTO_TEST_CASE(nobody_edits_a_supporters_entry_but_herself) {
    each_allowed([](const Access& access) {
        if (access.kind != Kind::supporter_record || access.action != Action::write) return;
        BOOST_TEST(access.facts.owner);
    });
}

BOOST_AUTO_TEST_CASE(every_denial_is_the_same_answer) {
    int denials = 0;
    each_access([&](const Access& access) {
        const auto answer = Gate::permit(access);
        if (answer) return;
        ++denials;
        BOOST_TEST((answer.error().code == ErrorCode::denied));
        BOOST_TEST(answer.error().detail.view() == denied().detail.view());
        BOOST_TEST(answer.error().field.empty());
    });
    BOOST_TEST(denials > 0);
}

BOOST_AUTO_TEST_CASE(a_permit_names_the_request_and_the_kind_it_was_given_for) {
    const auto permit = Gate::permit({Capacity::library,
                                      Action::read,
                                      Kind::request_content,
                                      Purpose::routing,
                                      {},
                                      RequestId{"one"}});
    BOOST_REQUIRE(permit);
    BOOST_TEST((permit->kind() == Kind::request_content));
    BOOST_TEST(permit->request().text() == "one");
}

BOOST_AUTO_TEST_CASE(nobody_can_ask_to_act_as_the_library) {
    BOOST_TEST(!capacity("library").has_value());
    BOOST_TEST(!purpose("routing").has_value());
    BOOST_TEST((capacity("requester") == Capacity::requester));
}

BOOST_AUTO_TEST_CASE(readers_are_those_whom_the_gate_lets_read) {
    const auto found = readers(Kind::conversation);
    BOOST_TEST(found.size() == 2U);
    BOOST_TEST((found[0] == Capacity::requester));
    BOOST_TEST((found[1] == Capacity::peer_supporter));
    BOOST_TEST((readers(Kind::programme_counts) == std::vector{Capacity::coordinator}));
}

BOOST_AUTO_TEST_SUITE_END()
