// Signing in through the company's identity provider, from the browser's first step to the last:
// the gateway, the cookies, the database, and a provider whose key is made on the spot.
#include <boost/test/unit_test.hpp>

#include <atomic>
#include <thread>

#include "base/limits.h"
#include "saml/office.h"

namespace kith::tests {
namespace {

using connectors::percent_encoded;
using kit::header_of;

BOOST_FIXTURE_TEST_SUITE(sign_on, Office)

BOOST_AUTO_TEST_CASE(somebody_signs_in_and_kith_knows_who_she_is) {
    auto ana = somebody();
    BOOST_TEST(ana.said("signOn") == "offered");
    const auto sent = ana.get("/saml/sign-on");
    BOOST_TEST(header_of(sent, "Location").starts_with("https://idp.example/sso?SAMLRequest="));
    BOOST_REQUIRE(ana.cookies.size() == 1U);
    const auto request = ana.cookies.begin()->first.substr(std::string("__Host-kith-asked").size());
    BOOST_TEST(message_of(header_of(sent, "Location"), "SAMLRequest").find(request) !=
               std::string::npos);

    const auto back = ana.bring(answer_to(request));

    BOOST_TEST(back.status == 303);
    BOOST_TEST(header_of(back, "Location") == "https://intranet.example/kith/pages/find");
    BOOST_TEST(ana.cookies.size() == 1U);  // The request is answered and forgotten.
    BOOST_TEST(ana.is_signed_in());
    BOOST_TEST(ana.said("signOn") == "own");
    BOOST_TEST(ana.said("displayName") == "Name of ana");
    const auto asked = ana.send("POST", "/v1/requests",
                                "Content-Type: application/json\r\nIdempotency-Key: 12345678\r\n"
                                "Kith-CSRF: " +
                                    ana.said("csrf") + "\r\n",
                                R"({"topic": "threats", "text": "words"})");
    BOOST_TEST(asked.status == 200, asked.body);
    BOOST_TEST(!somebody().is_signed_in());
}

// Its name ties it to our own host and to TLS; a script never sees it; another site's page sends
// the request's cookie alone.
BOOST_AUTO_TEST_CASE(cookies_are_kept_from_scripts_and_neighbours) {
    auto ana = somebody();
    const auto request = ana.begin();
    const auto sent = somebody().get("/saml/sign-on").headers;
    BOOST_TEST(sent.find("; Path=/; Max-Age=600; Secure; HttpOnly; SameSite=None\r\n") !=
               std::string::npos);
    const auto back = ana.bring(answer_to(request)).headers;
    const auto at = back.find("Set-Cookie: " + session_cookie + "=");
    BOOST_REQUIRE(at != std::string::npos);
    const auto line = back.substr(at, back.find('\r', at) - at);
    BOOST_TEST(line.ends_with("; Path=/; Secure; HttpOnly; SameSite=Lax"));
    BOOST_TEST(line.find("ana") == std::string::npos);
    BOOST_TEST(line.size() < 4096U);
}

BOOST_AUTO_TEST_CASE(she_comes_back_to_where_she_was_and_nowhere_else) {
    for (const auto* const place : {"/kith/pages/support", "https://portal.example/well-being"}) {
        auto ana = somebody();
        const auto request = ana.begin("?return=" + percent_encoded(place));
        BOOST_TEST(header_of(ana.bring(answer_to(request)), "Location") == place);
    }
    for (const auto* const place : {"//evil.example", "https://evil.example/", "/\\evil.example"}) {
        auto ana = somebody();
        BOOST_TEST(ana.get("/saml/sign-on?return=" + percent_encoded(place)).status == 400, place);
        BOOST_TEST(ana.cookies.empty());
    }
    BOOST_TEST(somebody().get("/saml/sign-on?provider=nobody").status == 400);
}

// Profiles 4.1.4.3: an answer is for the browser that asked, once, and not for long.
BOOST_AUTO_TEST_CASE(an_answer_is_for_the_browser_that_asked) {
    auto ana = somebody();
    auto eve = somebody();
    const auto request = ana.begin();
    eve.begin();
    const auto xml = answer_to(request);
    BOOST_TEST(rule_of(eve.bring(xml)) == "in_response_to");
    BOOST_TEST(!eve.is_signed_in());

    const auto cookies = ana.cookies;
    BOOST_TEST(ana.bring(xml).status == 303);
    ana.cookies = cookies;  // As if she had gone back.
    BOOST_TEST(rule_of(ana.bring(answer_to(request))) == "in_response_to");
    BOOST_TEST(!ana.is_signed_in());

    auto late = somebody();
    const auto old = late.begin();
    clock->pass_ms(10 * 60'000);
    BOOST_TEST(rule_of(late.bring(answer_to(old))) == "in_response_to");
}

// Profiles 4.1.4.2: whom Kith asked, and no other one whom it believes as well.
BOOST_AUTO_TEST_CASE(one_provider_does_not_answer_what_another_one_was_asked) {
    const auto by_clinic = [](const std::string& request) {
        auto xml = draft();
        for (int i = 0; i < 2; ++i) {
            xml = replaced(xml, corp_name, clinic_name);
            xml = replaced(xml, R"(InResponseTo="q1")", "InResponseTo=\"" + request + '"');
        }
        return clinic().sign(replaced(xml, "ana@firm.example", "ana"), "a1");
    };
    auto ana = somebody();
    BOOST_TEST(rule_of(ana.bring(by_clinic(ana.begin("?provider=corp")))) == "issuer");
    BOOST_TEST(!ana.is_signed_in());
    auto patient = somebody();
    BOOST_TEST(patient.bring(by_clinic(patient.begin("?provider=clinic"))).status == 303);
    BOOST_TEST(patient.is_signed_in());
}

// Profiles 4.1.4.5, also where nobody asked and the response around the assertion is a new one.
BOOST_AUTO_TEST_CASE(an_assertion_is_taken_once) {
    BOOST_TEST(rule_of(somebody().bring(answer_to("", "ana", unasked_draft()))) == "unasked");
    company.settings.providers[0].unasked = true;
    open();
    const auto xml = answer_to("", "ana", unasked_draft());
    BOOST_TEST(somebody().bring(xml).status == 303);
    BOOST_TEST(rule_of(somebody().bring(xml)) == "replay");
    BOOST_TEST(rule_of(somebody().bring(replaced(xml, R"(ID="r1")", R"(ID="r2")"))) == "replay");
}

BOOST_AUTO_TEST_CASE(of_many_at_once_one_takes_an_assertion) {
    company.settings.providers[0].unasked = true;
    open();
    const auto xml = answer_to("", "ana", unasked_draft());
    std::atomic<int> taken{0};
    std::vector<std::thread> threads;
    for (int i = 0; i < 8; ++i)
        threads.emplace_back([&] { taken += somebody().bring(xml).status == 303 ? 1 : 0; });
    for (auto& each : threads)
        each.join();
    BOOST_TEST(taken == 1);
}

BOOST_AUTO_TEST_CASE(who_does_not_work_here_is_not_signed_in) {
    auto window = somebody();
    BOOST_TEST(rule_of(window.bring(answer_to(window.begin(), "nobody"))) == "person_unknown");
    BOOST_TEST(!window.is_signed_in());
    BOOST_TEST(refusals().front().detail.find("nobody,") == std::string::npos);
}

// Neither the page nor the log nor the table names anybody or holds what came.
BOOST_AUTO_TEST_CASE(a_refusal_helps_an_administrator_and_tells_a_stranger_nothing) {
    auto window = somebody();
    const auto request = window.begin();
    const auto xml =
        answer_to(request, "ana-of-no-page",
                  replaced(draft(), "<saml:Audience>https://intranet.example/kith/saml/metadata",
                           "<saml:Audience>https://elsewhere.example"));
    const auto answer = window.bring(xml);
    BOOST_TEST(rule_of(answer) == "audience");
    const auto refusal = refusals().front();
    BOOST_TEST(refusal.provider == "corp");
    BOOST_TEST(refusal.section == "Core 2.5.1.4");
    BOOST_TEST(refusal.detail.find("https://elsewhere.example") != std::string::npos);
    for (const auto& text :
         {answer.body, answer.headers, refusal.detail, log->lines.back(), database_bytes()}) {
        BOOST_TEST(text.find("ana-of-no-page") == std::string::npos);
        BOOST_TEST(text.find("saml:Assertion") == std::string::npos);
    }
    for (const auto& text : {answer.body, answer.headers})
        BOOST_TEST(text.find("elsewhere") == std::string::npos);
}

// Strangers cannot push out what an administrator looks for, or fill the log.
BOOST_AUTO_TEST_CASE(refusals_are_noted_within_a_measure) {
    for (int i = 0; i < 300; ++i)
        BOOST_TEST(somebody().bring("<no saml>").status == 403);
    BOOST_TEST(refusals().size() <= static_cast<std::size_t>(limits::strangers_burst));
    BOOST_TEST(log->lines.size() == refusals().size());
    for (int i = 0; i < 300; ++i) {
        clock->pass_ms(60'000);
        somebody().bring("<no saml>");
    }
    BOOST_TEST(refusals().size() == 200U);
    clock->pass_hours(7 * 24 + 1);
    BOOST_REQUIRE(service::forget_sign_ons(rooms));
    BOOST_TEST(refusals().empty());
}

BOOST_AUTO_TEST_CASE(a_session_ends_with_its_time) {
    auto ana = signed_in();
    clock->pass_ms(8 * 3'600'000 - 1);
    BOOST_TEST(ana.is_signed_in());
    clock->pass_ms(1);
    BOOST_TEST(!ana.is_signed_in());

    // The provider's SessionNotOnOrAfter, where it is the sooner one.
    clock->pass_ms(-8 * 3'600'000);
    auto short_one = somebody();
    const auto until = replaced(draft(), "2026-11-24T20:00:00Z", "2026-11-24T12:30:00Z");
    BOOST_TEST(short_one.bring(answer_to(short_one.begin(), "ana", until)).status == 303);
    BOOST_TEST(short_one.is_signed_in());
    clock->pass_ms(31 * 60'000);
    BOOST_TEST(!short_one.is_signed_in());
}

// Nobody makes one, changes one or takes something else for one.
BOOST_AUTO_TEST_CASE(a_token_is_ours_or_is_nothing) {
    auto ana = signed_in();
    const auto token = ana.cookies[session_cookie];
    for (std::size_t i = 0; i < token.size(); ++i) {
        auto changed = token;
        changed[i] = changed[i] == 'A' ? 'B' : 'A';
        ana.cookies[session_cookie] = changed;
        BOOST_TEST(!ana.is_signed_in(), "changed at " + std::to_string(i));
    }
    auto other = somebody();
    other.begin();
    for (const auto& value : {other.cookies.begin()->second, std::string(), std::string("x"),
                              token + token, token.substr(4)}) {
        ana.cookies[session_cookie] = value;
        BOOST_TEST(!ana.is_signed_in());
    }
    ana.cookies[session_cookie] = token;
    BOOST_TEST(ana.is_signed_in());
}

BOOST_AUTO_TEST_CASE(whom_the_host_signs_in_is_who_she_is) {
    auto ana = signed_in();
    ana.subject = "bo";
    BOOST_TEST(ana.said("displayName") == "Name of bo");
    BOOST_TEST(ana.said("signOn") == "host");
}

BOOST_AUTO_TEST_CASE(a_role_is_given_by_the_manifest_of_today) {
    company.settings.providers[0].grants = {{"coordinator", "mail", "ana@firm.example"}};
    open();
    auto ana = signed_in();
    const auto capacities = [&] { return ana.get("/v1/session").body; };
    BOOST_TEST(capacities().find("coordinator") != std::string::npos);
    BOOST_TEST(ana.get("/v1/programme/supporters").status == 200);

    company.settings.providers[0].grants.clear();
    open();
    BOOST_TEST(capacities().find("coordinator") == std::string::npos);
    BOOST_TEST(ana.get("/v1/programme/supporters").status == 404);

    company.settings.providers.erase(company.settings.providers.begin());
    open();
    BOOST_TEST(!ana.is_signed_in());
}

// A request for the one is no answer to the other.
BOOST_AUTO_TEST_CASE(each_kind_of_message_has_its_own_address) {
    auto ana = somebody();
    const auto request = ana.begin();
    const auto field = percent_encoded(crypto::to_base64(crypto::bytes_of(answer_to(request))));
    BOOST_TEST(rule_of(ana.post_form("/saml/logout", "SAMLResponse=" + field)) == "in_response_to");
    BOOST_TEST(ana.bring(answer_to(request)).status == 303);

    company.settings.providers[0].unasked = true;
    open();
    const auto unasked =
        percent_encoded(crypto::to_base64(crypto::bytes_of(answer_to("", "ana", unasked_draft()))));
    BOOST_TEST(rule_of(somebody().post_form("/saml/logout", "SAMLResponse=" + unasked)) ==
               "endpoint");
}

// Profiles 4.1.4.1: asked for the password anew, she was not signed in before that.
BOOST_AUTO_TEST_CASE(a_forced_sign_on_happened_after_it_was_asked_for) {
    company.settings.providers[0].force_authn = true;
    open();
    auto ana = somebody();
    BOOST_TEST(rule_of(ana.bring(answer_to(ana.begin()))) == "force_authn");
    auto again = somebody();
    const auto now = replaced(draft(), R"(AuthnInstant="2026-11-24T11:58:00Z")",
                              R"(AuthnInstant="2026-11-24T12:00:00Z")");
    BOOST_TEST(again.bring(answer_to(again.begin(), "ana", now)).status == 303);
}

BOOST_AUTO_TEST_CASE(what_is_no_message_is_refused_in_words) {
    auto window = somebody();
    for (const auto* const body : {"", "Other=a", "SAMLResponse=a&SAMLResponse=b"})
        BOOST_TEST(window.post_form("/saml/acs", body).status == 400, body);
    BOOST_TEST(rule_of(window.post_form("/saml/acs", "SAMLResponse=")) == "xml_wellformed");
    BOOST_TEST(
        window.send("POST", "/saml/acs", "Content-Type: application/json\r\n", "{}").status == 400);
    BOOST_TEST(window.post_form("/saml/logout", "SAMLRequest=a&SAMLResponse=b").status == 400);
    BOOST_TEST(window.get("/saml/acs").status == 405);
    BOOST_TEST(window.post_form("/saml/sign-on", "").status == 405);
    BOOST_TEST(window.get("/saml/logout").status == 403);
    BOOST_TEST(window.get("/saml").status == 404);
    BOOST_TEST(window.get("/saml/other").status == 404);
    // XML is for who judges a kept message by hand.
    BOOST_TEST(rule_of(window.post_form("/saml/acs", "SAMLResponse=" + percent_encoded(draft()))) ==
               "post_encoding");
}

// A provider's new key is taken up within five minutes; metadata that cannot be used changes
// nothing until what was read before has had its time.
BOOST_AUTO_TEST_CASE(metadata_is_read_again_and_what_was_good_stays) {
    const auto bring = [&](const Issuer& issuer) {
        auto window = somebody();
        const auto request = window.begin();
        auto xml = draft();
        for (int i = 0; i < 2; ++i)
            xml = replaced(xml, R"(InResponseTo="q1")", "InResponseTo=\"" + request + '"');
        static int count = 0;
        const auto id = "b" + std::to_string(++count);
        return window.bring(issuer.sign(replaced(xml, R"(ID="a1")", "ID=\"" + id + '"'), id));
    };
    bring(corp());
    company.written("corp.xml", metadata_of(corp_name, clinic()));
    BOOST_TEST(rule_of(bring(clinic())) == "signature_key");
    clock->pass_ms(4 * 60'000);
    BOOST_TEST(bring(corp()).status == 303);
    clock->pass_ms(60'000);
    // By now the assertion of noon is too old: what matters is whose signature is believed.
    BOOST_TEST(rule_of(bring(corp())) == "signature_key");

    company.written("corp.xml", "no metadata");
    clock->pass_ms(5 * 60'000);
    BOOST_TEST(rule_of(bring(corp())) == "signature_key");
    clock->pass_hours(7 * 24);
    BOOST_TEST(rule_of(bring(clinic())) == "metadata_validity");
}

BOOST_AUTO_TEST_CASE(the_last_good_copy_of_metadata_is_kept) {
    const auto kept = [&](const std::string& url) {
        const auto read = rooms.database->read(
            [&](store::Transaction& tx) { return store::kept_metadata(tx, url); });
        BOOST_REQUIRE(read);
        return read->value_or("nothing");
    };
    const auto keep = [&](const std::string& url, const std::string& xml) {
        BOOST_REQUIRE(rooms.database->write(
            [&](store::Transaction& tx) { return store::keep_metadata(tx, url, xml); }));
    };
    keep("https://a.example/m", "<first/>");
    keep("https://a.example/m", "<second/>");
    BOOST_TEST(kept("https://a.example/m") == "<second/>");
    BOOST_TEST(kept("https://b.example/m") == "nothing");
}

// Whoever cannot sign in may still come back with a return code.
BOOST_AUTO_TEST_CASE(a_provider_that_cannot_be_read_takes_nothing_else_with_it) {
    rooms.sign_on.read_by([](std::int64_t) -> Result<std::shared_ptr<const ports::SignOn>> {
        return Error{ErrorCode::source_unreadable, "no", {}, {}};
    });
    for (const auto* const target : {"/saml/sign-on", "/saml/metadata"})
        BOOST_TEST(somebody().get(target).status == 503);
    BOOST_TEST(somebody().bring("anything").status == 503);
    BOOST_TEST(somebody().get("/v1/session").status == 200);
    BOOST_TEST(somebody().get("/pages/support").status == 200);
}

BOOST_AUTO_TEST_CASE(metadata_is_there_for_everybody) {
    const auto answer = somebody().get("/saml/metadata");
    BOOST_TEST(answer.status == 200);
    BOOST_TEST(header_of(answer, "Content-Type") == "application/samlmetadata+xml");
    BOOST_TEST(answer.body.find("https://intranet.example/kith/saml/acs") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(without_a_provider_nothing_is_there) {
    rooms.settings.saml.reset();
    rooms.sign_on.read_by({});
    for (const auto* const part : {"metadata", "sign-on", "acs", "logout", "sign-off"})
        BOOST_TEST(somebody().get(std::string("/saml/") + part).status == 404);
    BOOST_TEST(somebody().said("signOn") == "host");
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace kith::tests
