// The service provider that the manifest describes: its keys, its partners, whom it takes somebody
// for, and what it says of a message.
#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <string>
#include <vector>

#include "connectors/saml/response.h"
#include "connectors/saml/signed_xml.h"
#include "crypto/bytes.h"
#include "crypto/signing.h"
#include "saml/company.h"
#include "saml/draft.h"
#include "saml/tools.h"

namespace kith::tests {
namespace {

using connectors::saml::Fetch;
using connectors::saml::read_certificate;
using connectors::saml::ServiceProvider;
using model::SamlSettings;

std::string pem_of(const crypto::Bytes& der) {
    return "-----BEGIN CERTIFICATE-----\n" + crypto::to_base64(der) +
           "\n-----END CERTIFICATE-----\n";
}

std::string by_corp(const std::string& xml = draft()) {
    return corp().sign(xml, "a1");
}

std::string by_clinic() {
    auto xml = replaced(draft(), corp_name, clinic_name);
    return clinic().sign(replaced(xml, corp_name, clinic_name), "a1");
}

BOOST_FIXTURE_TEST_SUITE(saml_service_provider, Company)

BOOST_AUTO_TEST_CASE(metadata_is_signed_and_shows_both_keys_of_a_change) {
    settings.keys.push_back(own_key("next", next_key()));

    const auto xml = opened()->metadata(noon_ms);

    BOOST_REQUIRE(xml);
    const auto first = *read_certificate(settings.keys[0].certificate_file);
    const auto next = *read_certificate(settings.keys[1].certificate_file);
    BOOST_TEST(
        xmlsec_verifies(*xml, "urn:oasis:names:tc:SAML:2.0:metadata:EntityDescriptor", first));
    for (const auto& certificate : {first, next})
        BOOST_TEST(xml->find(crypto::to_base64(certificate)) != std::string::npos);
    BOOST_TEST(xml->find(R"(Location="https://intranet.example/kith/saml/acs")") !=
               std::string::npos);
    BOOST_TEST(xml->find(R"(validUntil="2026-12-01T12:00:00.000Z")") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(what_every_rule_lets_pass_says_who_she_is_and_what_was_asked) {
    settings.providers[0].grants = {{"coordinator", "mail", "ana@firm.example"},
                                    {"it-admin", "mail", "bo@firm.example"},
                                    {"it-admin", "uid", "ana@firm.example"}};

    const auto verdict = judged(by_corp());

    BOOST_TEST(verdict.accepted, verdict.detail);
    BOOST_TEST(verdict.reason.empty());
    BOOST_TEST(verdict.kind == "Response");
    BOOST_TEST(verdict.provider == "corp");
    BOOST_TEST(verdict.name_id.value == "ana");
    BOOST_TEST(verdict.person.text() == "ana");
    BOOST_TEST(verdict.roles == std::vector<std::string>{"coordinator"});
    BOOST_REQUIRE(verdict.attributes.size() == 1U);
    BOOST_TEST(verdict.attributes[0].values == std::vector<std::string>{"ana@firm.example"});
    BOOST_TEST(verdict.checks.size() == connectors::saml::response_rules().size());
    BOOST_TEST(std::ranges::all_of(verdict.checks, [](const auto& check) { return check.holds; }));
}

BOOST_AUTO_TEST_CASE(a_form_s_field_is_judged_like_the_xml_in_it) {
    const auto field = crypto::to_base64(crypto::bytes_of(by_corp()));

    BOOST_TEST(judged(field).accepted);
    BOOST_TEST(judged("no base64!").reason.view() == "post_encoding");
}

BOOST_AUTO_TEST_CASE(a_refusal_ends_with_the_rule_that_does_not_hold) {
    const auto verdict = judged(replaced(by_corp(), ">ana<", ">eve<"));

    BOOST_TEST(!verdict.accepted);
    BOOST_TEST(verdict.person.text() == "");
    BOOST_REQUIRE(!verdict.checks.empty());
    BOOST_TEST(verdict.checks.back().rule == verdict.reason.view());
    BOOST_TEST(!verdict.checks.back().holds);
    for (std::size_t i = 0; i + 1 < verdict.checks.size(); ++i)
        BOOST_TEST(verdict.checks[i].holds);
    BOOST_TEST(verdict.detail.find("eve") == std::string::npos);
}

// Profiles 4.1.4.2: the issuer's own keys, and nobody else's.
BOOST_AUTO_TEST_CASE(each_partner_speaks_for_itself_alone) {
    const auto verdict = judged(by_clinic());
    BOOST_TEST(verdict.accepted, verdict.detail);
    BOOST_TEST(verdict.provider == "clinic");
    BOOST_TEST(verdict.person.text() == "ana@firm.example");

    BOOST_TEST(judged(clinic().sign(draft(), "a1")).reason.view() == "signature_key");
    auto stranger = replaced(draft(), corp_name, "https://eve.example/");
    stranger = replaced(stranger, corp_name, "https://eve.example/");
    BOOST_TEST(judged(corp().sign(stranger, "a1")).reason.view() == "issuer");
}

// Profiles 4.1.5: only where the manifest says so.
BOOST_AUTO_TEST_CASE(nobody_begins_by_herself_unless_the_manifest_says_so) {
    const auto message = corp().sign(unasked_draft(), "a1");
    BOOST_TEST(judged(message, "").reason.view() == "unasked");

    settings.providers[0].unasked = true;

    BOOST_TEST(judged(message, "").accepted);
    BOOST_TEST(!judged(by_corp(), "").accepted);
}

BOOST_AUTO_TEST_CASE(a_person_is_one_value_of_what_the_manifest_names) {
    auto& provider = settings.providers[0];
    const auto transient = replaced(draft(), "nameid-format:persistent", "nameid-format:transient");
    BOOST_TEST(judged(corp().sign(transient, "a1")).reason.view() == "person");
    const auto with_mail = [&](const std::string& values) {
        return corp().sign(
            replaced(draft(), "<saml:AttributeValue>ana@firm.example</saml:AttributeValue>",
                     values),
            "a1");
    };
    provider.person_attribute = "uid";
    BOOST_TEST(judged(by_corp()).reason.view() == "person");
    provider.person_attribute = "mail";
    const std::string value = "<saml:AttributeValue>a</saml:AttributeValue>";
    BOOST_TEST(judged(with_mail(value + value)).person.text() == "a");
    BOOST_TEST(
        judged(with_mail(value + "<saml:AttributeValue>b</saml:AttributeValue>")).reason.view() ==
        "person");
    BOOST_TEST(judged(with_mail("<saml:AttributeValue></saml:AttributeValue>")).reason.view() ==
               "person");
    BOOST_TEST(
        judged(with_mail("<saml:AttributeValue>a&#10;b</saml:AttributeValue>")).reason.view() ==
        "person");
    BOOST_TEST(judged(with_mail("<saml:AttributeValue>" + std::string(256, 'a') +
                                "</saml:AttributeValue>"))
                   .accepted);
    BOOST_TEST(judged(with_mail("<saml:AttributeValue>" + std::string(257, 'a') +
                                "</saml:AttributeValue>"))
                   .reason.view() == "person");
}

BOOST_AUTO_TEST_CASE(what_is_encrypted_to_either_of_our_keys_opens) {
    settings.keys.push_back(own_key("next", next_key()));
    for (const auto* key : {&first_key(), &next_key()}) {
        const auto sealed = key->encrypted(part_of(by_corp(), "saml:Assertion"), {});
        const auto message = in_place_of(by_corp(), "saml:Assertion", sealed);
        const auto verdict = judged(message);
        BOOST_TEST(verdict.accepted, verdict.detail);
    }
}

BOOST_AUTO_TEST_CASE(the_end_of_a_session_is_judged_too) {
    const std::string request =
        R"(<samlp:LogoutRequest xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol")"
        R"( xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion" ID="l1" Version="2.0")"
        R"( IssueInstant="2026-11-24T12:00:00Z" Destination="https://intranet.example/kith/saml/logout">)"
        R"(<saml:Issuer>https://idp.example/</saml:Issuer><saml:NameID>ana</saml:NameID>)"
        R"(</samlp:LogoutRequest>)";
    const auto asked = judged(corp().sign(request, "l1"));
    BOOST_TEST(asked.accepted, asked.detail);
    BOOST_TEST(asked.kind == "LogoutRequest");
    BOOST_TEST(asked.name_id.value == "ana");
    BOOST_TEST(!judged(request).accepted);
    BOOST_TEST(!judged(clinic().sign(request, "l1")).accepted);

    const auto query = python_query("SAMLRequest", request, "", corp().private_pem());
    BOOST_TEST(redirected(query).accepted);
}

BOOST_AUTO_TEST_CASE(a_key_or_certificate_that_does_not_fit_is_named) {
    const auto good = settings.keys[0];
    const auto detail_with = [&](const SamlSettings::OwnKey& key) {
        settings.keys = {key};
        const auto refusal = refused();
        BOOST_TEST(refusal.rule.view() == "own_key");
        return refusal.detail;
    };
    const auto other = own_key("other", next_key());
    BOOST_TEST(detail_with({other.certificate_file, good.key}) ==
               other.certificate_file + ": the certificate is about another key");
    const auto rubbish = written("rubbish.crt", "rubbish");
    BOOST_TEST(detail_with({rubbish, good.key}) ==
               rubbish + ": this is not one certificate in PEM");
    const auto twice =
        written("twice.crt", first_key().certificate_pem() + next_key().certificate_pem());
    BOOST_TEST(detail_with({twice, good.key}) == twice + ": this is not one certificate in PEM");
    BOOST_TEST(detail_with({"/nowhere", good.key}) == "/nowhere: the file cannot be read");
    BOOST_TEST(detail_with({folder / "", good.key}) == folder / "" + ": the file cannot be read");
    const auto no_key = written("no.key", "rubbish");
    std::filesystem::permissions(no_key, std::filesystem::perms::owner_read);
    BOOST_TEST(detail_with({good.certificate_file, "file:" + no_key}) ==
               "file:" + no_key + ": this is not one private key in PEM");
}

BOOST_AUTO_TEST_CASE(metadata_that_cannot_be_used_names_its_provider) {
    const auto detail_with = [&](const std::string& file) {
        settings.providers[0].metadata_file = file;
        return refused().detail;
    };
    BOOST_TEST(detail_with("/nowhere") ==
               "the metadata of \"corp\": /nowhere: the file cannot be read");
    BOOST_TEST(
        detail_with(written("rubbish.xml", "rubbish")).starts_with("the metadata of \"corp\": "));
    BOOST_TEST(detail_with(settings.providers[1].metadata_file) ==
               "two providers of the manifest are \"https://clinic.example/\"");
}

// Metadata 2.3.2: what comes by an address is signed by the pinned key, and ends.
BOOST_AUTO_TEST_CASE(metadata_from_an_address_is_signed_by_the_pinned_key) {
    const auto& federation = clinic();
    auto& provider = settings.providers[0];
    provider.metadata_file.clear();
    provider.metadata_url = "https://federation.example/corp.xml?v=1";
    provider.metadata_certificate_file =
        written("federation.crt", pem_of(federation.certificate()));
    std::string asked;
    const auto open_with = [&](const std::string& text) {
        const Fetch fetch = [&](const std::string& url) -> Result<std::string> {
            asked = url;
            return text;
        };
        const auto made = ServiceProvider::open(settings, noon_ms, fetch);
        return made ? "opened" : std::string(made.error().rule.view());
    };
    const auto plain = metadata_of(corp_name, corp());
    const auto by_federation = connectors::saml::signed_xml(plain, federation.signer());
    BOOST_REQUIRE(by_federation);

    BOOST_TEST(open_with(*by_federation) == "opened");
    BOOST_TEST(asked == provider.metadata_url);
    BOOST_TEST(open_with(plain) != "opened");
    const auto by_itself = connectors::saml::signed_xml(plain, corp().signer());
    BOOST_REQUIRE(by_itself);
    BOOST_TEST(open_with(*by_itself) != "opened");
    const auto endless = connectors::saml::signed_xml(
        replaced(plain, R"( validUntil="2026-12-01T12:00:00Z")", ""), federation.signer());
    BOOST_REQUIRE(endless);
    BOOST_TEST(open_with(*endless) == "metadata_validity");
    BOOST_TEST(refused().detail ==
               "the metadata of \"corp\": " + provider.metadata_url + ": nobody answers");
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace kith::tests
