// What other programs say: the commands openssl, xmlsec1 and python3.
#pragma once

#include <string>

#include "crypto/crypto.h"

namespace kith::tests {

// Whether xmlsec1 finds the signature of the element (as "NAMESPACE:NAME") to be made with the
// certificate's key.
bool xmlsec_verifies(const std::string& xml, const std::string& element,
                     const crypto::Bytes& certificate);

// Whether openssl finds the signature of the text to be RSA with SHA-256 and that key.
bool openssl_verifies(const std::string& text, const std::string& signature,
                      const crypto::Bytes& certificate);

std::string openssl_fingerprint(const crypto::Bytes& certificate);

// The parameter's value out of an address, decoded by Python; the message inflated as well.
std::string parameter_of(const std::string& address, const std::string& name);
std::string message_of(const std::string& address, const std::string& name);

// A query of the message, made by Python and signed with a private key in PEM (RSA, SHA-256).
std::string python_query(const std::string& name, const std::string& xml,
                         const std::string& relay_state, const std::string& key_pem);

}  // namespace kith::tests
