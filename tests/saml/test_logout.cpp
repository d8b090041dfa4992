// Who may end a session: the provider that began it, by every rule, and each rule is needed.
#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <functional>
#include <string>
#include <vector>

#include "connectors/saml/logout.h"
#include "connectors/saml/post.h"
#include "connectors/saml/redirect.h"
#include "connectors/saml/signed_xml.h"
#include "crypto/bytes.h"
#include "crypto/signing.h"
#include "saml/draft.h"
#include "saml/issuer.h"
#include "saml/tools.h"

namespace kith::tests {
namespace {

using connectors::saml::Binding;
using connectors::saml::check_logout_request;
using connectors::saml::check_logout_request_by;
using connectors::saml::check_logout_response;
using connectors::saml::check_logout_response_by;
using connectors::saml::Checked;
using connectors::saml::LogoutExpected;
using connectors::saml::LogoutRule;
using connectors::saml::LogoutStatus;
using connectors::saml::MessageKind;
using connectors::saml::Received;

const std::string our_logout = "https://intranet.example/kith/saml/logout";

const Issuer& session_idp() {
    static const auto made = Issuer::rsa();
    return made;
}

const Issuer& idp_b() {
    static const auto made = Issuer::rsa();
    return made;
}

LogoutExpected logout_expected() {
    LogoutExpected expected;
    expected.location = our_logout;
    expected.provider.entity_id = "https://idp.example/";
    expected.provider.signing_keys = {session_idp().key()};
    expected.request_id = "q1";
    expected.now_ms = noon_ms;
    return expected;
}

// As a provider sends them at noon, not by our own writer.
std::string request_draft() {
    return R"(<samlp:LogoutRequest xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol")"
           R"( xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion" ID="l1" Version="2.0")"
           R"( IssueInstant="2026-11-24T12:00:00Z" NotOnOrAfter="2026-11-24T12:05:00Z")"
           R"( Destination="https://intranet.example/kith/saml/logout">)"
           R"(<saml:Issuer>https://idp.example/</saml:Issuer>)"
           R"(<saml:NameID Format="urn:oasis:names:tc:SAML:2.0:nameid-format:persistent")"
           R"( SPNameQualifier="us">ana</saml:NameID><samlp:SessionIndex>s1</samlp:SessionIndex>)"
           R"(<samlp:SessionIndex>s2</samlp:SessionIndex></samlp:LogoutRequest>)";
}

std::string response_draft() {
    return R"(<samlp:LogoutResponse xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol")"
           R"( xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion" ID="l2" Version="2.0")"
           R"( IssueInstant="2026-11-24T12:00:00Z" InResponseTo="q1")"
           R"( Destination="https://intranet.example/kith/saml/logout">)"
           R"(<saml:Issuer>https://idp.example/</saml:Issuer><samlp:Status><samlp:StatusCode)"
           R"( Value="urn:oasis:names:tc:SAML:2.0:status:Success"/></samlp:Status>)"
           R"(</samlp:LogoutResponse>)";
}

Checked<Received> arrived_by_post(MessageKind kind, const std::string& xml) {
    return connectors::saml::read_post(kind, crypto::to_base64(crypto::bytes_of(xml)), "");
}

Checked<Received> arrived_by_redirect(MessageKind kind, const std::string& xml,
                                      const Issuer& by = session_idp()) {
    const auto address =
        connectors::saml::redirect_address({kind, xml, our_logout, "state"}, by.signer());
    BOOST_REQUIRE(address);
    return connectors::saml::read_redirect(address->substr(our_logout.size() + 1));
}

std::string signed_inside(const std::string& xml, const Issuer& by = session_idp()) {
    const auto made = connectors::saml::signed_xml(xml, by.signer());
    BOOST_REQUIRE(made);
    return *made;
}

using But = std::vector<std::string>;

std::vector<LogoutRule> rules_of(MessageKind kind, const But& but = {}) {
    const auto all = kind == MessageKind::request ? connectors::saml::logout_request_rules()
                                                  : connectors::saml::logout_response_rules();
    std::vector<LogoutRule> rules(all.begin(), all.end());
    const auto left_out = std::erase_if(rules, [&](const LogoutRule& each) {
        return std::ranges::find(but, each.rule.view()) != but.end();
    });
    BOOST_REQUIRE(left_out == but.size());
    return rules;
}

