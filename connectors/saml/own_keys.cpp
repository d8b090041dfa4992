#include "connectors/saml/own_keys.h"

#include "connectors/common/referenced_secret.h"
#include "connectors/common/small_file.h"
#include "crypto/certificate.h"

namespace kith::connectors::saml {
namespace {

constexpr std::size_t certificate_bytes_max = std::size_t{64} * 1024;

}  // namespace

Result<crypto::Bytes> read_certificate(const std::string& file) {
    const auto pem = read_small_file(file, certificate_bytes_max);
    if (!pem) return pem.error();
    auto certificate = crypto::certificate_of_pem(*pem);
    if (certificate) return certificate;
    auto error = certificate.error();
    error.field = file;
    return error;
}

Result<OwnKeys> read_own_keys(const std::vector<model::SamlSettings::OwnKey>& named) {
    OwnKeys own;
    for (const auto& each : named) {
        auto certificate = read_certificate(each.certificate_file);
        if (!certificate) return certificate.error();
        const auto pem = referenced_secret(each.key);
        if (!pem) return pem.error();
        auto key = crypto::PrivateKey::of_pem(*pem);
        if (!key) {
            auto error = key.error();
            error.field = each.key;
            return error;
        }
        if (!key->fits(*certificate))
            return Error{ErrorCode::invalid_input, "the certificate is about another key",
                         each.certificate_file, "name the key that it was made with"};
        own.keys.push_back(std::move(*key));
        own.certificates.push_back(std::move(*certificate));
    }
    return own;
}

Signer signer_of(const OwnKeys& own) {
    using crypto::SignatureScheme;
    const auto& key = own.keys.front();
    const auto scheme = key.fits(SignatureScheme::rsa_sha256) ? SignatureScheme::rsa_sha256
                                                              : SignatureScheme::ecdsa_sha256;
    return {scheme, [key, scheme](std::string_view text) { return key.sign(scheme, text); },
            own.certificates.front()};
}

}  // namespace kith::connectors::saml
