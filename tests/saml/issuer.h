// An identity provider's signing key, made on the spot, and signatures by it.
#pragma once

#include <openssl/evp.h>

#include <functional>
#include <memory>
#include <string>

#include "connectors/saml/signer.h"
#include "crypto/crypto.h"
#include "crypto/verifying_key.h"

namespace kith::tests {

class Issuer {
public:
    static Issuer rsa(unsigned bits = 2048);
    static Issuer curve(const char* name);  // "P-256".

    // Self-signed, in DER; the same each time.
    const crypto::Bytes& certificate() const { return certificate_; }
    crypto::VerifyingKey key() const;
    std::string private_pem() const;
    // Signs what we send, or what a provider sends by redirect; the certificate is named.
    connectors::saml::Signer signer(
        const std::string& method = "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256") const;

    struct Form {
        std::string method = "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256";
        std::string digest = "http://www.w3.org/2001/04/xmlenc#sha256";
        // What happens to the <ds:Signature> before its SignedInfo is signed, so that the signature
        // of what comes out is good.
        std::function<std::string(std::string)> edit;
    };
    // The message with a signature of the element with that ID, behind its Issuer.
    std::string sign(const std::string& xml, const std::string& id, const Form& form) const;
    std::string sign(const std::string& xml, const std::string& id) const {
        return sign(xml, id, Form());
    }

private:
    struct Free {
        void operator()(EVP_PKEY* key) const { EVP_PKEY_free(key); }
    };
    explicit Issuer(EVP_PKEY* key) : key_(key, Free()), certificate_(new_certificate()) {}

    crypto::Bytes new_certificate() const;

    crypto::Bytes signature(const std::string& method, const std::string& text) const;

    std::shared_ptr<EVP_PKEY> key_;
    crypto::Bytes certificate_;
};

// The text with `from` once replaced by `to`; `from` must be there.
std::string replaced(std::string text, const std::string& from, const std::string& to);

}  // namespace kith::tests
