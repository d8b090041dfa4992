// The JSON API: what a page of ours can do, and what nobody else can.
#include <boost/test/unit_test.hpp>

#include "base/limits.h"
#include "gateway/web.h"

using kith::kit::Browser;
using kith::kit::header_of;
using kith::test::WebOffice;

BOOST_FIXTURE_TEST_SUITE(web_api, WebOffice)

BOOST_AUTO_TEST_CASE(a_requester_and_her_supporter_meet_over_http) {
    auto ana = page("ana");
    const auto asked = this->asked(ana);
    BOOST_REQUIRE(!asked.request.empty());
    auto dan = page(asked.supporter);

    BOOST_TEST(
        dan.post("/v1/desk/" + asked.request + "/answer", R"({"answer": "accept"})").status == 200);
    BOOST_TEST(
        dan.post("/v1/desk/" + asked.request + "/messages", R"({"text": "I am here"})").status ==
        200);
    const auto heard = ana.get("/v1/requests/" + asked.request + "/messages?after=0");

    BOOST_TEST(heard.status == 200);
    BOOST_TEST(heard.body.find("I am here") != std::string::npos);
    BOOST_TEST(ana.post("/v1/requests/" + asked.request + "/close").status == 200);
}

BOOST_AUTO_TEST_CASE(no_words_are_needed_to_ask) {
    auto ana = page("ana");
    BOOST_TEST(field(ana.post("/v1/requests").body, "state") == "offered");
}

BOOST_AUTO_TEST_CASE(who_is_not_signed_in_is_told_so_and_still_finds_help) {
    Browser nobody(*this, "");
    BOOST_TEST(nobody.get("/v1/requests").status == 401);
    BOOST_TEST(nobody.get("/v1/desk").status == 401);
    BOOST_TEST(nobody.post("/v1/directory/search").status == 401);
    BOOST_TEST(nobody.get("/v1/resources").status == 200);
    BOOST_TEST(nobody.get("/v1/promise").status == 200);
    const auto session = nobody.get("/v1/session");
    BOOST_TEST(field(session.body, "signedIn") == "false");
    BOOST_TEST(field(session.body, "csrf").empty());
}

BOOST_AUTO_TEST_CASE(a_session_says_who_one_is_here) {
    rooms.settings.role_labels = {
        {"peer-supporter", {{"en", "Contact colleague"}, {"de", "Vertrauensperson"}}}};
    const auto dan = page("dan").get("/v1/session?language=de").body;

    BOOST_TEST(field(dan, "displayName") == "Name of dan");
    BOOST_TEST(field(dan, "language") == "en");
    BOOST_TEST(dan.find(R"(["employee","requester","peer-supporter"])") != std::string::npos);
    BOOST_TEST(dan.find("Vertrauensperson") != std::string::npos);
    const auto stranger = page("nobody-here").get("/v1/session").body;
    BOOST_TEST(field(stranger, "signedIn") == "false");
}

BOOST_AUTO_TEST_CASE(a_change_needs_the_token_of_this_person_this_sign_on_and_this_day) {
    auto ana = page("ana");
    const auto token = field(ana.get("/v1/session").body, "csrf");
    const auto status_with = [&](const std::string& subject, const std::string& sign_on,
                                 const std::string& csrf) {
        Browser other(*this, subject, sign_on);
        other.header("Kith-CSRF", csrf);
        return other.post("/v1/requests", R"({"text": "x"})").status;
    };

    BOOST_TEST(status_with("ana", "sign-on-1", "") == 403);
    BOOST_TEST(status_with("ana", "sign-on-1", "no" + token) == 403);
    BOOST_TEST(status_with("ana", "sign-on-2", token) == 403);
    BOOST_TEST(status_with("far", "sign-on-1", token) == 403);
    BOOST_TEST(ana.get("/v1/requests").body == R"({"requests":[]})");
    BOOST_TEST(status_with("ana", "sign-on-1", token) == 200);
    clock->pass_hours(24);
    BOOST_TEST(status_with("ana", "sign-on-1", token) == 200);
    clock->pass_hours(24);
    BOOST_TEST(status_with("ana", "sign-on-1", token) == 403);
}

