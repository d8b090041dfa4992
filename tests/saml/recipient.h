// A key that providers encrypt to, made on the spot, and what is encrypted to it.
#pragma once

#include <openssl/evp.h>

#include <functional>
#include <memory>
#include <string>

#include "crypto/crypto.h"
#include "crypto/private_key.h"

namespace kith::tests {

class Recipient {
public:
    static Recipient rsa(unsigned bits = 2048);

    std::string pem() const;
    std::string certificate_pem() const;
    crypto::PrivateKey key() const;

    enum class Place { in_key_info, beside, beside_and_named };
    struct Form {
        std::string method = "http://www.w3.org/2009/xmlenc11#aes256-gcm";
        std::string key_method = "http://www.w3.org/2001/04/xmlenc#rsa-oaep-mgf1p";
        std::string digest;  // The URI of DigestMethod; empty: nothing is said.
        std::string mask;    // That of MGF.
        Place place = Place::in_key_info;
        // What happens to the bytes before they are written, and to the XML then.
        std::function<void(crypto::Bytes& wrapped, crypto::Bytes& sealed)> spoil;
        std::function<std::string(std::string)> edit;
    };
    // The text in a <saml:EncryptedAssertion>, or another one of that type.
    std::string encrypted(const std::string& plain, const Form& form,
                          const std::string& element = "saml:EncryptedAssertion") const;

private:
    struct Free {
        void operator()(EVP_PKEY* key) const { EVP_PKEY_free(key); }
    };
    explicit Recipient(EVP_PKEY* key) : key_(key, Free()) {}

    crypto::Bytes wrapped(const crypto::Bytes& key, const Form& form) const;

    std::shared_ptr<EVP_PKEY> key_;
};

// The first element of that name as it stands in the draft, with its namespace declared in it.
std::string part_of(const std::string& xml, const std::string& name);
// The draft, or what was made of it, with another text in the place of that element.
std::string in_place_of(const std::string& xml, const std::string& name, const std::string& other);

}  // namespace kith::tests