std::string logout_verdict(const Checked<Received>& received, const LogoutExpected& expected,
                           MessageKind kind, const But& but = {}) {
    if (!received) return std::string(received.error().rule.view());
    const auto rules = rules_of(kind, but);
    if (kind == MessageKind::request) {
        const auto asked = check_logout_request_by(rules, *received, expected);
        return asked ? "accepted" : std::string(asked.error().rule.view());
    }
    const auto answered = check_logout_response_by(rules, *received, expected);
    return answered ? "accepted" : std::string(answered.error().rule.view());
}

// A draft with one thing changed, and what it is held against.
struct LogoutRow {
    std::string rule;
    std::string from;
    std::string to;
    std::int64_t later_s = 0;
};

// By both bindings, signed by the provider as it stands: only the rule refuses it, where the schema
// did not before (test_schema.cpp).
void check_rows(MessageKind kind, const std::string& draft, const std::vector<LogoutRow>& rows) {
    for (const auto& [rule, from, to, later_s] : rows) {
        const auto xml = from.empty() ? draft : replaced(draft, from, to);
        auto expected = logout_expected();
        expected.now_ms += later_s * 1000;
        std::vector<Checked<Received>> arrivals;
        arrivals.push_back(arrived_by_redirect(kind, xml));
        // What an enveloped signature covers has an ID.
        if (rule != "id") arrivals.push_back(arrived_by_post(kind, signed_inside(xml)));
        for (const auto& received : arrivals) {
            BOOST_TEST(logout_verdict(received, expected, kind, {"schema"}) == rule,
                       to << " at " << later_s);
            BOOST_TEST(logout_verdict(received, expected, kind, {"schema", rule}) == "accepted",
                       rule << ": " << to);
        }
    }
}

std::vector<LogoutRow> common_rows() {
    return {
        {"version", "\"2.0\"", "\"1.1\""},
        {"destination", our_logout, "https://other.example/logout"},
        {"destination", our_logout, our_logout + "/"},
        {"destination", " Destination=\"" + our_logout + "\"", ""},
        {"issuer", "https://idp.example/", "https://idp-b.example/"},
        {"issuer", "<saml:Issuer>https://idp.example/</saml:Issuer>", "<saml:Issuer/>"},
        {"issuer", "<saml:Issuer>https://idp.example/",
         "<saml:Issuer>https://idp.example/<!-- -->"},
        {"issue_instant", "12:00:00Z", "12:01:01Z"},
        {"issue_instant", "12:00:00Z", "12:00:00"},
    };
}

}  // namespace

BOOST_AUTO_TEST_SUITE(saml_logout)

BOOST_AUTO_TEST_CASE(whose_session_ends_is_read_by_both_bindings) {
    std::vector<Checked<Received>> arrivals;
    arrivals.push_back(arrived_by_redirect(MessageKind::request, request_draft()));
    arrivals.push_back(arrived_by_post(MessageKind::request, signed_inside(request_draft())));
    arrivals.push_back(
        arrived_by_post(MessageKind::request, session_idp().sign(request_draft(), "l1")));
    for (const auto& received : arrivals) {
        BOOST_REQUIRE(received);
        BOOST_TEST(said_issuer(*received) == "https://idp.example/");
        const auto asked = check_logout_request(*received, logout_expected());
        BOOST_REQUIRE_MESSAGE(bool(asked), (asked ? "" : asked.error().detail));
        BOOST_TEST(asked->id == "l1");
        BOOST_TEST(asked->name_id.value == "ana");
        BOOST_TEST(asked->name_id.format == "urn:oasis:names:tc:SAML:2.0:nameid-format:persistent");
        BOOST_TEST(asked->name_id.sp_name_qualifier == "us");
        BOOST_TEST(asked->session_indexes == (std::vector<std::string>{"s1", "s2"}),
                   boost::test_tools::per_element());
    }
}

