// The one form of an XML signature that Kith accepts (Core 5.4, and narrower).
#pragma once

#include <span>
#include <string>
#include <vector>

#include "connectors/saml/document.h"
#include "crypto/verifying_key.h"

namespace kith::connectors::saml {

// Nullptr where the element has none. What several of them mean is for check_signature to say.
const Element* signature_of(const Element* element);

// Whether the signature that is the element's child covers it, made with one of the keys. What is
// read afterwards is the element and what is below it but its signature, and nothing else.
//
// In this order: the shape, which costs no cryptography; SignedInfo's own signature; then the one
// digest, so that nobody without a key has anything digested.
Checked<void> check_signature(const Document& document, const Element* element,
                              const std::vector<crypto::VerifyingKey>& keys);

// What is asked of the shape, one rule after the other, in the order in which they stand.
struct SignatureShape;
struct ShapeRule {
    FixedText rule;
    std::string_view section;
    std::string_view detail;
    bool (*holds)(const SignatureShape& shape);
};
std::span<const ShapeRule> shape_rules();

// For tests: the same with these rules alone, so that each is shown to be needed.
Checked<void> check_signature_by(std::span<const ShapeRule> rules, const Document& document,
                                 const Element* element,
                                 const std::vector<crypto::VerifyingKey>& keys);

}  // namespace kith::connectors::saml
