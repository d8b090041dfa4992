#include "saml/draft.h"

#include <boost/test/unit_test.hpp>

namespace kith::tests {

std::string draft() {
    return R"(<samlp:Response xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol")"
           R"( xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion" ID="r1" Version="2.0")"
           R"( IssueInstant="2026-11-24T12:00:00Z" Destination="https://intranet.example/kith/saml/acs")"
           R"( InResponseTo="q1"><saml:Issuer>https://idp.example/</saml:Issuer><samlp:Status>)"
           R"(<samlp:StatusCode Value="urn:oasis:names:tc:SAML:2.0:status:Success"/></samlp:Status>)"
           R"(<saml:Assertion ID="a1" Version="2.0" IssueInstant="2026-11-24T12:00:00Z">)"
           R"(<saml:Issuer>https://idp.example/</saml:Issuer><saml:Subject>)"
           R"(<saml:NameID Format="urn:oasis:names:tc:SAML:2.0:nameid-format:persistent">ana</saml:NameID>)"
           R"(<saml:SubjectConfirmation Method="urn:oasis:names:tc:SAML:2.0:cm:bearer">)"
           R"(<saml:SubjectConfirmationData NotOnOrAfter="2026-11-24T12:05:00Z")"
           R"( Recipient="https://intranet.example/kith/saml/acs" InResponseTo="q1"/>)"
           R"(</saml:SubjectConfirmation></saml:Subject>)"
           R"(<saml:Conditions NotBefore="2026-11-24T11:59:00Z" NotOnOrAfter="2026-11-24T12:05:00Z">)"
           R"(<saml:AudienceRestriction><saml:Audience>https://intranet.example/kith/saml/metadata</saml:Audience>)"
           R"(</saml:AudienceRestriction></saml:Conditions>)"
           R"(<saml:AuthnStatement AuthnInstant="2026-11-24T11:58:00Z" SessionIndex="s1")"
           R"( SessionNotOnOrAfter="2026-11-24T20:00:00Z"><saml:AuthnContext><saml:AuthnContextClassRef>)"
           R"(urn:oasis:names:tc:SAML:2.0:ac:classes:PasswordProtectedTransport)"
           R"(</saml:AuthnContextClassRef></saml:AuthnContext></saml:AuthnStatement>)"
           R"(<saml:AttributeStatement><saml:Attribute Name="mail"><saml:AttributeValue>)"
           R"(ana@firm.example</saml:AttributeValue></saml:Attribute></saml:AttributeStatement>)"
           R"(</saml:Assertion></samlp:Response>)";
}

connectors::saml::Expected expected_of(const Issuer& issuer) {
    connectors::saml::Expected expected;
    expected.entity_id = "https://intranet.example/kith/saml/metadata";
    expected.consumer = "https://intranet.example/kith/saml/acs";
    expected.provider = {"https://idp.example/", {issuer.key()}};
    expected.request_id = "q1";
    expected.now_ms = noon_ms;
    return expected;
}

std::vector<connectors::saml::ResponseRule> rules_beside_the_schema(const std::string& but) {
    const auto all = connectors::saml::response_rules();
    std::vector<connectors::saml::ResponseRule> rules(all.begin(), all.end());
    BOOST_REQUIRE(std::erase_if(rules, [](const auto& each) {
                      return each.rule.view().starts_with("schema");
                  }) == 3);
    const auto left_out =
        std::erase_if(rules, [&](const auto& each) { return each.rule.view() == but; });
    BOOST_REQUIRE(left_out == (but.empty() ? 0U : 1U));
    return rules;
}

}  // namespace kith::tests
