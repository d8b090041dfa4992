// Who is asked next: silence, refusal, recusal, a changed org chart, both sides of one conflict.
#include <boost/test/unit_test.hpp>

#include "kit/world.h"
#include "service/due_work.h"
#include "service/notices.h"
#include "service/recheck_assignments.h"

using kith::ErrorCode;
using kith::kit::World;

namespace {

struct Programme : World {
    Programme() {
        employee("top", "");
        employee("bo", "top");
        employee("ana", "bo");
        employee("dirk", "bo");
        employee("far", "top", "finance");
        employee("dan", "far", "finance");
        employee("eve", "far", "finance");
        employee("cora", "far", "care");
    }

    std::string open(const std::string& rest = "", const std::string& who = "ana") {
        const auto answer = call(session("requester", who), "support.request/1",
                                 keyed(R"("text": "x")" + (rest.empty() ? "" : ", " + rest)));
        return field(answer, "request");
    }
    // Whose desk holds the request, or empty.
    std::string asked(const std::string& request) {
        for (const auto& one : supporters)
            if (call(session("peer-supporter", one.id.text()), "supporter.desk/1", "{}")
                    .find(request) != std::string::npos)
                return one.id.text();
        return {};
    }
    std::string state(const std::string& request, const std::string& who = "ana") {
        return field(call(session("requester", who), "support.status/1",
                          R"({"request": ")" + request + R"("})"),
                     "state");
    }
    void act(const std::string& who, const std::string& operation, const std::string& request,
             const std::string& rest = "") {
        call(session("peer-supporter", who), operation,
             keyed(R"("request": ")" + request + '"' + (rest.empty() ? "" : ", " + rest)));
    }
    static std::string other(const std::string& who) { return who == "dan" ? "eve" : "dan"; }
};

struct TwoSupporters : Programme {
    TwoSupporters() {
        supporter("dan");
        supporter("eve");
        store_directory();
    }
};

const std::string accept = R"("answer": "accept")";
const std::string decline = R"("answer": "decline")";

}  // namespace

BOOST_AUTO_TEST_SUITE(placement)

BOOST_FIXTURE_TEST_CASE(silence_passes_an_offer_on_to_the_next_supporter, TwoSupporters) {
    const auto request = open();
    const auto first = asked(request);
    BOOST_REQUIRE(!first.empty());

    clock->pass_hours(23);
    BOOST_REQUIRE(kith::service::do_due_work(rooms, 1000));
    BOOST_TEST(asked(request) == first);

    clock->pass_hours(2);
    const auto done = kith::service::do_due_work(rooms, 1000);
    BOOST_REQUIRE(done);
    BOOST_TEST(done->passed_on == 1);
    BOOST_TEST(asked(request) == other(first));
}

BOOST_FIXTURE_TEST_CASE(an_accepted_request_is_not_passed_on_by_time, TwoSupporters) {
    const auto request = open();
    const auto first = asked(request);
    act(first, "supporter.answer/1", request, accept);

    clock->pass_hours(100);
    BOOST_REQUIRE(kith::service::do_due_work(rooms, 1000));

    BOOST_TEST(asked(request) == first);
    BOOST_TEST(state(request) == "active");
}

BOOST_FIXTURE_TEST_CASE(who_declined_is_not_asked_again_and_then_it_waits, TwoSupporters) {
    const auto request = open();
    const auto first = asked(request);
    act(first, "supporter.answer/1", request, decline);
    BOOST_TEST(asked(request) == other(first));

    act(other(first), "supporter.answer/1", request, decline);
    BOOST_TEST(asked(request).empty());
    BOOST_TEST(state(request) == "waiting");
}

BOOST_FIXTURE_TEST_CASE(a_recusal_takes_one_call_and_finds_somebody_else, TwoSupporters) {
    const auto request = open();
    const auto first = asked(request);
    act(first, "supporter.answer/1", request, accept);

    act(first, "supporter.recuse/1", request);

    BOOST_TEST(asked(request) == other(first));
    BOOST_TEST(state(request) == "offered");
}

BOOST_FIXTURE_TEST_CASE(someone_else_please_needs_no_reason, TwoSupporters) {
    const auto request = open();
    const auto first = asked(request);

    call(session("requester", "ana"), "support.reassign/1",
         keyed(R"("request": ")" + request + '"'));

    BOOST_TEST(asked(request) == other(first));
}

BOOST_FIXTURE_TEST_CASE(a_wish_that_was_declined_is_not_passed_to_a_stranger, TwoSupporters) {
    const auto request = open(R"("wishedSupporter": "dan")");
    act("dan", "supporter.answer/1", request, decline);
    BOOST_REQUIRE(kith::service::do_due_work(rooms, 1000));

    BOOST_TEST(state(request) == "waiting");
    BOOST_TEST(asked(request).empty());
    const auto status = call(session("requester", "ana"), "support.status/1",
                             R"({"request": ")" + request + R"("})");
    BOOST_TEST(status.find("pick_for_me") != std::string::npos);

    call(session("requester", "ana"), "support.reassign/1",
         keyed(R"("request": ")" + request + '"'));
    BOOST_TEST(asked(request) == "eve");
}

BOOST_FIXTURE_TEST_CASE(a_waiting_request_is_placed_once_somebody_is_there, Programme) {
    store_directory();
    const auto request = open(R"("ifNobody": "wait")");
    BOOST_REQUIRE(state(request) == "waiting");

    supporter("dan");
    store_directory();
    const auto done = kith::service::do_due_work(rooms, 1000);

    BOOST_REQUIRE(done);
    BOOST_TEST(done->placed == 1);
    BOOST_TEST(asked(request) == "dan");
}

BOOST_FIXTURE_TEST_CASE(nobody_is_asked_above_her_caseload, Programme) {
    for (int i = 0; i < 6; ++i)
        employee("asker" + std::to_string(i), "bo");
    supporter("dan");
    supporters.back().capacity = 2;
    store_directory();

    int offered = 0;
    for (int i = 0; i < 6; ++i)
        offered += open("", "asker" + std::to_string(i)).empty() ? 0 : 1;

    BOOST_TEST(offered == 2);
}

BOOST_FIXTURE_TEST_CASE(the_manifests_caseload_caps_a_generous_supporter, Programme) {
    for (int i = 0; i < 6; ++i)
        employee("asker" + std::to_string(i), "bo");
    supporter("dan");
    supporters.back().capacity = 6;
    rooms.settings.caseload.open_max = 3;
    store_directory();

    int offered = 0;
    for (int i = 0; i < 6; ++i)
        offered += open("", "asker" + std::to_string(i)).empty() ? 0 : 1;

    BOOST_TEST(offered == 3);
}

BOOST_FIXTURE_TEST_CASE(a_closed_request_gives_its_place_back, Programme) {
    supporter("dan");
    supporters.back().capacity = 1;
    store_directory();
    const auto first = open();
    BOOST_REQUIRE(open("", "dirk").empty());

    call(session("requester", "ana"), "support.close/1", keyed(R"("request": ")" + first + '"'));

    BOOST_TEST(!open("", "dirk").empty());
}

BOOST_FIXTURE_TEST_CASE(after_a_heavy_one_a_supporter_is_left_alone_for_a_while, Programme) {
    supporter("dan");
    store_directory();
    const auto first = open();
    act("dan", "supporter.answer/1", first, accept);
    act("dan", "support.close/1", first, R"("heavy": true)");
    BOOST_REQUIRE(open("", "dirk").empty());

    clock->pass_hours(15 * 24);

    BOOST_TEST(!open("", "dirk").empty());
}

BOOST_FIXTURE_TEST_CASE(no_more_than_the_manifests_new_ones_a_year, Programme) {
    for (int i = 0; i < 5; ++i)
        employee("asker" + std::to_string(i), "bo");
    supporter("dan");
    store_directory();
    for (int i = 0; i < 4; ++i) {
        const auto who = "asker" + std::to_string(i);
        const auto request = open("", who);
        BOOST_REQUIRE(!request.empty());
        act("dan", "supporter.answer/1", request, accept);
        act("dan", "support.close/1", request);
    }

    BOOST_TEST(open("", "asker4").empty());

    clock->pass_hours(366 * 24);
    BOOST_TEST(!open("", "asker4").empty());
}

BOOST_FIXTURE_TEST_CASE(one_supporter_never_serves_both_sides, Programme) {
    supporter("dan");
    employee("neighbour", "bo");
    store_directory();
    const auto hers = open(R"("personsConcerned": ["dirk"])");
    BOOST_REQUIRE(asked(hers) == "dan");

    // Dirk asks for support as well, naming nobody: dan listens to the other side already.
    BOOST_TEST(open("", "dirk").empty());
    // Somebody else may be served by dan.
    BOOST_TEST(!open("", "neighbour").empty());
}

BOOST_FIXTURE_TEST_CASE(the_other_side_holds_in_both_directions, Programme) {
    supporter("dan");
    store_directory();
    const auto his = open("", "dirk");
    BOOST_REQUIRE(asked(his) == "dan");

    BOOST_TEST(open(R"("personsConcerned": ["dirk"])").empty());
    BOOST_TEST(!open().empty());
}

BOOST_FIXTURE_TEST_CASE(when_the_org_chart_changes_a_forbidden_assignment_ends_and_moves,
                        TwoSupporters) {
    const auto request = open(R"("personsConcerned": ["dirk"])");
    const auto first = asked(request);
    act(first, "supporter.answer/1", request, accept);

    for (auto& person : people)  // The supporter now works for the person concerned.
        if (person.id.text() == first) person.manager_id = kith::EmployeeId{"dirk"};
    store_directory();
    const auto ended = rooms.database->write([&](kith::store::Transaction& tx) {
        return kith::service::recheck_assignments(rooms, tx);
    });

    BOOST_REQUIRE(ended);
    BOOST_TEST(*ended == 1);
    BOOST_TEST(asked(request) == other(first));
}

BOOST_FIXTURE_TEST_CASE(who_led_a_party_until_lately_is_not_asked, Programme) {
    supporter("dan");
    for (auto& person : people)
        if (person.id.text() == "ana") person.manager_id = kith::EmployeeId{"dan"};
    store_directory();
    for (auto& person : people)
        if (person.id.text() == "ana") person.manager_id = kith::EmployeeId{"bo"};
    store_directory();

    BOOST_TEST(open().empty());

    clock->pass_hours(24 * 370);
    store_directory();
    BOOST_TEST(!open().empty());
}

BOOST_FIXTURE_TEST_CASE(a_role_that_ends_leaves_nobody_alone, TwoSupporters) {
    const auto request = open();
    const auto first = asked(request);
    act(first, "supporter.answer/1", request, accept);

    call(session("coordinator", "cora", "programme"), "coordinator.end/1",
         keyed(R"("supporter": ")" + first + '"'));

    BOOST_TEST(
        call(session("peer-supporter", other(first)), "supporter.desk/1", "{}").find(request) !=
        std::string::npos);
}

BOOST_FIXTURE_TEST_CASE(a_supporter_is_told_that_something_waits_and_a_requester_never,
                        TwoSupporters) {
    const auto request = open();
    const auto first = asked(request);

    const auto notice = kith::service::next_notice(rooms);
    BOOST_REQUIRE(notice);
    BOOST_REQUIRE(notice->has_value());
    BOOST_TEST((*notice)->audience.text() == first);
    BOOST_REQUIRE(kith::service::acknowledge_notice(rooms, (*notice)->id));

    act(first, "supporter.answer/1", request, accept);
    act(first, "support.send/1", request, R"("text": "I am here")");
    const auto none = kith::service::next_notice(rooms);
    BOOST_REQUIRE(none);
    BOOST_TEST(!none->has_value());
}

BOOST_FIXTURE_TEST_CASE(a_notice_is_acknowledged_once, TwoSupporters) {
    open();
    const auto notice = kith::service::next_notice(rooms);
    BOOST_REQUIRE(notice);
    BOOST_REQUIRE(notice->has_value());
    BOOST_REQUIRE(kith::service::acknowledge_notice(rooms, (*notice)->id));

    const auto again = kith::service::acknowledge_notice(rooms, (*notice)->id);

    BOOST_REQUIRE(!again);
    BOOST_TEST((again.error().code == ErrorCode::denied));
}

BOOST_FIXTURE_TEST_CASE(the_budget_of_due_work_is_kept_and_the_rest_is_announced, TwoSupporters) {
    open();
    clock->pass_hours(30);

    const auto done = kith::service::do_due_work(rooms, 0);

    BOOST_REQUIRE(done);
    BOOST_TEST(done->more);
    BOOST_TEST(done->passed_on == 0);
}

BOOST_AUTO_TEST_SUITE_END()
