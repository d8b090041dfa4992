// Metadata says whom to believe: it is believed by rules itself, and ours is read by others.
#include <boost/test/unit_test.hpp>

#include <string>
#include <vector>

#include "connectors/saml/names.h"
#include "connectors/saml/own_metadata.h"
#include "connectors/saml/provider_metadata.h"
#include "connectors/saml/response.h"
#include "connectors/saml/signature.h"
#include "connectors/saml/signed_xml.h"
#include "crypto/signing.h"
#include "saml/draft.h"
#include "saml/issuer.h"
#include "saml/tools.h"

namespace kith::tests {
namespace {

using connectors::saml::Document;
using connectors::saml::MetadataSource;
using connectors::saml::own_metadata;
using connectors::saml::OwnMetadata;
using connectors::saml::read_provider_metadata;
using connectors::saml::signed_xml;

constexpr const char* idp_name = "https://idp.example/";
constexpr std::int64_t a_day_ms = 86'400'000;

const Issuer& old_key() {
    static const auto made = Issuer::rsa();
    return made;
}

const Issuer& new_key() {
    static const auto made = Issuer::rsa();
    return made;
}

const Issuer& federation() {
    static const auto made = Issuer::curve("P-256");
    return made;
}

connectors::saml::Signer federation_signer() {
    return federation().signer("http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha256");
}

std::string certificate_xml(const crypto::Bytes& der) {
    return "<ds:X509Certificate>" + crypto::to_base64(der) + "</ds:X509Certificate>";
}

std::string key_xml(const std::string& use, const std::string& certificates) {
    return "<md:KeyDescriptor" + use + "><ds:KeyInfo><ds:X509Data>" + certificates +
           "</ds:X509Data></ds:KeyInfo></md:KeyDescriptor>";
}

// One provider at noon with the old key, valid for a week.
std::string provider_draft() {
    return R"(<md:EntityDescriptor xmlns:md="urn:oasis:names:tc:SAML:2.0:metadata")"
           R"( xmlns:ds="http://www.w3.org/2000/09/xmldsig#" ID="m1" entityID="https://idp.example/")"
           R"( validUntil="2026-12-01T12:00:00Z" cacheDuration="PT6H"><md:IDPSSODescriptor)"
           R"( WantAuthnRequestsSigned="true" protocolSupportEnumeration="urn:x)"
           R"( urn:oasis:names:tc:SAML:2.0:protocol">)" +
           key_xml(" use=\"signing\"", certificate_xml(old_key().certificate())) +
           R"(<md:SingleLogoutService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect")"
           R"( Location="https://idp.example/slo" ResponseLocation="https://idp.example/slo-done"/>)"
           R"(<md:SingleLogoutService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST")"
           R"( Location="https://idp.example/slo-post"/>)"
           R"(<md:NameIDFormat>urn:oasis:names:tc:SAML:2.0:nameid-format:persistent</md:NameIDFormat>)"
           R"(<md:SingleSignOnService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Artifact")"
           R"( Location="https://idp.example/art"/>)"
           R"(<md:SingleSignOnService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect")"
           R"( Location="https://idp.example/sso"/>)"
           R"(<md:SingleSignOnService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST")"
           R"( Location="https://idp.example/sso-post"/></md:IDPSSODescriptor></md:EntityDescriptor>)";
}

std::string group_of(const std::string& entities) {
    return R"(<md:EntitiesDescriptor xmlns:md="urn:oasis:names:tc:SAML:2.0:metadata" ID="g1")"
           R"( validUntil="2026-11-30T12:00:00Z" cacheDuration="PT1H">)" +
           entities + "</md:EntitiesDescriptor>";
}

std::string another_provider() {
    return replaced(replaced(provider_draft(), idp_name, "https://idp-b.example/"), "\"m1\"",
                    "\"m2\"");
}

// A provider's draft with its key descriptors replaced by these.
std::string with_keys(const std::string& keys) {
    const auto draft = provider_draft();
    const auto begin = draft.find("<md:KeyDescriptor");
    const auto end = draft.find("<md:SingleLogoutService");
    return draft.substr(0, begin) + keys + draft.substr(end);
}

MetadataSource by_hand() {
    MetadataSource source;
    source.now_ms = noon_ms;
    return source;
}

MetadataSource by_url() {
    auto source = by_hand();
    source.by_url = true;
    source.pinned = {federation().key()};
    return source;
}