BOOST_AUTO_TEST_CASE(another_origin_gets_nothing_read_and_nothing_done) {
    auto ana = page("ana");
    for (const auto* const site : {"cross-site", "same-site"}) {
        ana.header("Sec-Fetch-Site", site);
        BOOST_TEST(ana.get("/v1/requests").status == 403, site);
        BOOST_TEST(ana.get("/v1/session").status == 403, site);
        BOOST_TEST(ana.post("/v1/requests").status == 403, site);
    }
    ana.header("Sec-Fetch-Site", "none");
    BOOST_TEST(ana.get("/v1/requests").status == 200);
    BOOST_TEST(ana.post("/v1/requests").status == 403);
    // A browser that sends no Sec-Fetch-Site: its Origin decides.
    ana.header("Sec-Fetch-Site", "");
    ana.header("Origin", "https://intranet.example");
    BOOST_TEST(ana.post("/v1/requests").status == 403);
    ana.header("Origin", "null");
    BOOST_TEST(ana.post("/v1/requests").status == 403);
    ana.header("Origin", "https://kith.example");
    BOOST_TEST(ana.post("/v1/requests").status == 200);
}

BOOST_AUTO_TEST_CASE(a_repeated_change_is_done_once) {
    auto ana = page("ana");
    const auto first = ana.change("POST", "/v1/requests", R"({"text": "x"})", "key-of-ana-1");
    const auto again = ana.change("POST", "/v1/requests", R"({"text": "x"})", "key-of-ana-1");

    BOOST_TEST(first.status == 200);
    BOOST_TEST(again.body == first.body);
    BOOST_TEST(ana.change("POST", "/v1/requests", R"({"text": "y"})", "key-of-ana-1").status ==
               409);
}