BOOST_AUTO_TEST_CASE(each_rule_of_a_request_refuses_what_no_other_one_does) {
    auto rows = common_rows();
    const std::string until = " NotOnOrAfter=\"2026-11-24T12:05:00Z\"";
    const std::vector<LogoutRow> more{
        {"id", " ID=\"l1\"", ""},
        {"not_on_or_after", "12:05:00Z", "11:59:00Z"},
        {"not_on_or_after", "12:05:00Z", "12:05:00"},
        {"issue_instant", until, "", 360},
        {"logout_name_id", ">ana<", "><"},
        {"logout_name_id", ">ana<", ">ana<!-- -->.evil<"},
        {"logout_name_id", ">ana<", ">" + std::string(257, 'a') + "<"},
        {"logout_name_id", "<samlp:SessionIndex>",
         "<saml:NameID>eve</saml:NameID><samlp:SessionIndex>"},
        {"logout_name_id", "<samlp:SessionIndex>", "<saml:EncryptedID/><samlp:SessionIndex>"},
        {"session_index", ">s1<", "><"},
        {"session_index", ">s1<", ">s<?x y?>1<"},
    };
    rows.insert(rows.end(), more.begin(), more.end());
    check_rows(MessageKind::request, request_draft(), rows);

    auto expected = logout_expected();
    const auto received = arrived_by_redirect(MessageKind::request, request_draft());
    expected.now_ms += 359'000;
    BOOST_TEST(logout_verdict(received, expected, MessageKind::request) == "accepted");
}

BOOST_AUTO_TEST_CASE(each_rule_of_a_response_refuses_what_no_other_one_does) {
    auto rows = common_rows();
    const std::vector<LogoutRow> more{
        {"id", " ID=\"l2\"", ""},
        {"issue_instant", "", "", 360},
        {"in_response_to", "\"q1\"", "\"q2\""},
        {"in_response_to", " InResponseTo=\"q1\"", ""},
        {"status", "status:Success", "status:Responder"},
        {"status", "<samlp:StatusCode", "<samlp:Other"},
    };
    rows.insert(rows.end(), more.begin(), more.end());
    check_rows(MessageKind::response, response_draft(), rows);
}

BOOST_AUTO_TEST_CASE(nothing_is_answered_where_nothing_was_asked) {
    auto expected = logout_expected();
    expected.request_id.clear();
    const auto received =
        arrived_by_redirect(MessageKind::response, replaced(response_draft(), "\"q1\"", "\"\""));
    BOOST_TEST(logout_verdict(received, expected, MessageKind::response, {"schema"}) ==
               "in_response_to");
}

BOOST_AUTO_TEST_CASE(a_message_is_what_its_parameter_says) {
    const auto kinds = {MessageKind::request, MessageKind::response};
    for (const auto kind : kinds) {
        const bool asks = kind == MessageKind::request;
        const std::string rule = asks ? "logout_request_root" : "logout_response_root";
        const auto& wrong = asks ? response_draft() : request_draft();
        BOOST_TEST(logout_verdict(arrived_by_redirect(kind, wrong), logout_expected(), kind) ==
                   rule);
        BOOST_TEST(logout_verdict(arrived_by_post(kind, signed_inside(wrong)), logout_expected(),
                                  kind) == rule);
        const auto& right = asks ? request_draft() : response_draft();
        const auto other = asks ? MessageKind::response : MessageKind::request;
        BOOST_TEST(logout_verdict(arrived_by_redirect(other, right), logout_expected(), kind) ==
                   rule);
        BOOST_TEST(logout_verdict(arrived_by_redirect(other, right), logout_expected(), kind,
                                  {rule}) == "accepted");
    }
}

