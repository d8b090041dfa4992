// Kith's own figures: a response from its base64 to who signed in by every rule, and its parts.
//
//   bench_saml_kith FOLDER
#include <iostream>

#include "connectors/saml/algorithms.h"
#include "connectors/saml/canonical.h"
#include "connectors/saml/names.h"
#include "connectors/saml/response.h"
#include "connectors/saml/schema.h"
#include "crypto/bytes.h"
#include "crypto/signing.h"
#include "measure.h"

namespace {

namespace saml = kith::connectors::saml;

saml::Expected expected_in(const std::string& folder) {
    const auto der = kith::crypto::from_base64(bench::file(folder, "certificate.b64"));
    const auto key = kith::crypto::VerifyingKey::of_certificate(*der);
    saml::Expected expected;
    expected.entity_id = "https://intranet.example/kith/saml/metadata";
    expected.consumer = "https://intranet.example/kith/saml/acs";
    expected.provider = {"https://idp.example/", {*key}};
    expected.request_id = "q1";
    expected.now_ms = std::stoll(bench::file(folder, "now"));
    return expected;
}

// All rules but the schema's and those of signatures.
bool other_rules_hold(const saml::Document& document, const saml::Expected& expected) {
    const auto reading = saml::read_parts(document);
    for (const auto& rule : saml::response_rules()) {
        if (rule.rule.view().starts_with("schema") || rule.rule.view().ends_with("_signature"))
            continue;
        if (rule.trouble(reading, expected)) return false;
    }
    return true;
}

void say_parts(const std::string& xml, const saml::Expected& expected) {
    const auto document = saml::Document::parse(xml);
    const auto* const assertion = saml::child(document->root(), saml::ns::assertion, "Assertion");
    const auto* const signature = saml::child(assertion, saml::ns::signature, "Signature");
    const auto* const info = saml::child(signature, saml::ns::signature, "SignedInfo");
    const auto* const value = saml::child(signature, saml::ns::signature, "SignatureValue");
    const auto text = *saml::canonical(*document, assertion, signature, {});
    const auto info_text = *saml::canonical(*document, info, nullptr, {});
    const auto bytes = *saml::binary(value);
    const auto& key = expected.provider.signing_keys.front();

    bench::say("part: parse, with the limits",
               bench::us_of([&] { (void)saml::Document::parse(xml); }));
    bench::say("part: schema", bench::us_of([&] { (void)saml::check_schema(document->root()); }));
    bench::say("part: canonical forms", bench::us_of([&] {
                   (void)saml::canonical(*document, assertion, signature, {});
                   (void)saml::canonical(*document, info, nullptr, {});
               }));
    bench::say("part: digest",
               bench::us_of([&] { (void)saml::digest(saml::DigestMethod::sha256, text); }));
    bench::say("part: RSA", bench::us_of([&] {
                   (void)key.verifies(kith::crypto::SignatureScheme::rsa_sha256, info_text, bytes);
               }));
    bench::say("part: all other rules",
               bench::us_of([&] { (void)other_rules_hold(*document, expected); }));
}

}  // namespace

int main(int argc, char** argv) {
    if (argc != 2) return 2;
    const std::string folder = argv[1];
    const auto field = bench::file(folder, "response.b64");
    const auto expected = expected_in(folder);
    const auto signed_in = [&] {
        const auto bytes = kith::crypto::from_base64(field);
        return saml::check_response(kith::crypto::text_of(*bytes), expected);
    };
    const auto once = signed_in();
    if (!once || once->attributes.size() != 12) {
        std::cerr << "Kith refuses it: " << (once ? "attributes" : once.error().detail) << '\n';
        return 1;
    }
    bench::say("Kith", bench::us_of([&] { (void)signed_in(); }));
    say_parts(bench::file(folder, "response.xml"), expected);
    return 0;
}
