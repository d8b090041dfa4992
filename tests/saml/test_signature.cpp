// One form of signature is accepted, and each rule of its shape is needed.
#include <boost/test/unit_test.hpp>

#include <functional>
#include <string>
#include <vector>

#include "connectors/saml/signature.h"
#include "saml/draft.h"
#include "saml/issuer.h"

namespace kith::tests {
namespace {

using connectors::saml::check_signature_by;
using connectors::saml::Document;
using connectors::saml::shape_rules;
using connectors::saml::ShapeRule;

const Issuer& provider() {
    static const auto made = Issuer::rsa();
    return made;
}

// How the response's own signature is taken.
std::string verdict(const std::string& xml, const Issuer& by,
                    std::span<const ShapeRule> rules = shape_rules()) {
    const auto document = Document::parse(xml);
    if (!document) return std::string(document.error().rule.view());
    const auto held = check_signature_by(rules, *document, document->root(), {by.key()});
    return held ? "holds" : std::string(held.error().rule.view());
}

std::vector<ShapeRule> all_but(const std::string& rule) {
    std::vector<ShapeRule> rules(shape_rules().begin(), shape_rules().end());
    BOOST_REQUIRE(
        std::erase_if(rules, [&](const ShapeRule& each) { return each.rule.view() == rule; }) == 1);
    return rules;
}

std::string signed_after(const std::function<std::string(std::string)>& edit) {
    Issuer::Form form;
    form.edit = edit;
    return provider().sign(draft(), "r1", form);
}

std::string signed_after(const std::string& from, const std::string& to) {
    return signed_after(
        [&](std::string signature) { return replaced(std::move(signature), from, to); });
}

const std::string transform_end = "</ds:Transforms>";

BOOST_AUTO_TEST_SUITE(saml_signature)

BOOST_AUTO_TEST_CASE(every_algorithm_that_is_let_in_verifies) {
    const std::string more = "http://www.w3.org/2001/04/xmldsig-more#";
    const std::string pss = "http://www.w3.org/2007/05/xmldsig-more#";
    const auto p256 = Issuer::curve("P-256");
    const auto p384 = Issuer::curve("P-384");
    const auto p521 = Issuer::curve("P-521");
    const std::vector<std::pair<const Issuer*, std::string>> rows{
        {&provider(), more + "rsa-sha256"},     {&provider(), more + "rsa-sha384"},
        {&provider(), more + "rsa-sha512"},     {&provider(), pss + "sha256-rsa-MGF1"},
        {&provider(), pss + "sha384-rsa-MGF1"}, {&provider(), pss + "sha512-rsa-MGF1"},
        {&p256, more + "ecdsa-sha256"},         {&p384, more + "ecdsa-sha384"},
        {&p521, more + "ecdsa-sha512"},         {&p384, more + "ecdsa-sha256"}};
    for (const auto& [issuer, method] : rows)
        for (const auto* const digest : {"http://www.w3.org/2001/04/xmlenc#sha256",
                                         "http://www.w3.org/2001/04/xmldsig-more#sha384",
                                         "http://www.w3.org/2001/04/xmlenc#sha512"})
            BOOST_TEST(
                verdict(issuer->sign(draft(), "r1", {method, digest, {}}), *issuer) == "holds",
                method << " " << digest);
}

BOOST_AUTO_TEST_CASE(weak_and_foreign_algorithms_are_refused) {
    for (const auto* const method :
         {"http://www.w3.org/2000/09/xmldsig#rsa-sha1",
          "http://www.w3.org/2000/09/xmldsig#hmac-sha1",
          "http://www.w3.org/2001/04/xmldsig-more#hmac-sha256",
          "http://www.w3.org/2001/04/xmldsig-more#rsa-md5", "", "rsa-sha256"})
        BOOST_TEST(verdict(provider().sign(draft(), "r1",
                                           {method, "http://www.w3.org/2001/04/xmlenc#sha256", {}}),
                           provider()) == "signature_method",
                   method);
    BOOST_TEST(verdict(signed_after("xmlenc#sha256", "xmldsig#sha1"), provider()) ==
               "signature_digest_method");
}

BOOST_AUTO_TEST_CASE(another_key_does_not_open_and_a_key_in_the_message_does_not_count) {
    const auto stranger = Issuer::rsa();
    const auto xml = stranger.sign(draft(), "r1");
    BOOST_TEST(verdict(xml, provider()) == "signature_key");

    const auto brought =
        "</ds:SignatureValue><ds:KeyInfo><ds:X509Data><ds:X509Certificate>AA==</"
        "ds:X509Certificate></ds:X509Data></ds:KeyInfo>";
    BOOST_TEST(verdict(replaced(xml, "</ds:SignatureValue>", brought), provider()) ==
               "signature_key");
    BOOST_TEST(verdict(replaced(provider().sign(draft(), "r1"), "</ds:SignatureValue>", brought),
                       provider()) == "holds");
}

BOOST_AUTO_TEST_CASE(what_is_changed_after_signing_is_seen) {
    const auto xml = provider().sign(draft(), "r1");
    BOOST_TEST(verdict(replaced(xml, ">ana<", ">eve<"), provider()) == "signature_digest");
    BOOST_TEST(verdict(replaced(xml, ">ana<", ">an<?x y?>a<"), provider()) == "signature_digest");
    BOOST_TEST(verdict(replaced(xml, "#r1", "#r1&#x20;"), provider()) == "signature_reference");
    BOOST_TEST(verdict(replaced(xml, "sha256\"/><ds:DigestV", "sha512\"/><ds:DigestV"),
                       provider()) == "signature_key");
    // Comments are not part of what is signed (CVE-2017-11427): who reads must not read over them.
    BOOST_TEST(verdict(replaced(xml, ">ana<", ">an<!---->a<"), provider()) == "holds");
}

// Each is signed by the provider itself as it stands, so that nothing but the rule refuses it, and
// without the rule it holds.
BOOST_AUTO_TEST_CASE(each_rule_of_the_shape_refuses_what_no_other_one_does) {
    struct Row {
        std::string rule;
        std::string xml;
    };
    const std::string xpath =
        "<ds:Transform Algorithm=\"http://www.w3.org/TR/1999/REC-xpath-19991116\"/>";
    const std::vector<Row> rows{
        {"signature_several",
         provider().sign(replaced(draft(), "<samlp:Status>",
                                  "<ds:Signature xmlns:ds=\"http://www.w3.org/2000/09/xmldsig#\"/>"
                                  "<samlp:Status>"),
                         "r1")},
        {"signature_parts", replaced(provider().sign(draft(), "r1"), "</ds:Signature>",
                                     "<ds:Object/></ds:Signature>")},
        {"signature_parts", replaced(provider().sign(draft(), "r1"), "</ds:Signature>",
                                     "<x:y xmlns:x=\"urn:x\"/></ds:Signature>")},
        {"signature_signed_info",
         signed_after("</ds:SignedInfo>", "<x:y xmlns:x=\"urn:x\"/></ds:SignedInfo>")},
        {"signature_signed_info", signed_after("<ds:SignatureMethod", "text<ds:SignatureMethod")},
        {"signature_c14n",
         signed_after("http://www.w3.org/2001/10/xml-exc-c14n#\"/><ds:SignatureM",
                      "http://www.w3.org/TR/2001/REC-xml-c14n-20010315\"/><ds:SignatureM")},
        {"signature_c14n", signed_after("xml-exc-c14n#\"/><ds:SignatureM",
                                        "xml-exc-c14n#WithComments\"/><ds:SignatureM")},
        {"signature_method",
         signed_after(
             "rsa-sha256\"/>",
             "rsa-sha256\"><ds:HMACOutputLength>8</ds:HMACOutputLength></ds:SignatureMethod>")},
        {"signature_reference", signed_after("URI=\"#r1\"", "URI=\"\"")},
        {"signature_reference", signed_after(" URI=\"#r1\"", "")},
        {"signature_reference", signed_after("URI=\"#r1\"", "URI=\"#a1\"")},
        {"signature_reference", signed_after("URI=\"#r1\"", "URI=\"#xpointer(id('r1'))\"")},
        {"signature_reference", signed_after("URI=\"#r1\"", "URI=\"https://evil.example/#r1\"")},
        {"signature_reference_parts",
         signed_after("</ds:Reference>", "<x:y xmlns:x=\"urn:x\"/></ds:Reference>")},
        {"signature_transforms", signed_after(transform_end, xpath + transform_end)},
        {"signature_transforms", signed_after("<ds:Transforms>", "<ds:Transforms>" + xpath)},
        {"signature_transforms",
         signed_after("enveloped-signature\"/>", "enveloped-signature\">x</ds:Transform>")},
        {"signature_transforms", signed_after("enveloped-signature", "base64")},
        {"signature_digest_method",
         signed_after("xmlenc#sha256\"/>", "xmlenc#sha256\">x</ds:DigestMethod>")},
    };
    for (const auto& [rule, xml] : rows) {
        BOOST_TEST(verdict(xml, provider()) == rule, xml);
        BOOST_TEST(verdict(xml, provider(), all_but(rule)) == "holds", rule << ": " << xml);
    }
}

// CVE-2025-29774: the first SignedInfo is verified and the second one read. CVE-2025-29775: a
// comment inside the digest.
BOOST_AUTO_TEST_CASE(values_that_two_readers_read_differently_are_refused) {
    const auto xml = provider().sign(draft(), "r1");
    BOOST_TEST(verdict(replaced(xml, "<ds:SignatureValue>", "<ds:SignedInfo/><ds:SignatureValue>"),
                       provider()) == "signature_parts");
    BOOST_TEST(verdict(replaced(xml, "<ds:DigestValue>", "<ds:DigestValue><!--AA==-->"),
                       provider()) == "signature_values");
    BOOST_TEST(
        verdict(replaced(xml, "<ds:SignatureValue>", "<ds:SignatureValue><x xmlns=\"urn:x\"/>"),
                provider()) == "signature_values");
    BOOST_TEST(verdict(replaced(xml, "</ds:Reference>", "</ds:Reference><ds:Reference/>"),
                       provider()) == "signature_signed_info");
}

BOOST_AUTO_TEST_CASE(a_weak_key_is_no_key) {
    BOOST_TEST(!crypto::VerifyingKey::of_certificate(Issuer::rsa(1024).certificate()));
    BOOST_TEST(!crypto::VerifyingKey::of_certificate(Issuer::curve("secp256k1").certificate()));
    auto longer = provider().certificate();
    longer.push_back(0);
    BOOST_TEST(!crypto::VerifyingKey::of_certificate(longer));
    BOOST_TEST(!crypto::VerifyingKey::of_certificate({}));
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace kith::tests
