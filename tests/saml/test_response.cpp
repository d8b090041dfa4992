// Who signed in is believed by every rule, and each rule is needed.
#include <boost/test/unit_test.hpp>

#include <functional>
#include <string>
#include <vector>

#include "connectors/saml/response.h"
#include "saml/draft.h"
#include "saml/issuer.h"

namespace kith::tests {
namespace {

using connectors::saml::check_response;
using connectors::saml::check_response_by;
using connectors::saml::Expected;
using connectors::saml::response_rules;
using connectors::saml::ResponseRule;

const Issuer& idp() {
    static const auto made = Issuer::rsa();
    return made;
}

using Adjust = std::function<void(Expected&)>;

Expected expected_with(const Adjust& adjust) {
    auto expected = expected_of(idp());
    if (adjust) adjust(expected);
    return expected;
}

std::string verdict(const std::string& xml, const Adjust& adjust = {},
                    std::span<const ResponseRule> rules = response_rules()) {
    const auto read = check_response_by(rules, xml, expected_with(adjust));
    return read ? "accepted" : std::string(read.error().rule.view());
}

std::string both_signed(const std::string& xml) {
    return idp().sign(idp().sign(xml, "a1"), "r1");
}

// The draft with that changed, signed as it then stands.
std::string with(const std::string& from, const std::string& to) {
    return idp().sign(replaced(draft(), from, to), "r1");
}

BOOST_AUTO_TEST_SUITE(saml_response)

BOOST_AUTO_TEST_CASE(who_signed_in_is_read) {
    for (const auto& xml :
         {idp().sign(draft(), "r1"), idp().sign(draft(), "a1"), both_signed(draft())}) {
        const auto read = check_response(xml, expected_of(idp()));
        BOOST_REQUIRE_MESSAGE(bool(read), (read ? "" : read.error().detail));
        BOOST_TEST(read->name_id.value == "ana");
        BOOST_TEST(read->name_id.format == "urn:oasis:names:tc:SAML:2.0:nameid-format:persistent");
        BOOST_TEST(read->session_index == "s1");
        BOOST_TEST(read->authn_context ==
                   "urn:oasis:names:tc:SAML:2.0:ac:classes:PasswordProtectedTransport");
        BOOST_TEST(read->assertion_id == "a1");
        BOOST_TEST(read->replay_until_ms == noon_ms + 300'000 + 60'000);
        BOOST_TEST(*read->session_until_ms == noon_ms + 8 * 3'600'000);
        BOOST_REQUIRE(read->attributes.size() == 1U);
        BOOST_TEST(read->attributes[0].name == "mail");
        BOOST_TEST(read->attributes[0].values == std::vector<std::string>{"ana@firm.example"},
                   boost::test_tools::per_element());
    }
}

BOOST_AUTO_TEST_CASE(an_attribute_given_twice_has_the_values_of_both) {
    const auto xml =
        with("</saml:AttributeStatement>",
             "<saml:Attribute Name=\"mail\"><saml:AttributeValue>b</saml:AttributeValue>"
             "</saml:Attribute></saml:AttributeStatement>");
    const auto read = check_response(xml, expected_of(idp()));
    BOOST_REQUIRE(read);
    BOOST_REQUIRE(read->attributes.size() == 1U);
    BOOST_TEST(read->attributes[0].values.size() == 2U);
}

// Each is signed by the provider as it stands: only the rule refuses it, and without it she is in.
BOOST_AUTO_TEST_CASE(each_rule_refuses_what_no_other_one_does) {
    struct Row {
        std::string rule;
        std::string xml;
        Adjust adjust;
    };
    const std::string acs = "https://intranet.example/kith/saml/acs";
    const std::string us = "https://intranet.example/kith/saml/metadata";
    const auto good = idp().sign(draft(), "r1");
    const auto later = [](std::int64_t seconds) {
        return [seconds](Expected& expected) { expected.now_ms += seconds * 1000; };
    };
    const std::string confirmation_end = "</saml:SubjectConfirmation>";
    const std::vector<Row> rows{
        {"version", with("Version=\"2.0\"", "Version=\"1.1\""), {}},
        {"version", with("ID=\"a1\" Version=\"2.0\"", "ID=\"a1\" Version=\"2.1\""), {}},
        {"id", with("ID=\"a1\" ", ""), {}},
        {"destination",
         with("Destination=\"" + acs, "Destination=\"https://other.example/acs"),
         {}},
        {"destination", with("Destination=\"" + acs, "Destination=\"" + acs + "/"), {}},
        {"destination", with(" Destination=\"" + acs + "\"", ""), {}},
        {"issuer",
         with("<saml:Issuer>https://idp.example/", "<saml:Issuer>https://idp-b.example/"),
         {}},
        {"issuer",
         with("<saml:Issuer>",
              "<saml:Issuer Format=\"urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress\">"),
         {}},
        {"in_response_to",
         with("InResponseTo=\"q1\"><saml:Issuer>", "InResponseTo=\"q2\"><saml:Issuer>"),
         {}},
        {"in_response_to", with(" InResponseTo=\"q1\"><saml:Issuer>", "><saml:Issuer>"), {}},
        {"status", with("status:Success", "status:Responder"), {}},
        {"signed", idp().sign(draft(), "a1"),
         [](Expected& expected) { expected.must_be_signed = Expected::Signed::response; }},
        {"signed", good,
         [](Expected& expected) { expected.must_be_signed = Expected::Signed::assertion; }},
        {"signed", good,
         [](Expected& expected) { expected.must_be_signed = Expected::Signed::both; }},
        {"signed", draft(), {}},
        {"issue_instant",
         with("IssueInstant=\"2026-11-24T12:00:00Z\" D", "IssueInstant=\"2026-11-24T12:02:00Z\" D"),
         {}},
        {"issue_instant",
         with("IssueInstant=\"2026-11-24T12:00:00Z\" D",
              "IssueInstant=\"2026-11-24T12:00:00+00:00\" D"),
         {}},
        {"assertion_issuer",
         with("2026-11-24T12:00:00Z\"><saml:Issuer>https://idp.example/",
              "2026-11-24T12:00:00Z\"><saml:Issuer>https://idp-b.example/"),
         {}},
        {"subject_confirmation", with("cm:bearer", "cm:sender-vouches"), {}},
        {"subject_confirmation",
         with("Recipient=\"" + acs, "Recipient=\"https://other.example/acs"),
         {}},
        {"subject_confirmation", with(" Recipient=\"" + acs + "\"", ""), {}},
        {"subject_confirmation",
         with("Data NotOnOrAfter=\"2026-11-24T12:05:00Z\"",
              "Data NotOnOrAfter=\"2026-11-24T11:59:00Z\""),
         {}},
        {"subject_confirmation", with("Data NotOnOrAfter=\"2026-11-24T12:05:00Z\"", "Data"), {}},
        {"subject_confirmation",
         with("Data NotOnOrAfter", "Data NotBefore=\"2026-11-24T11:00:00Z\" NotOnOrAfter"),
         {}},
        {"subject_confirmation", with("InResponseTo=\"q1\"/>", "InResponseTo=\"q2\"/>"), {}},
        {"subject_confirmation", with("InResponseTo=\"q1\"/>", "/>"), {}},
        {"conditions_known", with("</saml:Conditions>", "<saml:Condition/></saml:Conditions>"), {}},
        {"conditions_known",
         with("</saml:Conditions>", "<x:Condition xmlns:x=\"urn:x\"/></saml:Conditions>"),
         {}},
        {"conditions_known",
         with("</saml:Conditions>", "<saml:OneTimeUse/><saml:OneTimeUse/></saml:Conditions>"),
         {}},
        {"validity",
         with("Conditions NotBefore=\"2026-11-24T11:59:00Z",
              "Conditions NotBefore=\"2026-11-24T12:02:00Z"),
         {}},
        {"validity",
         with("11:59:00Z\" NotOnOrAfter=\"2026-11-24T12:05:00Z",
              "11:50:00Z\" NotOnOrAfter=\"2026-11-24T11:59:00Z"),
         {}},
        {"validity",
         with("NotBefore=\"2026-11-24T11:59:00Z", "NotBefore=\"2026-11-24T13:59:00"),
         {}},
        {"audience", with("<saml:Audience>" + us, "<saml:Audience>https://other.example/"), {}},
        {"audience",
         with("<saml:Audience>" + us, "<saml:Audience>" + us + "<!---->.evil.example"),
         {}},
        {"audience",
         with("</saml:AudienceRestriction>",
              "</saml:AudienceRestriction><saml:AudienceRestriction><saml:Audience>https://"
              "other.example/</saml:Audience></saml:AudienceRestriction>"),
         {}},
        {"authn_statement",
         with("AuthnInstant=\"2026-11-24T11:58:00Z\"", "AuthnInstant=\"2026-11-24T12:02:00Z\""),
         {}},
        {"authn_statement",
         with("</saml:AuthnContextClassRef>", "<!-- --></saml:AuthnContextClassRef>"),
         {}},
        {"session",
         with("SessionNotOnOrAfter=\"2026-11-24T20:00:00Z\"",
              "SessionNotOnOrAfter=\"2026-11-24T12:00:00Z\""),
         {}},
        {"force_authn", good, [](Expected& expected) { expected.authn_after_ms = noon_ms; }},
        {"authn_context", good,
         [](Expected& expected) {
             expected.authn_contexts = {"urn:oasis:names:tc:SAML:2.0:ac:classes:SmartcardPKI"};
         }},
        {"name_id", good,
         [](Expected& expected) {
             expected.name_id_format = "urn:oasis:names:tc:SAML:2.0:nameid-format:transient";
         }},
        {"name_id", with(">ana<", "><"), {}},
        {"name_id", with(">ana<", ">" + std::string(257, 'a') + "<"), {}},
        {"name_id", with(">ana<", ">ana<!-- -->.evil<"), {}},
        {"name_id", with(">ana<", ">ana<?x y?>.evil<"), {}},
        {"attribute_values", with("ana@firm.example", "ana@firm.example<!-- -->.evil"), {}},
    };
    for (const auto& [rule, xml, adjust] : rows) {
        BOOST_TEST(verdict(xml, adjust, rules_beside_the_schema()) == rule, xml);
        BOOST_TEST(verdict(xml, adjust, rules_beside_the_schema(rule)) == "accepted",
                   rule << ": " << xml);
    }
    BOOST_TEST(verdict(good, later(359)) == "accepted");
    BOOST_TEST(verdict(good, later(360)) == "subject_confirmation");
}

// What is read must be what was signed: the eight classes of Somorovsky and others, "On Breaking
// SAML" (USENIX Security 2012), with a forged assertion beside, around or inside the signed one.
BOOST_AUTO_TEST_CASE(a_forged_assertion_around_a_signed_one_is_never_read) {
    const auto xml = idp().sign(draft(), "a1");
    const auto begin = xml.find("<saml:Assertion ");
    const auto end = xml.find("</saml:Assertion>") + std::string("</saml:Assertion>").size();
    const auto original = xml.substr(begin, end - begin);
    const auto head = xml.substr(0, begin);
    const auto tail = xml.substr(end);
    const auto sig_begin = original.find("<ds:Signature ");
    const auto sig_end = original.find("</ds:Signature>") + std::string("</ds:Signature>").size();
    const auto signature = original.substr(sig_begin, sig_end - sig_begin);
    const auto unsigned_one = original.substr(0, sig_begin) + original.substr(sig_end);
    const auto evil = replaced(replaced(unsigned_one, "ID=\"a1\"", "ID=\"e1\""), ">ana<", ">eve<");
    const auto inside = [&](const std::string& what) {
        return replaced(evil, "</saml:Issuer>", "</saml:Issuer>" + what);
    };
    const std::string object = "<ds:Object>" + unsigned_one + "</ds:Object></ds:Signature>";
    const std::vector<std::string> forged{
        head + evil + original + tail,                   // Beside, before.
        head + original + evil + tail,                   // Beside, after.
        head + inside(signature + unsigned_one) + tail,  // Original inside the forged.
        head + inside(replaced(signature, "</ds:Signature>", object)) + tail,  // In its signature.
        head + inside(signature) + tail,  // Signature moved over.
        head + inside(replaced(signature, "#a1", "#e1")) + tail,
        head + "<samlp:Extensions>" + original + "</samlp:Extensions>" + evil + tail,
        head +
            replaced(evil, "</saml:Subject>",
                     "</saml:Subject><saml:Advice>" + original + "</saml:Advice>") +
            tail,
        replaced(head, "</saml:Issuer>", "</saml:Issuer>" + signature) + evil + unsigned_one + tail,
        "<x:y xmlns:x=\"urn:x\">" + xml + "</x:y>",
        head + replaced(original, ">ana<", ">eve<") + tail,
    };
    for (const auto& each : forged) {
        const auto read = check_response(each, expected_of(idp()));
        BOOST_TEST(!read, each);
    }
    BOOST_TEST(verdict(forged[0]) == "one_assertion");
    BOOST_TEST(verdict(forged[6], {}, rules_beside_the_schema()) == "signed");
    BOOST_TEST(verdict(forged[9], {}, rules_beside_the_schema()) == "response_root");
    BOOST_TEST(verdict(forged[10]) == "signature_digest");
}

// A good signature beside a broken one is no good message (CVE-2025-54369).
BOOST_AUTO_TEST_CASE(a_broken_signature_is_never_passed_over) {
    const auto xml = both_signed(draft());
    const auto value = xml.find("<ds:SignatureValue>") + std::string("<ds:SignatureValue>").size();
    auto broken = xml;
    broken[value] = broken[value] == 'A' ? 'B' : 'A';
    BOOST_TEST(verdict(broken) == "signature_key");
}

BOOST_AUTO_TEST_CASE(an_error_of_the_provider_is_told_by_its_codes) {
    const auto xml =
        with("status:Success\"/>",
             "status:Responder\"><samlp:StatusCode "
             "Value=\"urn:oasis:names:tc:SAML:2.0:status:NoPassive\"/></samlp:StatusCode>");
    const auto read = check_response(xml, expected_of(idp()));
    BOOST_REQUIRE(!read);
    BOOST_TEST(read.error().detail == "the provider's status is \"Responder\" \"NoPassive\"");
}

BOOST_AUTO_TEST_CASE(any_of_several_confirmations_may_hold) {
    const auto xml =
        with("<saml:SubjectConfirmation ",
             "<saml:SubjectConfirmation Method=\"urn:oasis:names:tc:SAML:2.0:cm:sender-vouches\"/>"
             "<saml:SubjectConfirmation ");
    BOOST_TEST(verdict(xml) == "accepted");
}

BOOST_AUTO_TEST_CASE(a_refusal_names_nobody) {
    for (const auto& xml :
         {with("ana@firm.example", "ana@firm.example<!-- -->"), with(">ana<", ">ana<!-- --><"),
          with("cm:bearer", "cm:sender-vouches")}) {
        const auto read = check_response(xml, expected_of(idp()));
        BOOST_REQUIRE(!read);
        BOOST_TEST(read.error().detail.find("ana") == std::string::npos);
    }
}

// Nobody asked, and none is named: for a tenant that lets its provider begin.
BOOST_AUTO_TEST_CASE(an_unsolicited_response_names_no_request) {
    const auto unasked = [](Expected& expected) { expected.request_id.reset(); };
    const auto xml = idp().sign(
        replaced(replaced(draft(), " InResponseTo=\"q1\"><saml:Issuer>", "><saml:Issuer>"),
                 " InResponseTo=\"q1\"/>", "/>"),
        "r1");
    BOOST_TEST(verdict(xml, unasked) == "accepted");
    BOOST_TEST(verdict(xml) == "in_response_to");
    BOOST_TEST(verdict(idp().sign(draft(), "r1"), unasked) == "in_response_to");
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace kith::tests
