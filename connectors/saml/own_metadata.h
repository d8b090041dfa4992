// Our own metadata, which an identity provider reads.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "connectors/saml/signer.h"

namespace kith::connectors::saml {

struct OwnMetadata {
    std::string entity_id;
    std::string consumer;                             // Where responses arrive, by HTTP-POST.
    std::string logout;                               // By both bindings; empty: none.
    std::vector<crypto::Bytes> signing_certificates;  // In DER; two in a change.
    std::vector<crypto::Bytes> encryption_certificates;
    std::vector<std::string> encryption_methods;  // URIs, of each of those certificates.
    std::vector<std::string> name_id_formats;
    bool signs_requests = true;
    bool wants_assertions_signed = true;
    std::int64_t valid_until_ms = 0;
};

// Signed. invalid_input where a value cannot be written.
Result<std::string> own_metadata(const OwnMetadata& own, const Signer& signer);

}  // namespace kith::connectors::saml
