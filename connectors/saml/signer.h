// What signs our own messages: a private key, or a token that holds one.
#pragma once

#include <functional>
#include <string_view>

#include "crypto/verifying_key.h"

namespace kith::connectors::saml {

struct Signer {
    crypto::SignatureScheme scheme = crypto::SignatureScheme::rsa_sha256;
    // A signature of the text by that scheme. A failure goes to the caller as it is.
    std::function<Result<crypto::Bytes>(std::string_view text)> sign;
    crypto::Bytes certificate;  // In DER; named in XML signatures. Empty: none is named.
};

}  // namespace kith::connectors::saml