BOOST_AUTO_TEST_CASE(a_change_that_no_page_of_ours_would_send_is_refused_with_what_to_do) {
    auto ana = page("ana");
    BOOST_TEST(ana.change("POST", "/v1/requests", "{}", "short").status == 400);
    BOOST_TEST(ana.change("POST", "/v1/requests", "{}", "").status == 400);
    ana.header("Idempotency-Key", "key-of-ana-2");
    ana.header("Content-Type", "text/plain");
    BOOST_TEST(ana.send("POST", "/v1/requests", "{}").status == 415);
    const auto wrong = ana.post("/v1/requests", R"({"topic": "no such topic"})");
    BOOST_TEST(wrong.status == 400);
    BOOST_TEST(field(wrong.body, "field") == "/topic");
    BOOST_TEST(header_of(wrong, "Content-Type") == "application/problem+json");
    BOOST_TEST(ana.post("/v1/requests", R"({"surprise": 1})").status == 400);
    BOOST_TEST(ana.post("/v1/requests", R"({"idempotencyKey": "key-12345"})").status == 400);
    BOOST_TEST(ana.post("/v1/requests", "{").status == 400);
    BOOST_TEST(ana.post("/v1/requests", "[]").status == 400);
    BOOST_TEST(ana.post("/v1/requests", "{\"text\": \"\xff\"}").status == 400);
    BOOST_TEST(ana.post("/v1/requests", std::string(20, '[') + "{}").status == 400);
    std::string deep;
    for (int i = 0; i < 40; ++i)
        deep += R"({"a":)";
    BOOST_TEST(ana.post("/v1/requests", deep + "1" + std::string(40, '}')).status == 400);
    BOOST_TEST(
        ana.post("/v1/requests", R"({"text": ")" + std::string(300'000, 'x') + "\"}").status ==
        413);
    BOOST_TEST(ana.get("/v1/requests?after=" + std::string(3000, '1')).status == 414);
    ana.header("X-Long", std::string(40'000, 'x'));
    BOOST_TEST(ana.get("/v1/requests").status == 431);
}

BOOST_AUTO_TEST_CASE(an_address_names_its_methods) {
    auto ana = page("ana");
    const auto wrong = ana.send("DELETE", "/v1/requests", "");
    BOOST_TEST(wrong.status == 405);
    BOOST_TEST(header_of(wrong, "Allow") == "GET, POST");
    BOOST_TEST(ana.post("/v1/session").status == 405);
    BOOST_TEST(ana.send("OPTIONS", "/v1/requests", "").status == 405);
    BOOST_TEST(ana.post("/pages/find").status == 405);
}

BOOST_AUTO_TEST_CASE(her_own_record_is_not_taken_for_a_request) {
    auto dan = page("dan");
    BOOST_TEST(field(dan.get("/v1/desk/record").body, "enrolment") == "approved");
    const auto changed = dan.change(
        "PUT", "/v1/desk/record",
        R"({"languages": ["en"], "topics": ["threats"], "listed": false})", "key-of-dan-1");
    BOOST_TEST(changed.status == 200);
    BOOST_TEST(field(dan.get("/v1/desk/record").body, "listed") == "false");
}

BOOST_AUTO_TEST_CASE(what_has_not_changed_is_not_sent_again) {
    auto ana = page("ana");
    const auto asked = this->asked(ana);
    auto dan = page(asked.supporter);
    dan.post("/v1/desk/" + asked.request + "/answer", R"({"answer": "accept"})");
    const auto messages = "/v1/requests/" + asked.request + "/messages";
    const auto first = ana.get(messages);
    BOOST_REQUIRE(!header_of(first, "ETag").empty());

    ana.header("If-None-Match", header_of(first, "ETag"));
    const auto same = ana.get(messages);
    dan.post("/v1/desk/" + asked.request + "/messages", R"({"text": "new"})");
    const auto changed = ana.get(messages);

    BOOST_TEST(same.status == 304);
    BOOST_TEST(same.body.empty());
    BOOST_TEST(changed.status == 200);
}

BOOST_AUTO_TEST_CASE(a_return_code_stands_for_a_sign_on_and_opens_one_request) {
    auto ana = page("ana");
    const auto first = asked(ana);
    const auto second = asked(ana);
    Browser elsewhere(*this, "");
    elsewhere.header("Kith-Return-Code", first.return_code);

    BOOST_TEST(elsewhere.get("/v1/requests/" + first.request).status == 200);
    BOOST_TEST(elsewhere.get("/v1/requests/" + second.request).status == 404);
    BOOST_TEST(elsewhere.get("/v1/requests").body.find(second.request) == std::string::npos);
    BOOST_TEST(elsewhere.get("/v1/desk").status == 404);
    BOOST_TEST(elsewhere.post("/v1/requests").status == 404);
    BOOST_TEST(elsewhere.post("/v1/requests/" + first.request + "/close").status == 200);
    elsewhere.header("Kith-Return-Code", "twelve words that are not a code of anybody at all here");
    BOOST_TEST(elsewhere.get("/v1/requests").status == 404);
}

BOOST_AUTO_TEST_CASE(who_asks_very_often_waits_and_nobody_else_does) {
    auto ana = page("ana");
    auto far = page("far");
    int served = 0;
    kith::gateway::HttpAnswer answer;
    for (; served < 1000; ++served) {
        answer = ana.get("/v1/requests");
        if (answer.status != 200) break;
    }

    BOOST_TEST(served == kith::limits::calls_burst);
    BOOST_TEST(answer.status == 429);
    BOOST_TEST(header_of(answer, "Retry-After") == "1");
    BOOST_TEST(far.get("/v1/requests").status == 200);
    clock->pass_hours(1);
    BOOST_TEST(ana.get("/v1/requests").status == 200);
}

BOOST_AUTO_TEST_SUITE_END()
