// The response that all are measured with, and what they must know of its provider.
//
//   bench_saml_message FOLDER
#include <chrono>
#include <fstream>

#include "connectors/common/moment.h"
#include "connectors/saml/own_metadata.h"
#include "crypto/bytes.h"
#include "crypto/signing.h"
#include "saml/draft.h"

namespace {

using kith::connectors::moment_text;
using kith::tests::replaced;

std::string moved(std::string xml, const std::string& from, std::int64_t to_ms) {
    for (auto at = xml.find(from); at != std::string::npos; at = xml.find(from, at))
        xml.replace(at, from.size(), moment_text(to_ms));
    return xml;
}

std::string attributes() {
    std::string all;
    for (int i = 1; i <= 12; ++i)
        all += "<saml:Attribute Name=\"urn:oid:0.9.2342.19200300.100.1." + std::to_string(i) +
               "\" NameFormat=\"urn:oasis:names:tc:SAML:2.0:attrname-format:uri\""
               " FriendlyName=\"attribute" +
               std::to_string(i) + "\"><saml:AttributeValue xsi:type=\"xs:string\">value " +
               std::to_string(i) + " of somebody</saml:AttributeValue></saml:Attribute>";
    return all;
}

// The draft of the tests, as of now, with twelve attributes and the certificate of its provider.
std::string response(const kith::tests::Issuer& issuer, std::int64_t now_ms) {
    const std::string end = "</saml:AttributeStatement>";
    auto xml = kith::tests::draft();
    const auto begin = xml.find("<saml:Attribute ");
    xml.replace(begin, xml.find(end) - begin, attributes());
    xml = replaced(xml, " ID=\"r1\"",
                   " xmlns:xs=\"http://www.w3.org/2001/XMLSchema\""
                   " xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" ID=\"r1\"");
    constexpr std::int64_t minute = 60'000;
    xml = moved(xml, "2026-11-24T12:00:00Z", now_ms);
    xml = moved(xml, "2026-11-24T12:05:00Z", now_ms + 600 * minute);
    xml = moved(xml, "2026-11-24T11:59:00Z", now_ms - minute);
    xml = moved(xml, "2026-11-24T11:58:00Z", now_ms - 2 * minute);
    xml = moved(xml, "2026-11-24T20:00:00Z", now_ms + 600 * minute);
    kith::tests::Issuer::Form form;
    form.edit = [&](std::string signature) {
        return replaced(std::move(signature), "</ds:SignatureValue>",
                        "</ds:SignatureValue><ds:KeyInfo><ds:X509Data><ds:X509Certificate>" +
                            kith::crypto::to_base64(issuer.certificate()) +
                            "</ds:X509Certificate></ds:X509Data></ds:KeyInfo>");
    };
    return issuer.sign(xml, "a1", form);
}

std::string provider_metadata(const kith::tests::Issuer& issuer) {
    return "<md:EntityDescriptor xmlns:md=\"urn:oasis:names:tc:SAML:2.0:metadata\""
           " entityID=\"https://idp.example/\"><md:IDPSSODescriptor protocolSupportEnumeration="
           "\"urn:oasis:names:tc:SAML:2.0:protocol\"><md:KeyDescriptor use=\"signing\"><ds:KeyInfo"
           " xmlns:ds=\"http://www.w3.org/2000/09/xmldsig#\"><ds:X509Data><ds:X509Certificate>" +
           kith::crypto::to_base64(issuer.certificate()) +
           "</ds:X509Certificate></ds:X509Data></ds:KeyInfo></md:KeyDescriptor>"
           "<md:SingleSignOnService Binding=\"urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect\""
           " Location=\"https://idp.example/sso\"/></md:IDPSSODescriptor></md:EntityDescriptor>";
}

std::string own_metadata(const kith::tests::Issuer& issuer, std::int64_t now_ms) {
    kith::connectors::saml::OwnMetadata own;
    own.entity_id = "https://intranet.example/kith/saml/metadata";
    own.consumer = "https://intranet.example/kith/saml/acs";
    own.valid_until_ms = now_ms + 86'400'000;
    const auto text = kith::connectors::saml::own_metadata(own, issuer.signer());
    return text ? *text : "";
}

}  // namespace

int main(int argc, char** argv) {
    if (argc != 2) return 2;
    const std::string folder = std::string(argv[1]) + "/";
    const std::int64_t now_ms = std::chrono::duration_cast<std::chrono::milliseconds>(
                                    std::chrono::system_clock::now().time_since_epoch())
                                    .count() /
                                1000 * 1000;
    const auto issuer = kith::tests::Issuer::rsa();
    const auto xml = response(issuer, now_ms);
    std::ofstream(folder + "response.xml") << xml;
    std::ofstream(folder + "response.b64") << kith::crypto::to_base64(kith::crypto::bytes_of(xml));
    std::ofstream(folder + "certificate.b64") << kith::crypto::to_base64(issuer.certificate());
    std::ofstream(folder + "provider.xml") << provider_metadata(issuer);
    std::ofstream(folder + "own.xml") << own_metadata(issuer, now_ms);
    std::ofstream(folder + "now") << now_ms;
    return 0;
}
