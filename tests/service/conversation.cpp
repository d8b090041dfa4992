// What requester and supporter say to each other, and who cannot read it.
#include <boost/test/unit_test.hpp>

#include "kit/world.h"

using kith::ErrorCode;
using kith::kit::World;

namespace {

struct Talk : World {
    Talk() {
        employee("top", "");
        employee("bo", "top");
        employee("ana", "bo");
        employee("far", "top", "finance");
        employee("dan", "far", "finance");
        employee("eve", "far", "finance");
        employee("cora", "far", "care");
        employee("tom", "far", "it");
        supporter("dan");
        supporter("eve");
        store_directory();
        opened = call(session("requester", "ana"), "support.request/1",
                      keyed(R"("text": "first-words", "wishedSupporter": "dan")"));
        request = field(opened, "request");
    }

    std::string about(const std::string& rest = "") {
        return R"("request": ")" + request + '"' + (rest.empty() ? "" : ", " + rest);
    }
    std::string read_input() const { return R"({"request": ")" + request + R"("})"; }
    void accept(const std::string& who) {
        call(session("peer-supporter", who), "supporter.answer/1",
             keyed(about(R"("answer": "accept")")));
    }
    std::string send(const kith::service::Session& caller, const std::string& text) {
        return call(caller, "support.send/1", keyed(about(R"("text": ")" + text + '"')));
    }

    std::string opened;
    std::string request;
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(conversation, Talk)

BOOST_AUTO_TEST_CASE(messages_go_both_ways_once_the_offer_is_accepted) {
    accept("dan");
    const auto ana = session("requester", "ana");
    const auto dan = session("peer-supporter", "dan");

    send(ana, "hello");
    send(dan, "I am here");

    const auto read = call(ana, "support.messages/1", read_input());
    BOOST_TEST(read.find("hello") < read.find("I am here"));
    BOOST_TEST(read == call(dan, "support.messages/1", read_input()));
    const auto later = call(ana, "support.messages/1", "{" + about(R"("after": 1)") + "}");
    BOOST_TEST(later.find("hello") == std::string::npos);
    BOOST_TEST(later.find("I am here") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(before_she_accepts_a_supporter_sees_the_topic_and_not_a_word) {
    const auto dan = session("peer-supporter", "dan");

    const auto desk = call(dan, "supporter.desk/1", "{}");

    BOOST_REQUIRE(desk.find(request) != std::string::npos);
    BOOST_TEST(desk.find("first-words") == std::string::npos);
    BOOST_TEST(desk.find(field(opened, "alias")) == std::string::npos);
    BOOST_TEST((refused(dan, "support.messages/1", read_input()) == ErrorCode::denied));

    accept("dan");
    BOOST_TEST(call(dan, "supporter.desk/1", "{}").find("first-words") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_pseudonymous_requester_is_an_alias_and_a_named_one_her_name) {
    accept("dan");
    const auto dan = session("peer-supporter", "dan");
    const auto desk = call(dan, "supporter.desk/1", "{}");
    BOOST_TEST(desk.find(field(opened, "alias")) != std::string::npos);
    BOOST_TEST(desk.find("Name of ana") == std::string::npos);

    opened = call(session("requester", "ana"), "support.request/1",
                  keyed(R"("text": "x", "wishedSupporter": "eve", "nameMode": "named")"));
    request = field(opened, "request");
    accept("eve");
    BOOST_TEST(
        call(session("peer-supporter", "eve"), "supporter.desk/1", "{}").find("Name of ana") !=
        std::string::npos);
}

BOOST_AUTO_TEST_CASE(nobody_else_reads_or_writes_in_any_capacity) {
    accept("dan");
    send(session("requester", "ana"), "between us");
    const std::vector<kith::service::Session> others{session("requester", "bo"),
                                                     session("peer-supporter", "eve"),
                                                     session("coordinator", "cora", "programme"),
                                                     session("it-admin", "tom", "administration"),
                                                     session("employee", "ana"),
                                                     session("requester", "dan")};

    for (const auto& other : others) {
        BOOST_TEST((refused(other, "support.messages/1", read_input()) == ErrorCode::denied));
        BOOST_TEST((refused(other, "support.status/1", read_input()) == ErrorCode::denied));
        BOOST_TEST((refused(other, "support.send/1", keyed(about(R"("text": "x")"))) ==
                    ErrorCode::denied));
        BOOST_TEST((refused(other, "support.close/1", keyed(about())) == ErrorCode::denied));
    }
}

BOOST_AUTO_TEST_CASE(not_found_and_not_allowed_are_one_answer) {
    const auto bo = session("requester", "bo");
    const auto hers = kith::gateway::call(rooms, bo, "support.status/1", read_input());
    const auto none = kith::gateway::call(rooms, bo, "support.status/1",
                                          R"({"request": "00000000-0000-4000-8000-000000000000"})");

    BOOST_REQUIRE(!hers);
    BOOST_REQUIRE(!none);
    BOOST_TEST(kith::gateway::problem(hers.error(), -30) ==
               kith::gateway::problem(none.error(), -30));
}

BOOST_AUTO_TEST_CASE(a_new_supporter_reads_the_first_text_but_nothing_said_to_the_one_before) {
    accept("dan");
    send(session("requester", "ana"), "only for dan");
    call(session("peer-supporter", "dan"), "supporter.handover/1", keyed(about()));
    call(session("requester", "ana"), "support.reassign/1",
         keyed(about(R"("wishedSupporter": "eve")")));
    accept("eve");
    const auto eve = session("peer-supporter", "eve");

    BOOST_TEST(call(eve, "supporter.desk/1", "{}").find("first-words") != std::string::npos);
    BOOST_TEST(call(eve, "support.messages/1", read_input()) == R"({"messages":[]})");
    BOOST_TEST(call(session("requester", "ana"), "support.messages/1", read_input())
                   .find("only for dan") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_supporter_who_stepped_aside_reads_nothing_any_more) {
    accept("dan");
    send(session("requester", "ana"), "said before");
    const auto dan = session("peer-supporter", "dan");
    BOOST_REQUIRE(call(dan, "support.messages/1", read_input()).find("said before") !=
                  std::string::npos);

    call(dan, "supporter.recuse/1", keyed(about()));

    BOOST_TEST((refused(dan, "support.messages/1", read_input()) == ErrorCode::denied));
    BOOST_TEST(desk_is_empty(dan));
}

BOOST_AUTO_TEST_CASE(after_the_end_nobody_writes_and_the_requester_can_still_read) {
    accept("dan");
    const auto ana = session("requester", "ana");
    send(ana, "thank you");
    call(ana, "support.close/1", keyed(about()));

    BOOST_TEST(
        (refused(ana, "support.send/1", keyed(about(R"("text": "more")"))) == ErrorCode::conflict));
    BOOST_TEST((refused(session("peer-supporter", "dan"), "support.messages/1", read_input()) ==
                ErrorCode::denied));
    BOOST_TEST(call(ana, "support.messages/1", read_input()).find("thank you") !=
               std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_closed_request_is_not_opened_again_by_asking_for_someone_else) {
    const auto ana = session("requester", "ana");
    call(ana, "support.close/1", keyed(about()));

    BOOST_TEST((refused(ana, "support.reassign/1", keyed(about())) == ErrorCode::conflict));
    BOOST_TEST((refused(ana, "support.close/1", keyed(about())) == ErrorCode::conflict));
    BOOST_TEST(field(call(ana, "support.status/1", read_input()), "state") == "closed");
}

BOOST_AUTO_TEST_CASE(a_return_code_opens_no_other_request) {
    const auto other = call(session("requester", "bo"), "support.request/1",
                            keyed(R"("text": "mine", "wishedSupporter": "eve")"));
    BOOST_REQUIRE(field(other, "state") == "offered");

    const auto back = session_by_code(field(other, "returnCode"));

    BOOST_TEST((refused(back, "support.status/1", read_input()) == ErrorCode::denied));
    BOOST_TEST((refused(back, "support.close/1", keyed(about())) == ErrorCode::denied));
}

BOOST_AUTO_TEST_CASE(with_the_return_code_she_reads_and_writes) {
    accept("dan");
    const auto back = session_by_code(field(opened, "returnCode"));

    send(back, "from the library in town");

    BOOST_TEST(call(session("peer-supporter", "dan"), "support.messages/1", read_input())
                   .find("from the library in town") != std::string::npos);
    BOOST_TEST(call(back, "support.messages/1", read_input()).find("from the library") !=
               std::string::npos);
}

BOOST_AUTO_TEST_CASE(nobody_writes_before_somebody_has_accepted) {
    BOOST_TEST((refused(session("requester", "ana"), "support.send/1",
                        keyed(about(R"("text": "hello?")"))) == ErrorCode::conflict));
}

BOOST_AUTO_TEST_CASE(figures_are_shown_for_ten_requests_and_not_for_nine) {
    accept("dan");
    const auto cora = session("coordinator", "cora", "programme");
    const auto overview = [&] { return call(cora, "coordinator.overview/1", "{}"); };
    BOOST_TEST(overview() ==
               R"({"fewRequests":true,"supporters":{"applied":0,"listed":2,"paused":0}})");
    const auto tom = session("requester", "tom");
    for (int i = 2; i <= 9; ++i) {
        const auto more = call(tom, "support.request/1", keyed(R"("ifNobody": "wait")"));
        call(tom, "support.close/1", keyed(R"("request": ")" + field(more, "request") + '"'));
    }
    BOOST_TEST(overview().starts_with(R"({"fewRequests":true,)"));

    call(tom, "support.request/1", keyed(R"("ifNobody": "wait")"));

    const auto shown = overview();
    BOOST_TEST(shown.find(R"("active":1,"closed":8})") != std::string::npos, shown);
    BOOST_TEST(shown.find(R"("fewRequests":false)") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(the_coordinator_never_sees_content_or_who_asked) {
    accept("dan");
    const auto cora = session("coordinator", "cora", "programme");

    const auto list =
        call(cora, "coordinator.supporters/1", "{}") + call(cora, "coordinator.overview/1", "{}");

    BOOST_REQUIRE(list.find("dan") != std::string::npos);
    BOOST_TEST(list.find("ana") == std::string::npos);
    BOOST_TEST(list.find("first-words") == std::string::npos);
}

BOOST_AUTO_TEST_SUITE_END()
