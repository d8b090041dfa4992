// Signing in through the company's identity provider, from the browser's first step to the last:
// the gateway, the cookies, the database, and a provider whose key is made on the spot.
#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <map>
#include <mutex>
#include <sstream>
#include <thread>

#include "connectors/common/percent.h"
#include "crypto/bytes.h"
#include "crypto/signing.h"
#include "gateway/http.h"
#include "kit/browser.h"
#include "saml/company.h"
#include "saml/tools.h"
#include "service/sign_on.h"
#include "store/sign_ons.h"

namespace kith::tests {
namespace {

using connectors::percent_encoded;
using gateway::HttpAnswer;
using kit::header_of;

class Log final : public ports::LogSink {
public:
    void write(ports::LogLevel, FixedText event, std::int64_t number, FixedText reason) override {
        const std::lock_guard lock(mutex_);
        lines.push_back(std::string(event.view()) + ": " + std::string(reason.view()) + " " +
                        std::to_string(number));
    }
    std::vector<std::string> lines;

private:
    std::mutex mutex_;
};

// A person's browser: it keeps cookies, and no host says who she is.
class Window {
public:
    explicit Window(service::Rooms& rooms) : rooms_(rooms) {}

    HttpAnswer get(const std::string& target) { return send("GET", target, {}, {}); }
    HttpAnswer post_form(const std::string& target, const std::string& body) {
        return send("POST", target, "Content-Type: application/x-www-form-urlencoded\r\n", body);
    }
    HttpAnswer send(const std::string& method, const std::string& target,
                    const std::string& headers, const std::string& body) {
        auto answer = gateway::http(
            rooms_, {method, target, headers + "Host: intranet.example\r\n" + cookie_line(), body,
                     subject, "host-session"});
        keep_cookies(answer.headers);
        return answer;
    }

    // Asks for a sign-on; the ID of our request.
    std::string begin(const std::string& query = {}) {
        const auto answer = get("/saml/sign-on" + query);
        BOOST_REQUIRE(answer.status == 303);
        for (const auto& [name, value] : cookies)
            if (const auto at = name.find("kith-asked"); at != std::string::npos)
                return name.substr(at + 10);
        BOOST_FAIL("no request is kept");
        return {};
    }
    HttpAnswer bring(const std::string& xml) {
        return post_form("/saml/acs", "SAMLResponse=" + percent_encoded(crypto::to_base64(
                                                            crypto::bytes_of(xml))));
    }
    bool is_signed_in() { return said("signedIn") == "true"; }
    std::string said(const std::string& field) {
        return kit::World::field(get("/v1/session").body, field);
    }

    std::map<std::string, std::string> cookies;
    std::string subject;

private:
    std::string cookie_line() const {
        if (cookies.empty()) return {};
        std::string line;
        for (const auto& [name, value] : cookies)
            line += (line.empty() ? "Cookie: " : "; ") + name + "=" + value;
        return line + "\r\n";
    }
    void keep_cookies(const std::string& headers) {
        std::istringstream lines(headers);
        for (std::string line; std::getline(lines, line);) {
            if (!line.starts_with("Set-Cookie: ")) continue;
            const auto pair = line.substr(12, line.find(';') - 12);
            const auto name = pair.substr(0, pair.find('='));
            if (line.find("Max-Age=0") != std::string::npos)
                cookies.erase(name);
            else
                cookies[name] = pair.substr(name.size() + 1);
        }
    }

    service::Rooms& rooms_;
};

struct Office : kit::World {
    Office() {
        employee("top", "");
        employee("bo", "top");
        employee("ana", "bo");
        store_directory();
        clock->pass_ms(static_cast<int>((noon_ms - clock->now_unix_ms()) % 3'600'000));
        clock->pass_hours(static_cast<int>((noon_ms - clock->now_unix_ms()) / 3'600'000));
        rooms.log = log;
        rooms.settings.widget.origins = {"https://portal.example"};
        open();
    }
    void open() {
        rooms.settings.saml = company.settings;
        rooms.sign_on = company.opened();
    }

    Window somebody() { return Window(rooms); }
    Window signed_in(const std::string& person = "ana") {
        auto window = somebody();
        BOOST_REQUIRE(window.bring(answer_to(window.begin(), person)).status == 303);
        BOOST_REQUIRE(window.is_signed_in());
        return window;
    }

