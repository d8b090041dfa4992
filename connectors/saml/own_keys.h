// Our certificates and private keys, as the manifest names them.
#pragma once

#include <string>
#include <vector>

#include "connectors/saml/signer.h"
#include "crypto/private_key.h"
#include "model/settings.h"

namespace kith::connectors::saml {

struct OwnKeys {
    std::vector<crypto::PrivateKey> keys;     // The first signs, all of them open.
    std::vector<crypto::Bytes> certificates;  // Of each key, in DER.
};

// One certificate out of a file, in DER.
Result<crypto::Bytes> read_certificate(const std::string& file);

// Fails, with the file or the reference in `field`, where one cannot be read, is none, or where a
// certificate is about another key.
Result<OwnKeys> read_own_keys(const std::vector<model::SamlSettings::OwnKey>& named);

Signer signer_of(const OwnKeys& own);

}  // namespace kith::connectors::saml