BOOST_AUTO_TEST_CASE(a_message_is_signed_by_the_sessions_provider) {
    const auto request = MessageKind::request;
    const auto verdict_of_post = [&](const std::string& xml) {
        return logout_verdict(arrived_by_post(request, xml), logout_expected(), request);
    };
    BOOST_TEST(verdict_of_post(request_draft()) == "signature_missing");
    BOOST_TEST(logout_verdict(arrived_by_post(request, request_draft()), logout_expected(), request,
                              {"logout_signature"}) == "accepted");
    BOOST_TEST(verdict_of_post(signed_inside(request_draft(), idp_b())) == "signature_key");
    BOOST_TEST(logout_verdict(arrived_by_redirect(request, request_draft(), idp_b()),
                              logout_expected(), request) == "signature_key");
    const auto good = signed_inside(request_draft());
    BOOST_TEST(verdict_of_post(replaced(good, ">ana<", ">eve<")) == "signature_digest");

    // Signed inside and sent by redirect: without its own signature, and with two of them.
    const auto address =
        connectors::saml::redirect_address({request, good, our_logout, ""}, session_idp().signer());
    BOOST_REQUIRE(address);
    const auto query = address->substr(our_logout.size() + 1);
    const auto twice = connectors::saml::read_redirect(query);
    BOOST_TEST(logout_verdict(twice, logout_expected(), request) == "one_signature");
    BOOST_TEST(logout_verdict(twice, logout_expected(), request, {"one_signature"}) == "accepted");
    const auto none = connectors::saml::read_redirect(query.substr(0, query.find("&SigAlg")));
    BOOST_TEST(logout_verdict(none, logout_expected(), request) == "one_signature");
    BOOST_TEST(logout_verdict(none, logout_expected(), request, {"one_signature"}) ==
               "signature_missing");
}

// Another provider that we trust, too, ends none of this one's sessions, whoever it says it is.
BOOST_AUTO_TEST_CASE(another_provider_ends_no_session_of_this_one) {
    auto of_b = logout_expected();
    of_b.provider = {"https://idp-b.example/", {idp_b().key()}};
    const auto request = MessageKind::request;
    const auto honest = replaced(request_draft(), "https://idp.example/", "https://idp-b.example/");
    BOOST_TEST(logout_verdict(arrived_by_redirect(request, honest, idp_b()), of_b, request) ==
               "accepted");
    BOOST_TEST(logout_verdict(arrived_by_redirect(request, honest, idp_b()), logout_expected(),
                              request) == "issuer");
    BOOST_TEST(logout_verdict(arrived_by_redirect(request, request_draft(), idp_b()), of_b,
                              request) == "issuer");
}

// samlify #634: a signature that covers something else than what is read.
BOOST_AUTO_TEST_CASE(a_forged_request_around_a_signed_one_is_never_read) {
    const auto good = signed_inside(request_draft());
    const auto original = good.substr(good.find("<samlp:LogoutRequest"));
    const auto sig_begin = original.find("<ds:Signature ");
    const auto sig_end = original.find("</ds:Signature>") + std::string("</ds:Signature>").size();
    const auto signature = original.substr(sig_begin, sig_end - sig_begin);
    const auto bare = original.substr(0, sig_begin) + original.substr(sig_end);
    const auto evil = replaced(replaced(bare, "\"l1\"", "\"e1\""), ">ana<", ">eve<");
    const auto inside = [&](const std::string& what) {
        return replaced(evil, "</saml:Issuer>", "</saml:Issuer>" + what);
    };
    const auto extended = [](const std::string& what) {
        return "<samlp:Extensions>" + what + "</samlp:Extensions>";
    };
    const auto assertion = signed_inside(
        R"(<saml:Assertion xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion" ID="a1">)"
        R"(<saml:Issuer>https://idp.example/</saml:Issuer></saml:Assertion>)");
    const auto signed_assertion = assertion.substr(assertion.find("<saml:Assertion"));
    const auto of_assertion = signed_assertion.substr(
        signed_assertion.find("<ds:Signature "),
        signed_assertion.find("</saml:Assertion>") - signed_assertion.find("<ds:Signature "));
    const std::vector<std::string> forged{
        inside(signature),
        inside(replaced(signature, "#l1", "#e1")),
        inside(signature + extended(bare)),
        inside(extended(original)),
        inside(replaced(signature, "</ds:Signature>",
                        "<ds:Object>" + bare + "</ds:Object></ds:Signature>")),
        inside(of_assertion + extended(signed_assertion)),
        inside(extended(signed_assertion)),
        inside(signature + signature),
        replaced(evil, "</saml:Issuer>", "</saml:Issuer>" + extended(bare) + signature),
        "<x:y xmlns:x=\"urn:x\">" + original + "</x:y>",
    };
    for (const auto& xml : forged) {
        const auto received = arrived_by_post(MessageKind::request, xml);
        if (!received) continue;  // One ID twice.
        BOOST_TEST(!check_logout_request(*received, logout_expected()), xml);
    }
    BOOST_TEST(bool(
        check_logout_request(*arrived_by_post(MessageKind::request, original), logout_expected())));
}