std::string verdict_on(const std::string& xml, const MetadataSource& source,
                       const std::vector<std::string>& wanted = {idp_name}) {
    const auto read = read_provider_metadata(xml, wanted, source);
    return read ? "taken" : std::string(read.error().rule.view());
}

std::string by_federation(const std::string& xml) {
    const auto made = signed_xml(xml, federation_signer());
    BOOST_REQUIRE(made);
    return *made;
}

OwnMetadata our_settings() {
    OwnMetadata own;
    own.entity_id = "https://intranet.example/kith/saml/metadata?a=1&b=<2>";
    own.consumer = "https://intranet.example/kith/saml/acs";
    own.logout = "https://intranet.example/kith/saml/logout";
    own.signing_certificates = {old_key().certificate(), new_key().certificate()};
    own.encryption_certificates = {old_key().certificate()};
    own.encryption_methods = {"http://www.w3.org/2009/xmlenc11#aes256-gcm",
                              "http://www.w3.org/2009/xmlenc11#rsa-oaep"};
    own.name_id_formats = {"urn:oasis:names:tc:SAML:2.0:nameid-format:persistent"};
    own.valid_until_ms = noon_ms + a_day_ms;
    return own;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(saml_metadata)

BOOST_AUTO_TEST_CASE(a_provider_is_read) {
    const auto read = read_provider_metadata(by_federation(provider_draft()), {}, by_url());
    BOOST_REQUIRE_MESSAGE(bool(read), (read ? "" : read.error().detail));
    BOOST_REQUIRE(read->size() == 1U);
    const auto& provider = read->front().provider;
    BOOST_TEST(provider.entity_id == idp_name);
    BOOST_TEST(provider.sign_on.redirect == "https://idp.example/sso");
    BOOST_TEST(provider.sign_on.post == "https://idp.example/sso-post");
    BOOST_TEST(provider.logout_requests.redirect == "https://idp.example/slo");
    BOOST_TEST(provider.logout_responses.redirect == "https://idp.example/slo-done");
    BOOST_TEST(provider.logout_responses.post == "https://idp.example/slo-post");
    BOOST_TEST(provider.wants_signed_requests);
    BOOST_TEST(provider.name_id_formats ==
                   std::vector<std::string>{"urn:oasis:names:tc:SAML:2.0:nameid-format:persistent"},
               boost::test_tools::per_element());
    BOOST_TEST(*read->front().valid_until_ms == noon_ms + 7 * a_day_ms);
    BOOST_TEST(*read->front().cache_ms == 6 * 3'600'000);
    BOOST_TEST(read->front().remarks.empty());
    BOOST_REQUIRE(provider.signing_keys.size() == 1U);
    BOOST_TEST(provider.signing_keys[0].fingerprint() ==
               openssl_fingerprint(old_key().certificate()));
}

BOOST_AUTO_TEST_CASE(each_rule_of_metadata_is_needed) {
    struct Row {
        std::string rule;
        std::string from;
        std::string to;
    };
    const std::string until = "validUntil=\"2026-12-01T12:00:00Z\"";
    const std::vector<Row> rows{
        {"metadata_validity", " " + until, ""},
        {"metadata_validity", until, "validUntil=\"2026-11-24T12:00:00Z\""},
        {"metadata_validity", until, "validUntil=\"2026-12-22T12:00:01Z\""},
        {"metadata_validity", until, "validUntil=\"2026-12-01T12:00:00\""},
        {"metadata_validity", "<md:IDPSSODescriptor",
         "<md:IDPSSODescriptor validUntil=\"2026-11-24T11:00:00Z\""},
        {"metadata_cache", "PT6H", "6 hours"},
        {"metadata_entity", idp_name, "https://other.example/"},
        {"metadata_entity", idp_name, "https://idp.example"},
        {"metadata_role", "urn:oasis:names:tc:SAML:2.0:protocol\"", "urn:y\""},
        {"metadata_role", "</md:EntityDescriptor>",
         "<md:IDPSSODescriptor "
         "protocolSupportEnumeration=\"urn:oasis:names:tc:SAML:2.0:protocol\"/>"
         "</md:EntityDescriptor>"},
        {"metadata_key", "use=\"signing\"", "use=\"encryption\""},
        {"metadata_key", "use=\"signing\"", "use=\"Signing\""},
    };
    BOOST_TEST(verdict_on(by_federation(provider_draft()), by_url()) == "taken");
    for (const auto& [rule, from, to] : rows)
        BOOST_TEST(
            verdict_on(by_federation(replaced(provider_draft(), from, to)), by_url()) == rule,
            from << " as " << to);
    auto nowhere = provider_draft();
    for (const auto* const scheme : {"/sso\"", "/sso-post\""})
        nowhere = replaced(nowhere, std::string("https://idp.example") + scheme,
                           std::string("javascript:alert(1)") + scheme);
    BOOST_TEST(verdict_on(by_federation(nowhere), by_url()) == "metadata_sign_on");
    BOOST_TEST(verdict_on(by_federation("<a xmlns=\"urn:x\" ID=\"m1\"/>"), by_url()) ==
               "metadata_root");
    BOOST_TEST(verdict_on(by_federation(replaced(provider_draft(), until,
                                                 "validUntil=\"2026-12-22T12:00:00Z\"")),
                          by_url()) == "taken");
    // Handed over by the administrator: it need not end, and may hold for longer.
    BOOST_TEST(verdict_on(replaced(provider_draft(), " " + until, ""), by_hand()) == "taken");
    BOOST_TEST(verdict_on(replaced(provider_draft(), "2026-12-01", "2036-12-01"), by_hand()) ==
               "taken");
    BOOST_TEST(verdict_on(replaced(provider_draft(), "2026-12-01", "2026-11-01"), by_hand()) ==
               "metadata_validity");
}

BOOST_AUTO_TEST_CASE(where_a_key_is_pinned_the_root_is_signed_with_it) {
    const auto good = by_federation(provider_draft());
    BOOST_TEST(verdict_on(good, by_url()) == "taken");
    BOOST_TEST(verdict_on(provider_draft(), by_url()) == "signature_missing");
    BOOST_TEST(verdict_on(*signed_xml(provider_draft(), new_key().signer()), by_url()) ==
               "signature_key");
    BOOST_TEST(verdict_on(replaced(good, "/sso-post", "/evil-post"), by_url()) ==
               "signature_digest");
    // The signed entity beside a forged one, in a group that nobody signed.
    BOOST_TEST(verdict_on(group_of(good.substr(good.find("<md:"))), by_url()) ==
               "signature_missing");
}

BOOST_AUTO_TEST_CASE(the_wanted_are_taken_from_a_group_and_the_shortest_time_counts) {
    const auto group = by_federation(group_of(another_provider() + "<md:EntitiesDescriptor>" +
                                              provider_draft() + "</md:EntitiesDescriptor>"));
    const auto read = read_provider_metadata(group, {idp_name, "https://idp-b.example/"}, by_url());
    BOOST_REQUIRE_MESSAGE(bool(read), (read ? "" : read.error().detail));
    BOOST_REQUIRE(read->size() == 2U);
    BOOST_TEST((*read)[0].provider.entity_id == idp_name);
    BOOST_TEST((*read)[1].provider.entity_id == "https://idp-b.example/");
    BOOST_TEST(*(*read)[0].valid_until_ms == noon_ms + 6 * a_day_ms);
    BOOST_TEST(*(*read)[0].cache_ms == 3'600'000);

    BOOST_TEST(verdict_on(group, by_url(), {"https://idp-c.example/"}) == "metadata_entity");
    BOOST_TEST(verdict_on(group, by_url(), {}) == "metadata_entity");
    const auto twice = group_of(provider_draft() + replaced(provider_draft(), "\"m1\"", "\"m2\""));
    BOOST_TEST(verdict_on(by_federation(twice), by_url()) == "metadata_entity");
}

// Metadata 2.2.1. Whoever has no name could be anybody who names none.
BOOST_AUTO_TEST_CASE(a_provider_has_a_name_and_no_long_one) {
    const auto called = [](const std::string& name) {
        const auto before = "entityID=\"" + std::string(idp_name);
        return verdict_on(replaced(provider_draft(), before, "entityID=\"" + name), by_hand(), {});
    };
    BOOST_TEST(called("") == "metadata_entity");
    BOOST_TEST(called("urn:" + std::string(1020, 'a')) == "taken");
    BOOST_TEST(called("urn:" + std::string(1021, 'a')) == "metadata_entity");
}

BOOST_AUTO_TEST_CASE(keys_are_taken_by_their_use_and_what_is_left_out_is_told) {
    const auto weak = Issuer::rsa(1024);
    auto lines = crypto::to_base64(new_key().certificate());
    for (std::size_t at = 64; at < lines.size(); at += 67)
        lines.insert(at, "\n\t ");
    const auto several =
        key_xml("", certificate_xml(weak.certificate()) + certificate_xml(old_key().certificate()) +
                        "<ds:X509Certificate>\n" + lines + "\n</ds:X509Certificate>") +
        key_xml(" use=\"signing\"", certificate_xml(old_key().certificate())) +
        key_xml(" use=\"encryption\"", certificate_xml(federation().certificate())) +
        key_xml(" use=\"signing\"", "<ds:X509Certificate>no</ds:X509Certificate>") +
        "<md:KeyDescriptor><ds:KeyInfo><ds:KeyName>k</ds:KeyName></ds:KeyInfo></md:KeyDescriptor>";
    const auto read = read_provider_metadata(with_keys(several), {}, by_hand());
    BOOST_REQUIRE_MESSAGE(bool(read), (read ? "" : read.error().detail));
    const auto& [provider, until, cache, remarks] = read->front();
    BOOST_REQUIRE(provider.signing_keys.size() == 2U);
    BOOST_TEST(provider.signing_keys[0].fingerprint() ==
               openssl_fingerprint(old_key().certificate()));
    BOOST_TEST(provider.signing_keys[1].fingerprint() ==
               openssl_fingerprint(new_key().certificate()));
    BOOST_REQUIRE(remarks.size() == 3U);
    BOOST_TEST(remarks[0].find(openssl_fingerprint(weak.certificate())) != std::string::npos);
    BOOST_TEST(remarks[1] == "a certificate that is no base64 is left out");
    BOOST_TEST(remarks[2] == "a signing key without a certificate is left out");

    BOOST_TEST(verdict_on(with_keys(key_xml("", certificate_xml(weak.certificate()))), by_hand()) ==
               "metadata_key");
}

// A response that is signed with a key that was taken out of the metadata names that key.
BOOST_AUTO_TEST_CASE(a_retired_key_is_refused_by_its_fingerprint) {
    const auto both = key_xml(
        "", certificate_xml(old_key().certificate()) + certificate_xml(new_key().certificate()));
    const auto during = read_provider_metadata(with_keys(both), {}, by_hand());
    const auto after = read_provider_metadata(
        with_keys(key_xml("", certificate_xml(new_key().certificate()))), {}, by_hand());
    BOOST_REQUIRE(during);
    BOOST_REQUIRE(after);
    const auto response = signed_xml(draft(), old_key().signer());
    BOOST_REQUIRE(response);

    auto expected = expected_of(old_key());
    expected.provider = during->front().provider;
    BOOST_TEST(bool(connectors::saml::check_response(*response, expected)));

    expected.provider = after->front().provider;
    const auto refused = connectors::saml::check_response(*response, expected);
    BOOST_REQUIRE(!refused);
    BOOST_TEST(refused.error().rule.view() == "signature_key");
    BOOST_TEST(refused.error().detail ==
               "signed with a key that the metadata does not hold: fingerprint " +
                   openssl_fingerprint(old_key().certificate()) + "; the metadata holds " +
                   openssl_fingerprint(new_key().certificate()));

    // Names a key that is held, and SignedInfo is not what that key signed.
    expected.provider = during->front().provider;
    const auto changed = connectors::saml::check_response(
        replaced(*response, "xmldsig-more#rsa-sha256", "xmldsig-more#rsa-sha512"), expected);
    BOOST_REQUIRE(!changed);
    BOOST_TEST(changed.error().detail ==
               "the signature was not made with the key that it names, or what it covers was "
               "changed: fingerprint " +
                   openssl_fingerprint(old_key().certificate()));
}

BOOST_AUTO_TEST_CASE(durations_are_read_as_the_shortest_that_they_can_mean) {
    const auto cached = [](const std::string& duration) -> std::int64_t {
        const auto read =
            read_provider_metadata(replaced(provider_draft(), "PT6H", duration), {}, by_hand());
        return read ? *read->front().cache_ms : -1;
    };
    BOOST_TEST(cached("PT1H") == 3'600'000);
    BOOST_TEST(cached("P1DT1M0.5S") == a_day_ms + 60'000);
    BOOST_TEST(cached("P1M") == 28 * a_day_ms);
    BOOST_TEST(cached("P1Y2M") == (365 + 56) * a_day_ms);
    BOOST_TEST(cached("PT0S") == 0);
    for (const auto* const wrong :
         {"", "P", "PT", "P1", "P1DT", "-P1D", "P-1D", "P1S", "PT1D", "P1D1Y", "PT1M1H", "P1D ",
          "PT1.5M", "P9999999999D", "P1D1D", "PT1S1S"})
        BOOST_TEST(cached(wrong) == -1, wrong);
}

BOOST_AUTO_TEST_CASE(our_metadata_is_signed_and_others_can_verify_it) {
    const auto text = own_metadata(our_settings(), old_key().signer());
    BOOST_REQUIRE(text);
    BOOST_TEST(xmlsec_verifies(*text, "urn:oasis:names:tc:SAML:2.0:metadata:EntityDescriptor",
                               old_key().certificate()));
    BOOST_TEST(!xmlsec_verifies(*text, "urn:oasis:names:tc:SAML:2.0:metadata:EntityDescriptor",
                                new_key().certificate()));
    BOOST_TEST(!xmlsec_verifies(replaced(*text, "/saml/acs", "/saml/bcs"),
                                "urn:oasis:names:tc:SAML:2.0:metadata:EntityDescriptor",
                                old_key().certificate()));
}

BOOST_AUTO_TEST_CASE(our_metadata_says_what_the_settings_say) {
    namespace ns = connectors::saml::ns;
    using connectors::saml::attribute;
    using connectors::saml::child;
    using connectors::saml::children;
    const auto text = own_metadata(our_settings(), old_key().signer());
    BOOST_REQUIRE(text);
    const auto document = Document::parse(*text);
    BOOST_REQUIRE(document);
    const auto* const root = document->root();
    BOOST_TEST(*attribute(root, "entityID") == our_settings().entity_id);
    BOOST_TEST(*attribute(root, "validUntil") == "2026-11-25T12:00:00.000Z");
    const auto* const role = child(root, ns::metadata, "SPSSODescriptor");
    BOOST_REQUIRE(role != nullptr);
    BOOST_TEST(*attribute(role, "AuthnRequestsSigned") == "true");
    BOOST_TEST(*attribute(role, "WantAssertionsSigned") == "true");

    // In the order that the schema asks for.
    std::string order;
    for (const auto* const each : children(role))
        order += std::string(connectors::saml::view_of(each->name)) + " ";
    BOOST_TEST(order ==
               "KeyDescriptor KeyDescriptor KeyDescriptor SingleLogoutService "
               "SingleLogoutService NameIDFormat AssertionConsumerService ");
    const auto keys = children(role, ns::metadata, "KeyDescriptor");
    BOOST_TEST(*attribute(keys[1], "use") == "signing");
    BOOST_TEST(children(keys[1], ns::metadata, "EncryptionMethod").empty());
    BOOST_TEST(*attribute(keys[2], "use") == "encryption");
    const auto methods = children(keys[2], ns::metadata, "EncryptionMethod");
    BOOST_REQUIRE(methods.size() == 2U);
    BOOST_TEST(*attribute(methods[1], "Algorithm") == "http://www.w3.org/2009/xmlenc11#rsa-oaep");
    const auto* const certificate =
        child(child(child(keys[1], ns::signature, "KeyInfo"), ns::signature, "X509Data"),
              ns::signature, "X509Certificate");
    BOOST_TEST((connectors::saml::binary(certificate) == new_key().certificate()));
    const auto* const consumer = child(role, ns::metadata, "AssertionConsumerService");
    BOOST_TEST(*attribute(consumer, "Location") == our_settings().consumer);
    BOOST_TEST(*attribute(consumer, "Binding") == ns::post_binding);
}

BOOST_AUTO_TEST_CASE(what_xml_cannot_hold_is_refused_and_a_failing_signer_is_told) {
    for (const auto* const value : {"a\x01", "a\xff", "a\xef\xbf\xbf"}) {
        auto own = our_settings();
        own.entity_id = value;
        BOOST_TEST(!own_metadata(own, old_key().signer()));
    }
    connectors::saml::Signer signer;
    signer.sign = [](std::string_view) -> Result<crypto::Bytes> {
        return Error{ErrorCode::busy, "the token is out", {}, {}};
    };
    const auto made = own_metadata(our_settings(), signer);
    BOOST_REQUIRE(!made);
    BOOST_CHECK(made.error().code == ErrorCode::busy);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace kith::tests