    // The provider's answer, of an assertion of its own each time.
    static std::string answer_to(const std::string& request, const std::string& person = "ana",
                                 const std::string& from = {}) {
        static int count = 0;
        const auto id = "a" + std::to_string(1000 + ++count);
        auto xml = from.empty() ? draft() : from;
        for (int i = 0; i < 2 && !request.empty(); ++i)
            xml = replaced(xml, R"(InResponseTo="q1")", "InResponseTo=\"" + request + '"');
        xml = replaced(replaced(xml, R"(ID="a1")", "ID=\"" + id + '"'), ">ana<", '>' + person + '<');
        return corp().sign(xml, id);
    }

    std::vector<store::SignOnRefusal> refusals() {
        const auto found = rooms.database->read(
            [](store::Transaction& tx) { return store::sign_on_refusals(tx); });
        BOOST_REQUIRE(found);
        return *found;
    }
    // The rule by which it was refused, which the log has with the reference that the page shows.
    std::string rule_of(const HttpAnswer& answer) {
        BOOST_REQUIRE(answer.status == 403);
        BOOST_REQUIRE(!refusals().empty());
        const auto newest = refusals().front();
        const auto number = std::to_string(newest.reference);
        BOOST_TEST(answer.body.find("data-shown=\"" + number + '"') != std::string::npos);
        BOOST_TEST(log->lines.back() == "sign-on refused: " + newest.rule + ' ' + number);
        return newest.rule;
    }

    static std::string logout_request(const std::string& more, const std::string& name = "ana",
                                      const std::string& id = "l1") {
        const auto xml =
            R"(<samlp:LogoutRequest xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol")"
            R"( xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion" ID=")" +
            id +
            R"(" Version="2.0" IssueInstant="2026-11-24T12:00:00Z")"
            R"( Destination="https://intranet.example/kith/saml/logout">)"
            R"(<saml:Issuer>https://idp.example/</saml:Issuer><saml:NameID>)" +
            name + "</saml:NameID>" + more + "</samlp:LogoutRequest>";
        return "/saml/logout?" + python_query("SAMLRequest", xml, "state-1", corp().private_pem());
    }
    static std::string logout_response(const std::string& request) {
        const auto xml =
            R"(<samlp:LogoutResponse xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol")"
            R"( xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion" ID="l2" Version="2.0")"
            R"( IssueInstant="2026-11-24T12:00:00Z" InResponseTo=")" +
            request +
            R"(" Destination="https://intranet.example/kith/saml/logout">)"
            R"(<saml:Issuer>https://idp.example/</saml:Issuer><samlp:Status><samlp:StatusCode)"
            R"( Value="urn:oasis:names:tc:SAML:2.0:status:Success"/></samlp:Status>)"
            R"(</samlp:LogoutResponse>)";
        return "/saml/logout?" + python_query("SAMLResponse", xml, "", corp().private_pem());
    }

    Company company;
    std::shared_ptr<Log> log = std::make_shared<Log>();
};

