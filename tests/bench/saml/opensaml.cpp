// OpenSAML over the same response: parsed, made objects of, the signature's profile and the
// signature; its rules for times, audience and recipient are not asked.
//
//   bench_saml_opensaml FOLDER
#include <saml/SAMLConfig.h>
#include <saml/saml2/core/Assertions.h>
#include <saml/saml2/core/Protocols.h>
#include <saml/signature/SignatureProfileValidator.h>
#include <xercesc/util/Base64.hpp>
#include <xercesc/util/PlatformUtils.hpp>
#include <xmltooling/XMLToolingConfig.h>
#include <xmltooling/signature/SignatureValidator.h>
#include <xmltooling/util/ParserPool.h>
#include <xsec/enc/OpenSSL/OpenSSLCryptoX509.hpp>

#include <iostream>
#include <memory>
#include <sstream>

#include "measure.h"

namespace {

void verify(const std::string& field, XSECCryptoKey* key) {
    XMLSize_t size = 0;
    XMLByte* bytes =
        xercesc::Base64::decode(reinterpret_cast<const XMLByte*>(field.c_str()), &size);
    std::istringstream in(std::string(reinterpret_cast<const char*>(bytes), size));
    xercesc::XMLPlatformUtils::fgMemoryManager->deallocate(bytes);
    auto* const document = xmltooling::XMLToolingConfig::getConfig().getParser().parse(in);
    const std::unique_ptr<xmltooling::XMLObject> object(
        xmltooling::XMLObjectBuilder::buildOneFromElement(document->getDocumentElement(), true));
    const auto& response = dynamic_cast<const opensaml::saml2p::Response&>(*object);
    const auto* const signature = response.getAssertions().front()->getSignature();
    opensaml::SignatureProfileValidator().validateSignature(*signature);
    xmlsignature::SignatureValidator(key).validate(signature);
}

}  // namespace

int main(int argc, char** argv) {
    if (argc != 2) return 2;
    auto& config = opensaml::SAMLConfig::getConfig();
    if (!config.init()) return 1;
    int status = 0;
    try {
        const auto certificate = bench::file(argv[1], "certificate.b64");
        OpenSSLCryptoX509 holder;
        holder.loadX509Base64Bin(certificate.data(), static_cast<unsigned>(certificate.size()));
        auto* const key = holder.clonePublicKey();
        const auto field = bench::file(argv[1], "response.b64");
        bench::say("OpenSAML", bench::us_of([&] { verify(field, key->clone()); }));
        delete key;
    } catch (const std::exception& error) {
        std::cerr << "OpenSAML refuses it: " << error.what() << '\n';
        status = 1;
    }
    config.term();
    return status;
}
