// An employee asks for a peer: who is asked, who is told what, and what lies on the disk.
#include <boost/test/unit_test.hpp>

#include "kit/world.h"

using kith::ErrorCode;
using kith::kit::World;

namespace {

// Ana works for Bo; Dirk, whom she fears, works for Bo as well and leads Lena. Dan and Eve work
// elsewhere.
struct Company : World {
    Company() {
        employee("top", "");
        employee("bo", "top");
        employee("ana", "bo");
        employee("dirk", "bo");
        employee("lena", "dirk", "depot");
        employee("far", "top", "finance");
        employee("dan", "far", "finance");
        employee("eve", "far", "finance");
        employee("cora", "far", "care");
        employee("tom", "far", "it");
    }
};

const std::string about_dirk =
    R"("text": "He shouts at me.", "topic": "threats", "language": "en", "personsConcerned": ["dirk"])";

}  // namespace

BOOST_FIXTURE_TEST_SUITE(support_request, Company)

BOOST_AUTO_TEST_CASE(a_supporter_below_the_person_concerned_is_never_asked) {
    supporter("lena");
    supporter("dan");
    store_directory();
    const auto ana = session("requester", "ana");

    const auto answer = call(ana, "support.request/1", keyed(about_dirk));

    BOOST_REQUIRE(field(answer, "state") == "offered");
    BOOST_TEST(call(session("peer-supporter", "dan"), "supporter.desk/1", "{}").find("threats") !=
               std::string::npos);
    BOOST_TEST(desk_is_empty(session("peer-supporter", "lena")));
}

BOOST_AUTO_TEST_CASE(where_nobody_is_eligible_she_is_told_at_once_and_nothing_is_stored) {
    supporter("lena");
    store_directory();
    const auto ana = session("requester", "ana");

    const auto answer = call(ana, "support.request/1", keyed(about_dirk));

    BOOST_TEST(field(answer, "state") == "nobody");
    BOOST_TEST(answer.find("professional_help") != std::string::npos);
    BOOST_TEST(call(ana, "support.list/1", "{}") == R"({"requests":[]})");
}

BOOST_AUTO_TEST_CASE(the_answer_does_not_differ_by_who_fell_out) {
    supporter("lena");  // Below the person concerned.
    supporter("dirk");  // The person concerned.
    supporters.back().declared_conflicts = {kith::EmployeeId{"ana"}};
    store_directory();
    const auto two = call(session("requester", "ana"), "support.request/1", keyed(about_dirk));

    supporters.clear();  // Nobody at all.
    store_directory();
    const auto none = call(session("requester", "ana"), "support.request/1", keyed(about_dirk));

    BOOST_TEST(field(two, "state") == "nobody");
    BOOST_TEST(two == none);
}

BOOST_AUTO_TEST_CASE(a_wish_is_granted_or_nobody_is_asked) {
    supporter("lena");
    supporter("dan");
    supporter("eve");
    store_directory();
    const auto ana = session("requester", "ana");

    const auto eve =
        call(ana, "support.request/1", keyed(about_dirk + R"(, "wishedSupporter": "eve")"));
    const auto lena =
        call(ana, "support.request/1", keyed(about_dirk + R"(, "wishedSupporter": "lena")"));

    BOOST_TEST(field(eve, "state") == "offered");
    BOOST_TEST(call(session("peer-supporter", "eve"), "supporter.desk/1", "{}").find("threats") !=
               std::string::npos);
    BOOST_TEST(field(lena, "state") == "nobody");
    BOOST_TEST(desk_is_empty(session("peer-supporter", "lena")));
}

BOOST_AUTO_TEST_CASE(anyone_but_is_kept) {
    supporter("dan");
    store_directory();

    const auto answer = call(session("requester", "ana"), "support.request/1",
                             keyed(about_dirk + R"(, "anyoneBut": ["dan"])"));

    BOOST_TEST(field(answer, "state") == "nobody");
}