const std::string session_cookie = "__Host-kith-sign-on";

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
    const auto xml = answer_to(
        request, "ana-of-no-page",
        replaced(draft(), "<saml:Audience>https://intranet.example/kith/saml/metadata",
                 "<saml:Audience>https://elsewhere.example"));
    const auto answer = window.bring(xml);
    BOOST_TEST(rule_of(answer) == "audience");
    const auto refusal = refusals().front();
    BOOST_TEST(refusal.provider == "corp");
    BOOST_TEST(refusal.section == "Core 2.5.1.4");
    BOOST_TEST(refusal.detail.find("https://elsewhere.example") != std::string::npos);
    for (const auto& text : {answer.body, answer.headers, refusal.detail, log->lines.back(),
                             database_bytes()}) {
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
    const auto until =
        replaced(draft(), "2026-11-24T20:00:00Z", "2026-11-24T12:30:00Z");
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

// Core 3.7: of one session, or of all of hers that began before; and nobody else's.
BOOST_AUTO_TEST_CASE(the_provider_ends_sessions) {
    auto ana = signed_in();
    auto bo = signed_in("bo");
    const std::string other = "<samlp:SessionIndex>s2</samlp:SessionIndex>";
    BOOST_TEST(somebody().get(logout_request(other, "ana", "l0")).status == 303);
    BOOST_TEST(ana.is_signed_in());

    const std::string index = "<samlp:SessionIndex>s1</samlp:SessionIndex>";
    const auto answer = somebody().get(logout_request(index, "ana", "l1"));
    BOOST_TEST(answer.status == 303);
    const auto location = header_of(answer, "Location");
    BOOST_TEST(location.starts_with("https://idp.example/slo?SAMLResponse="));
    BOOST_TEST(parameter_of(location, "RelayState") == "state-1");
    BOOST_TEST(message_of(location, "SAMLResponse").find(R"(InResponseTo="l1")") !=
               std::string::npos);
    BOOST_TEST(!ana.is_signed_in());
    BOOST_TEST(bo.is_signed_in());

    clock->pass_ms(1);
    auto again = signed_in();
    BOOST_TEST(somebody().get(logout_request({}, "ana", "l3")).status == 303);
    BOOST_TEST(!again.is_signed_in());
    clock->pass_ms(1);
    auto later = signed_in();
    BOOST_TEST(rule_of(somebody().get(logout_request({}, "ana", "l3"))) == "replay");
    BOOST_TEST(later.is_signed_in());
}

BOOST_AUTO_TEST_CASE(she_ends_her_session_here_and_there) {
    auto ana = signed_in();
    const auto kept = ana.cookies;
    const auto page = ana.get("/saml/sign-off");
    BOOST_TEST(page.status == 200);
    BOOST_TEST(ana.is_signed_in());  // Opening an address ends nothing.
    const auto at = page.body.find("data-shown=\"") + 12;
    const auto csrf = page.body.substr(at, page.body.find('"', at) - at);
    BOOST_TEST(ana.post_form("/saml/sign-off", "csrf=0000").status == 403);
    BOOST_TEST(ana.post_form("/saml/sign-off", "").status == 403);
    BOOST_TEST(ana.send("POST", "/saml/sign-off",
                        "Content-Type: application/x-www-form-urlencoded\r\n"
                        "Sec-Fetch-Site: cross-site\r\n",
                        "csrf=" + csrf)
                   .status == 403);
    BOOST_TEST(ana.is_signed_in());

    const auto sent = ana.post_form("/saml/sign-off", "csrf=" + csrf);

    BOOST_TEST(sent.status == 303);
    const auto location = header_of(sent, "Location");
    BOOST_TEST(location.starts_with("https://idp.example/slo?SAMLRequest="));
    const auto request = message_of(location, "SAMLRequest");
    BOOST_TEST(request.find(">ana</") != std::string::npos);
    BOOST_TEST(request.find(">s1</") != std::string::npos);
    BOOST_TEST(!ana.is_signed_in());
    auto thief = somebody();
    thief.cookies = kept;  // What was hers is nothing any more.
    BOOST_TEST(!thief.is_signed_in());

    BOOST_REQUIRE(ana.cookies.size() == 1U);
    const auto id = ana.cookies.begin()->first.substr(std::string("__Host-kith-asked").size());
    BOOST_TEST(rule_of(somebody().get(logout_response(id))) == "in_response_to");
    const auto done = ana.get(logout_response(id));
    BOOST_TEST(done.status == 200);
    BOOST_TEST(done.body.find(R"(data-said="signed-out")") != std::string::npos);
    BOOST_TEST(ana.cookies.empty());
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
    const auto unasked = percent_encoded(
        crypto::to_base64(crypto::bytes_of(answer_to("", "ana", unasked_draft()))));
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
    for (const auto* const body : {"", "SAMLResponse", "Other=a", "SAMLResponse=a&SAMLResponse=b"})
        BOOST_TEST(window.post_form("/saml/acs", body).status >= 400, body);
    BOOST_TEST(window.send("POST", "/saml/acs", "Content-Type: application/json\r\n", "{}").status ==
               400);
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

BOOST_AUTO_TEST_CASE(metadata_is_there_for_everybody) {
    const auto answer = somebody().get("/saml/metadata");
    BOOST_TEST(answer.status == 200);
    BOOST_TEST(header_of(answer, "Content-Type") == "application/samlmetadata+xml");
    BOOST_TEST(answer.body.find("https://intranet.example/kith/saml/acs") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(without_a_provider_nothing_is_there) {
    rooms.settings.saml.reset();
    rooms.sign_on.reset();
    for (const auto* const part : {"metadata", "sign-on", "acs", "logout", "sign-off"})
        BOOST_TEST(somebody().get(std::string("/saml/") + part).status == 404);
    BOOST_TEST(somebody().said("signOn") == "host");
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace kith::tests
