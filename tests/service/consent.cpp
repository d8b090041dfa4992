// Consent: a receipt that can be shown, and taken back in one call, effective at once.
#include "service/consent.h"

#include <boost/test/unit_test.hpp>

#include "kit/words.h"
#include "kit/world.h"

using kith::ErrorCode;
using kith::kit::has;
using kith::kit::World;

namespace {

struct Agreed : World {
    Agreed() {
        employee("top", "");
        employee("bo", "top");
        employee("ana", "bo");
        employee("far", "top", "finance");
        employee("dan", "far", "finance");
        employee("eve", "far", "finance");
        supporter("dan");
        supporter("eve");
        store_directory();
    }

    void ask(const std::string& name_mode) {
        const auto opened =
            call(ana(), "support.request/1",
                 keyed(R"("text": "first-words", "wishedSupporter": "dan", "nameMode": ")" +
                       name_mode + '"'));
        request = field(opened, "request");
        call(dan(), "supporter.answer/1", keyed(about(R"("answer": "accept")")));
        call(ana(), "support.send/1", keyed(about(R"("text": "said-later")")));
    }
    kith::service::Session ana() { return session("requester", "ana"); }
    kith::service::Session dan() { return session("peer-supporter", "dan"); }
    std::string about(const std::string& rest = "") {
        return R"("request": ")" + request + '"' + (rest.empty() ? "" : ", " + rest);
    }
    std::string desk() { return call(dan(), "supporter.desk/1", "{}"); }
    void change(const std::string& how, const std::string& scope) {
        call(ana(), "consent." + how + "/1", keyed(about(R"("scope": ")" + scope + '"')));
    }
    std::string receipts() { return call(ana(), "consent.list/1", "{" + about() + "}"); }

    std::string request;
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(consent, Agreed)

BOOST_AUTO_TEST_CASE(asking_leaves_a_receipt_of_what_was_agreed_and_of_nothing_else) {
    ask("pseudonymous");

    const auto shown = receipts();

    BOOST_TEST(shown == R"({"consents":[{"number":1,"scope":"words","audience":"peer-supporter",)"
                        R"("purpose":"peer-support","textVersion":")" +
                            std::string(kith::service::consent_text_version) +
                            R"(","givenAt":"2026-01-01T10:00:00Z","stands":true}]})");
}

BOOST_AUTO_TEST_CASE(words_taken_back_are_read_by_nobody_from_the_next_call_on) {
    ask("pseudonymous");
    BOOST_REQUIRE(has(desk(), "first-words"));
    const auto read = "{" + about() + "}";
    BOOST_REQUIRE(has(call(dan(), "support.messages/1", read), "said-later"));

    change("withdraw", "words");

    BOOST_TEST(!has(desk(), "first-words"));
    BOOST_TEST(has(desk(), R"("withheld":true)"));
    BOOST_TEST((refused(dan(), "support.messages/1", read) == ErrorCode::denied));
    BOOST_TEST((refused(dan(), "support.send/1", keyed(about(R"("text": "are you there?")"))) ==
                ErrorCode::denied));
    BOOST_TEST(has(call(ana(), "support.messages/1", read), "said-later"));

    change("give", "words");
    BOOST_TEST(has(desk(), "first-words"));
    BOOST_TEST(has(receipts(), "withdrawnAt"));
}

BOOST_AUTO_TEST_CASE(a_name_is_given_later_and_taken_back_in_one_call) {
    ask("pseudonymous");
    BOOST_REQUIRE(!has(desk(), "Name of ana"));

    change("give", "name");
    BOOST_TEST(has(desk(), "Name of ana"));
    BOOST_TEST(has(call(ana(), "support.status/1", "{" + about() + "}"), R"("nameMode":"named")"));

    change("withdraw", "name");
    BOOST_TEST(!has(desk(), "Name of ana"));
    BOOST_TEST(has(desk(), "first-words"));
}

BOOST_AUTO_TEST_CASE(a_name_is_forgotten_after_ninety_days_unless_it_is_said_again) {
    ask("named");
    BOOST_REQUIRE(has(desk(), "Name of ana"));
    clock->pass_hours(24 * kith::service::name_consent_days);
    BOOST_TEST(has(desk(), "Name of ana"));

    clock->pass_hours(24);

    BOOST_TEST(!has(desk(), "Name of ana"));
    BOOST_TEST(has(desk(), "first-words"));
    change("give", "name");
    BOOST_TEST(has(desk(), "Name of ana"));
}

BOOST_AUTO_TEST_CASE(what_stands_is_not_given_twice_and_what_does_not_is_not_taken_back) {
    ask("pseudonymous");
    const auto words = about(R"("scope": "words")");
    const auto name = about(R"("scope": "name")");

    BOOST_TEST((refused(ana(), "consent.give/1", keyed(words)) == ErrorCode::conflict));
    BOOST_TEST((refused(ana(), "consent.withdraw/1", keyed(name)) == ErrorCode::conflict));
}

BOOST_AUTO_TEST_CASE(nobody_but_the_owner_sees_gives_or_takes_back) {
    ask("named");
    const auto stranger = session("requester", "eve");
    const auto read = "{" + about() + "}";
    const auto scope = about(R"("scope": "name")");

    for (const auto& caller : {stranger, dan()}) {
        BOOST_TEST((refused(caller, "consent.list/1", read) == ErrorCode::denied));
        BOOST_TEST((refused(caller, "consent.give/1", keyed(scope)) == ErrorCode::denied));
        BOOST_TEST((refused(caller, "consent.withdraw/1", keyed(scope)) == ErrorCode::denied));
    }
}

BOOST_AUTO_TEST_CASE(the_promise_says_of_a_draft_what_its_choices_mean) {
    const auto named = call(ana(), "support.promise/1", R"({"nameMode": "named"})");
    const auto hidden = call(ana(), "support.promise/1", R"({"nameMode": "pseudonymous"})");

    const auto of_name = [](const std::string& promise) {
        return promise.substr(promise.find(R"({"what":"name")"));
    };
    BOOST_TEST(has(of_name(named), "peer-supporter"));
    BOOST_TEST(!has(of_name(hidden), "peer-supporter"));
    BOOST_TEST(has(of_name(hidden), "identity-custodian"));
    BOOST_TEST(has(of_name(hidden), "two-approvals"));

    rooms.settings.role_holders.clear();  // Nobody holds the office, so nobody is named.
    BOOST_TEST(!has(call(ana(), "support.promise/1", "{}"), "identity-custodian"));
}

BOOST_AUTO_TEST_SUITE_END()