BOOST_AUTO_TEST_CASE(a_response_tells_whether_all_services_ended_theirs) {
    const auto answered = [](const std::string& xml) {
        return check_logout_response(*arrived_by_redirect(MessageKind::response, xml),
                                     logout_expected());
    };
    const auto all = answered(response_draft());
    BOOST_REQUIRE(all);
    BOOST_TEST(all->everywhere);
    const auto some = answered(replaced(
        response_draft(), "status:Success\"/>",
        "status:Success\"><samlp:StatusCode "
        "Value=\"urn:oasis:names:tc:SAML:2.0:status:PartialLogout\"/></samlp:StatusCode>"));
    BOOST_REQUIRE(some);
    BOOST_TEST(!some->everywhere);
    const auto failed = answered(replaced(response_draft(), "status:Success", "status:Responder"));
    BOOST_REQUIRE(!failed);
    BOOST_TEST(failed.error().detail == "the provider's status is \"Responder\"");
}

// What we send is taken by the rules for what we get, and xmlsec1 verifies it.
BOOST_AUTO_TEST_CASE(our_messages_are_as_ours_must_be) {
    const connectors::saml::OwnMessage message{"_m1", "https://idp.example/", our_logout, noon_ms};
    const connectors::saml::NameId name{
        "a&<b>", "urn:oasis:names:tc:SAML:2.0:nameid-format:transient", "q", "us"};
    const auto request = connectors::saml::logout_request_xml(message, name, "s1");
    BOOST_REQUIRE(request);
    const auto asked = check_logout_request(*arrived_by_redirect(MessageKind::request, *request),
                                            logout_expected());
    BOOST_REQUIRE_MESSAGE(bool(asked), (asked ? "" : asked.error().detail));
    BOOST_TEST(asked->id == "_m1");
    BOOST_TEST(asked->name_id.value == name.value);
    BOOST_TEST(asked->name_id.format == name.format);
    BOOST_TEST(asked->name_id.name_qualifier == "q");
    BOOST_TEST(asked->name_id.sp_name_qualifier == "us");
    BOOST_TEST(asked->session_indexes == std::vector<std::string>{"s1"},
               boost::test_tools::per_element());
    BOOST_TEST(request->find("NotOnOrAfter=\"2026-11-24T12:05:00.000Z\"") != std::string::npos);
    BOOST_TEST(xmlsec_verifies(signed_inside(*request),
                               "urn:oasis:names:tc:SAML:2.0:protocol:LogoutRequest",
                               session_idp().certificate()));

    const auto done = connectors::saml::logout_response_xml(message, "q1", LogoutStatus::done);
    const auto failed = connectors::saml::logout_response_xml(message, "q1", LogoutStatus::failed);
    BOOST_REQUIRE(done);
    BOOST_REQUIRE(failed);
    const auto kind = MessageKind::response;
    BOOST_TEST(logout_verdict(arrived_by_redirect(kind, *done), logout_expected(), kind) ==
               "accepted");
    BOOST_TEST(logout_verdict(arrived_by_redirect(kind, *failed), logout_expected(), kind) ==
               "status");
    BOOST_TEST(xmlsec_verifies(signed_inside(*done),
                               "urn:oasis:names:tc:SAML:2.0:protocol:LogoutResponse",
                               session_idp().certificate()));
}

BOOST_AUTO_TEST_CASE(a_refusal_of_logout_names_nobody) {
    for (const auto& [from, to] : std::vector<std::pair<std::string, std::string>>{
             {">ana<", ">ana<!-- --><"},
             {"<samlp:SessionIndex>", "<saml:NameID>ana</saml:NameID><samlp:SessionIndex>"},
             {">s1<", ">ana<!-- --><"}}) {
        const auto refused = check_logout_request(
            *arrived_by_redirect(MessageKind::request, replaced(request_draft(), from, to)),
            logout_expected());
        BOOST_REQUIRE(!refused);
        BOOST_TEST(refused.error().detail.find("ana") == std::string::npos);
    }
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace kith::tests