BOOST_AUTO_TEST_CASE(no_name_and_no_word_lies_readable_on_the_disk) {
    supporter("dan");
    store_directory();
    const auto before = database_bytes();
    BOOST_REQUIRE(before.find("Name of ana") != std::string::npos);  // The directory is clear text.

    const auto answer = call(
        session("requester", "ana"), "support.request/1",
        keyed(R"("text": "canary-in-the-text", "personsConcerned": ["dirk"], "topic": "threats")"));

    BOOST_REQUIRE(field(answer, "state") == "offered");
    const auto after = database_bytes();
    BOOST_TEST(after.find("canary-in-the-text") == std::string::npos);
    BOOST_TEST(after.find(field(answer, "returnCode")) == std::string::npos);
    BOOST_TEST(after.find("\"threats\"") == std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_repeated_call_asks_once_and_gets_the_same_answer) {
    supporter("dan");
    store_directory();
    const auto ana = session("requester", "ana");
    const auto input = keyed(about_dirk);

    const auto first = call(ana, "support.request/1", input);
    const auto again = call(ana, "support.request/1", input);

    BOOST_TEST(first == again);
    BOOST_TEST(field(first, "returnCode").size() > 40U);
    const auto list = call(ana, "support.list/1", "{}");
    const auto one = list.find(R"("request":)");
    BOOST_TEST(list.find(R"("request":)", one + 1) == std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_used_key_with_another_input_is_refused) {
    supporter("dan");
    store_directory();
    const auto ana = session("requester", "ana");
    const std::string key = R"({"idempotencyKey": "the-same-key", "text": )";
    call(ana, "support.request/1", key + R"("one"})");

    BOOST_TEST((refused(ana, "support.request/1", key + R"("two"})") == ErrorCode::conflict));
}

BOOST_AUTO_TEST_CASE(somebody_who_is_nobody_here_cannot_be_named) {
    supporter("dan");
    store_directory();
    const auto answer = kith::gateway::call(
        rooms, session("requester", "ana"), "support.request/1",
        keyed(R"("text": "x", "personsConcerned": ["dirk", "nobody-of-this-id"])"));

    BOOST_REQUIRE(!answer);
    BOOST_TEST((answer.error().code == ErrorCode::invalid_input));
    BOOST_TEST(answer.error().field == "/personsConcerned/1");
}

BOOST_AUTO_TEST_CASE(naming_oneself_and_an_unknown_topic_are_refused) {
    supporter("dan");
    store_directory();
    const auto ana = session("requester", "ana");

    BOOST_TEST(
        (refused(ana, "support.request/1", keyed(R"("text": "x", "personsConcerned": ["ana"])")) ==
         ErrorCode::invalid_input));
    BOOST_TEST((refused(ana, "support.request/1", keyed(R"("text": "x", "topic": "weather")")) ==
                ErrorCode::invalid_input));
    BOOST_TEST(
        (refused(ana, "support.request/1", keyed(R"("text": "x", "wishedSupporter": "ana")")) ==
         ErrorCode::invalid_input));
}

BOOST_AUTO_TEST_CASE(nobody_holds_more_than_three_open_requests) {
    supporter("dan");
    supporter("eve");
    store_directory();
    const auto ana = session("requester", "ana");
    for (int i = 0; i < 3; ++i)
        call(ana, "support.request/1", keyed(R"("text": "x")"));

    BOOST_TEST((refused(ana, "support.request/1", keyed(R"("text": "x")")) == ErrorCode::conflict));
}

BOOST_AUTO_TEST_CASE(she_comes_back_from_anywhere_with_her_return_code) {
    supporter("dan");
    store_directory();
    const auto answer = call(session("requester", "ana"), "support.request/1", keyed(about_dirk));

    const auto back = session_by_code(field(answer, "returnCode"));

    BOOST_TEST(call(back, "support.list/1", "{}").find(field(answer, "request")) !=
               std::string::npos);
    // The code opens this one request and starts none.
    BOOST_TEST((refused(back, "support.request/1", keyed(about_dirk)) == ErrorCode::denied));
}

BOOST_AUTO_TEST_CASE(a_wrong_return_code_and_a_malformed_one_are_the_same_answer) {
    store_directory();
    const auto wrong = kith::gateway::session(
        rooms,
        R"({"capacity": "requester", "purpose": "peer-support", "returnCode": "no such words"})");

    BOOST_REQUIRE(!wrong);
    BOOST_TEST((wrong.error().code == ErrorCode::denied));
}

BOOST_AUTO_TEST_CASE(nobody_acts_in_a_capacity_that_she_does_not_hold) {
    supporter("dan");
    employee("gone", "top");
    people.back().active = false;
    store_directory();
    const auto denied = [&](const std::string& capacity, const std::string& subject) {
        const auto opened = kith::gateway::session(
            rooms, R"({"capacity": ")" + capacity +
                       R"(", "purpose": "peer-support", "subject": ")" + subject + R"("})");
        return !opened && opened.error().code == ErrorCode::denied;
    };

    BOOST_TEST(denied("peer-supporter", "ana"));
    BOOST_TEST(denied("coordinator", "ana"));
    BOOST_TEST(denied("it-admin", "cora"));
    BOOST_TEST(denied("requester", "gone"));
    BOOST_TEST(denied("requester", "nobody-here"));
    BOOST_TEST(denied("host", "ana"));
    BOOST_TEST(!denied("peer-supporter", "dan"));
}

BOOST_AUTO_TEST_SUITE_END()
