// The end of a sign-on: the provider's, and her own.
#include "saml/office.h"

namespace kith::tests {
namespace {

using kit::header_of;

BOOST_FIXTURE_TEST_SUITE(sign_off, Office)

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
    BOOST_TEST(somebody().get(logout_request({}, "ana", "l4")).status == 303);
    BOOST_TEST(!later.is_signed_in());
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

// Another site's form comes without the cookie: what the browser did not send it keeps.
BOOST_AUTO_TEST_CASE(nobody_else_takes_her_cookie_away) {
    for (const auto* const method : {"GET", "POST"}) {
        const auto answer = somebody().send(
            method, "/saml/sign-off",
            "Content-Type: application/x-www-form-urlencoded\r\nSec-Fetch-Site: cross-site\r\n",
            "csrf=0000");
        BOOST_TEST(answer.headers.find("Set-Cookie") == std::string::npos);
    }
}

// Core 3.7.3.2: where another service kept its session, she is told to close the window.
BOOST_AUTO_TEST_CASE(she_is_told_where_others_did_not_end_theirs) {
    auto ana = signed_in();
    const auto page = ana.get("/saml/sign-off").body;
    const auto at = page.find("data-shown=\"") + 12;
    ana.post_form("/saml/sign-off", "csrf=" + page.substr(at, page.find('"', at) - at));
    const auto id = ana.cookies.begin()->first.substr(std::string("__Host-kith-asked").size());

    const auto partly = ana.get(logout_response(
        id, R"(<samlp:StatusCode Value="urn:oasis:names:tc:SAML:2.0:status:PartialLogout"/>)"));

    BOOST_TEST(partly.status == 200);
    BOOST_TEST(partly.body.find(R"(data-said="not-everywhere" data-shown="")") !=
               std::string::npos);
    const auto refused = ana.get(logout_response(id));
    BOOST_TEST(refused.status == 403);
    BOOST_TEST(refused.body.find(R"(data-said="not-everywhere" data-shown=")") !=
               std::string::npos);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace kith::tests
