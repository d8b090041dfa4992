// What a provider encrypted to us (Core 2.2.4, 2.3.4 and 6; XML Encryption 1.1), in the one form
// that Kith accepts.
//
// Anybody can encrypt to a public key, so what is inside proves nothing before a signature does.
// And whoever hears why a changed text does not open learns to read it (Jager and Somorovsky, "How
// to Break XML Encryption", CCS 2011): from the first use of a key on there is one refusal.
#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "connectors/saml/document.h"
#include "crypto/private_key.h"

namespace kith::connectors::saml {

struct Encrypted {
    const Element* element = nullptr;  // An EncryptedAssertion or EncryptedID.
    std::string_view inside;           // The only element in it, of the namespace of assertions.
    bool is_signed = false;            // A signature that was verified covers it as it came.
};

// Every key is tried, always, and a key that none unwraps is stood in for: how long it takes tells
// neither whether one fitted nor which.
Checked<Document> decrypt(const Encrypted& encrypted, const std::vector<crypto::PrivateKey>& keys);

// What is asked before a key is used, one rule after the other, in the order in which they stand.
struct EncryptionShape;
struct EncryptionRule {
    FixedText rule;
    std::string_view section;
    std::string_view detail;
    bool (*holds)(const EncryptionShape& shape);
};
std::span<const EncryptionRule> encryption_rules();

// For tests: the same with these rules alone, so that each is shown to be needed.
Checked<Document> decrypt_by(std::span<const EncryptionRule> rules, const Encrypted& encrypted,
                             const std::vector<crypto::PrivateKey>& keys);

}  // namespace kith::connectors::saml
