// What we ask a provider, by both bindings.
#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <cctype>
#include <set>
#include <string>

#include "connectors/saml/authn_request.h"
#include "connectors/saml/message_id.h"
#include "connectors/saml/names.h"
#include "connectors/saml/post.h"
#include "connectors/saml/redirect.h"
#include "crypto/bytes.h"
#include "crypto/signing.h"
#include "saml/draft.h"
#include "saml/issuer.h"
#include "saml/tools.h"

namespace kith::tests {
namespace {

namespace ns = connectors::saml::ns;
using connectors::saml::attribute;
using connectors::saml::authn_request_xml;
using connectors::saml::AuthnRequest;
using connectors::saml::child;
using connectors::saml::children;
using connectors::saml::is;
using connectors::saml::MessageKind;
using connectors::saml::simple_text;

const Issuer& ourselves() {
    static const auto made = Issuer::rsa();
    return made;
}

AuthnRequest plain_request() {
    AuthnRequest request;
    request.id = "_q1";
    request.entity_id = "https://intranet.example/kith/saml/metadata";
    request.consumer = "https://intranet.example/kith/saml/acs";
    request.destination = "https://idp.example/sso?a=1&b=2";
    request.now_ms = noon_ms;
    return request;
}

AuthnRequest full_request() {
    auto request = plain_request();
    request.name_id_format = "urn:oasis:names:tc:SAML:2.0:nameid-format:persistent";
    request.authn_contexts = {"urn:oasis:names:tc:SAML:2.0:ac:classes:SmartcardPKI",
                              "urn:oasis:names:tc:SAML:2.0:ac:classes:X509"};
    request.force_authn = true;
    request.is_passive = true;
    return request;
}

std::string written(const AuthnRequest& request) {
    const auto xml = authn_request_xml(request);
    BOOST_REQUIRE(xml);
    return *xml;
}

// The value of a hidden field; the form's values hold no quote.
std::string field_of(const std::string& page, const std::string& name) {
    const auto begin_mark = "name=\"" + name + "\" value=\"";
    const auto begin = page.find(begin_mark);
    BOOST_REQUIRE_MESSAGE(begin != std::string::npos, name);
    const auto at = begin + begin_mark.size();
    return page.substr(at, page.find('"', at) - at);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(saml_request)

BOOST_AUTO_TEST_CASE(a_request_says_what_is_asked) {
    const auto document = connectors::saml::Document::parse(written(full_request()));
    BOOST_REQUIRE(document);
    const auto* const root = document->root();
    BOOST_TEST(is(root, ns::protocol, "AuthnRequest"));
    BOOST_TEST(*attribute(root, "ID") == "_q1");
    BOOST_TEST(*attribute(root, "Version") == "2.0");
    BOOST_TEST(*attribute(root, "IssueInstant") == "2026-11-24T12:00:00.000Z");
    BOOST_TEST(*attribute(root, "Destination") == "https://idp.example/sso?a=1&b=2");
    BOOST_TEST(*attribute(root, "AssertionConsumerServiceURL") ==
               "https://intranet.example/kith/saml/acs");
    BOOST_TEST(*attribute(root, "ProtocolBinding") ==
               "urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST");
    BOOST_TEST(*attribute(root, "ForceAuthn") == "true");
    BOOST_TEST(*attribute(root, "IsPassive") == "true");
    BOOST_TEST(*simple_text(child(root, ns::assertion, "Issuer")) ==
               "https://intranet.example/kith/saml/metadata");
    const auto* const policy = child(root, ns::protocol, "NameIDPolicy");
    BOOST_TEST(*attribute(policy, "Format") ==
               "urn:oasis:names:tc:SAML:2.0:nameid-format:persistent");
    BOOST_TEST(*attribute(policy, "AllowCreate") == "true");
    const auto* const contexts = child(root, ns::protocol, "RequestedAuthnContext");
    BOOST_TEST(*attribute(contexts, "Comparison") == "exact");
    BOOST_TEST(children(contexts, ns::assertion, "AuthnContextClassRef").size() == 2U);
    // In the order of the schema.
    BOOST_TEST(children(root)[1] == policy);
    BOOST_TEST(children(root)[2] == contexts);
}

BOOST_AUTO_TEST_CASE(what_is_not_asked_is_not_said) {
    const auto xml = written(plain_request());
    for (const auto* const word :
         {"ForceAuthn", "IsPassive", "NameIDPolicy", "RequestedAuthnContext"})
        BOOST_TEST(xml.find(word) == std::string::npos, word);
    auto request = plain_request();
    request.name_id_format = "urn:oasis:names:tc:SAML:2.0:nameid-format:transient";
    BOOST_TEST(written(request).find("AllowCreate") == std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_value_cannot_become_markup) {
    auto request = plain_request();
    request.entity_id = "a</saml:Issuer><x y=\"1\">&amp;";
    const auto document = connectors::saml::Document::parse(written(request));
    BOOST_REQUIRE(document);
    BOOST_TEST(children(document->root()).size() == 1U);
    BOOST_TEST(*simple_text(child(document->root(), ns::assertion, "Issuer")) == request.entity_id);
    request.entity_id = "a\x01";
    BOOST_TEST(!authn_request_xml(request));
}

BOOST_AUTO_TEST_CASE(an_id_is_a_name_that_nobody_guesses) {
    std::set<std::string> seen;
    for (int i = 0; i < 100; ++i) {
        const auto id = connectors::saml::new_message_id();
        BOOST_REQUIRE(id);
        BOOST_TEST(id->size() == 1U + 160 / 4);
        BOOST_TEST(id->front() == '_');
        BOOST_TEST(std::all_of(id->begin() + 1, id->end(),
                               [](unsigned char c) { return std::isxdigit(c) != 0; }));
        BOOST_TEST(seen.insert(*id).second);
    }
}

BOOST_AUTO_TEST_CASE(by_redirect_the_message_is_signed_in_the_address_alone) {
    const auto address = connectors::saml::redirect_address(
        {MessageKind::request, written(full_request()), plain_request().destination, "r"},
        ourselves().signer());
    BOOST_REQUIRE(address);
    BOOST_TEST(address->starts_with("https://idp.example/sso?a=1&b=2&SAMLRequest="));
    const auto message = message_of(*address, "SAMLRequest");
    BOOST_TEST(message == written(full_request()));
    BOOST_TEST(message.find("Signature") == std::string::npos);
}

BOOST_AUTO_TEST_CASE(by_post_the_message_is_signed_inside_and_xmlsec_verifies_it) {
    for (const auto* const method : {"http://www.w3.org/2001/04/xmldsig-more#rsa-sha256",
                                     "http://www.w3.org/2001/04/xmldsig-more#rsa-sha512"}) {
        const auto page = connectors::saml::post_page(
            {MessageKind::request, written(full_request()), plain_request().destination, "r&\"<s>"},
            ourselves().signer(method), {"en", "Sign in", "Continue <now>", "/kith/post.js"});
        BOOST_REQUIRE(page);
        BOOST_TEST(page->starts_with("<!DOCTYPE html>\n<html"));
        BOOST_TEST(page->find("action=\"https://idp.example/sso?a=1&amp;b=2\"") !=
                   std::string::npos);
        BOOST_TEST(field_of(*page, "RelayState") == "r&amp;&quot;&lt;s&gt;");
        BOOST_TEST(page->find(">Continue &lt;now&gt;</button>") != std::string::npos);
        BOOST_TEST(page->find("<script type=\"module\" src=\"/kith/post.js\"> </script>") !=
                   std::string::npos);
        const auto message = crypto::from_base64(field_of(*page, "SAMLRequest"));
        BOOST_REQUIRE(message);
        const std::string xml(crypto::text_of(*message));
        const std::string element = "urn:oasis:names:tc:SAML:2.0:protocol:AuthnRequest";
        BOOST_TEST(xmlsec_verifies(xml, element, ourselves().certificate()));
        BOOST_TEST(!xmlsec_verifies(replaced(xml, "ForceAuthn=\"true\"", "ForceAuthn=\"false\""),
                                    element, ourselves().certificate()));
        // Behind the Issuer, as the schema asks for.
        BOOST_TEST(xml.find("</saml:Issuer><ds:Signature ") != std::string::npos);
    }
}

BOOST_AUTO_TEST_CASE(without_a_script_the_page_has_a_button_alone) {
    const auto page = connectors::saml::post_page(
        {MessageKind::response, written(plain_request()), plain_request().destination, ""},
        ourselves().signer(), {"en", "Sign out", "Continue", ""});
    BOOST_REQUIRE(page);
    BOOST_TEST(page->find("<script") == std::string::npos);
    BOOST_TEST(page->find("RelayState") == std::string::npos);
    BOOST_TEST(!field_of(*page, "SAMLResponse").empty());
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace kith::tests
