#include "connectors/saml/signature.h"

#include <algorithm>
#include <array>
#include <optional>

#include "base/text.h"
#include "connectors/saml/algorithms.h"
#include "connectors/saml/canonical.h"
#include "connectors/saml/names.h"

namespace kith::connectors::saml {

// The parts by their places. What is not there, or there twice, is nullptr or empty; the rules say
// what must be.
struct SignatureShape {
    std::vector<const Element*> signatures;  // Direct children of the element.
    const Element* element = nullptr;
    const Element* signature = nullptr;
    const Element* signed_info = nullptr;
    const Element* value = nullptr;
    const Element* method = nullptr;
    const Element* canonicalization = nullptr;
    const Element* reference = nullptr;
    std::vector<const Element*> transforms;
    const Element* digest_method = nullptr;
    const Element* digest_value = nullptr;
};

namespace {

constexpr std::size_t certificate_bytes_max = 8192;

const Element* part(const Element* of, const char* name) {
    return child(of, ns::signature, name);
}

SignatureShape shape_of(const Element* element) {
    SignatureShape shape;
    shape.element = element;
    shape.signatures = children(element, ns::signature, "Signature");
    shape.signature = shape.signatures.empty() ? nullptr : shape.signatures.front();
    shape.signed_info = part(shape.signature, "SignedInfo");
    shape.value = part(shape.signature, "SignatureValue");
    shape.canonicalization = part(shape.signed_info, "CanonicalizationMethod");
    shape.method = part(shape.signed_info, "SignatureMethod");
    shape.reference = part(shape.signed_info, "Reference");
    shape.transforms = children(part(shape.reference, "Transforms"));
    shape.digest_method = part(shape.reference, "DigestMethod");
    shape.digest_value = part(shape.reference, "DigestValue");
    return shape;
}

// Whether the children are these, in this order, and no others; white space may stand between them.
bool consists_of(const Element* element, std::initializer_list<const char*> names) {
    if (element == nullptr || !holds_elements_alone(element)) return false;
    return std::ranges::equal(children(element), names, [](const Element* child, const char* name) {
        return is(child, ns::signature, name);
    });
}

bool is_algorithm(const Element* element, std::string_view uri) {
    return attribute(element, "Algorithm") == std::string(uri);
}

// Exclusive canonicalization, with InclusiveNamespaces or without.
bool is_exclusive(const Element* element) {
    if (!is_algorithm(element, ns::exclusive_c14n) || !holds_elements_alone(element)) return false;
    const auto inside = children(element);
    return inside.empty() ||
           (inside.size() == 1 && is(inside.front(), ns::exclusive_c14n, "InclusiveNamespaces") &&
            is_empty(inside.front()));
}

std::vector<std::string> inclusive_prefixes(const Element* canonicalization) {
    const auto* const list = child(canonicalization, ns::exclusive_c14n, "InclusiveNamespaces");
    if (list == nullptr) return {};
    return split_list(attribute_or_empty(list, "PrefixList"), ' ');
}

constexpr std::array shape_rows{
    ShapeRule{"signature_missing", "Core 5.4.1", "what must be signed has no signature",
              [](const SignatureShape& shape) { return shape.signature != nullptr; }},
    ShapeRule{"signature_several", "Core 5.4.1", "an element has more than one signature",
              [](const SignatureShape& shape) { return shape.signatures.size() == 1; }},
    ShapeRule{"signature_parts", "XML-DSig 4.1",
              "a signature has other parts than SignedInfo, SignatureValue and KeyInfo, each once",
              [](const SignatureShape& shape) {
                  return consists_of(shape.signature, {"SignedInfo", "SignatureValue"}) ||
                         consists_of(shape.signature, {"SignedInfo", "SignatureValue", "KeyInfo"});
              }},
    ShapeRule{"signature_signed_info", "Core 5.4.2",
              "SignedInfo has other parts than its two methods and one Reference",
              [](const SignatureShape& shape) {
                  return consists_of(shape.signed_info,
                                     {"CanonicalizationMethod", "SignatureMethod", "Reference"});
              }},
    ShapeRule{"signature_c14n", "Core 5.4.3",
              "SignedInfo is not canonicalized exclusively and without comments",
              [](const SignatureShape& shape) { return is_exclusive(shape.canonicalization); }},
    ShapeRule{
        "signature_method", "RFC 9231 2.3",
        "the signature's algorithm is none of RSA, RSA-PSS and ECDSA with SHA-256, SHA-384 or "
        "SHA-512",
        [](const SignatureShape& shape) {
            return is_empty(shape.method) &&
                   signature_scheme(attribute_or_empty(shape.method, "Algorithm"));
        }},
    ShapeRule{"signature_reference", "Core 5.4.2",
              "the Reference does not name the ID of the element that holds the signature",
              [](const SignatureShape& shape) {
                  const auto id = attribute_or_empty(shape.element, "ID");
                  return !id.empty() && attribute(shape.reference, "URI") == "#" + id;
              }},
    ShapeRule{
        "signature_reference_parts", "Core 5.4.2",
        "the Reference has other parts than Transforms, DigestMethod and DigestValue",
        [](const SignatureShape& shape) {
            return consists_of(shape.reference, {"Transforms", "DigestMethod", "DigestValue"});
        }},
    ShapeRule{"signature_transforms", "Core 5.4.4",
              "the transforms are not enveloped-signature and then exclusive canonicalization",
              [](const SignatureShape& shape) {
                  return shape.transforms.size() == 2 &&
                         consists_of(shape.transforms.front()->parent,
                                     {"Transform", "Transform"}) &&
                         is_algorithm(shape.transforms[0], ns::enveloped) &&
                         is_empty(shape.transforms[0]) && is_exclusive(shape.transforms[1]);
              }},
    ShapeRule{"signature_digest_method", "RFC 9231 2.1",
              "the digest is none of SHA-256, SHA-384 and SHA-512",
              [](const SignatureShape& shape) {
                  return is_empty(shape.digest_method) &&
                         digest_method(attribute_or_empty(shape.digest_method, "Algorithm"));
              }},
    ShapeRule{"signature_values", "XML-DSig 4.2, 4.3.3.6",
              "the digest or the signature's value is no plain base64",
              [](const SignatureShape& shape) {
                  return binary(shape.digest_value) && binary(shape.value);
              }},
};

// The fingerprint of the certificate that the message brings, empty without one. A hint for the
// administrator: whoever sends the message chooses it, and nothing is verified with it.
std::string brought_fingerprint(const SignatureShape& shape) {
    const auto* const brought =
        part(part(part(shape.signature, "KeyInfo"), "X509Data"), "X509Certificate");
    const auto der = binary(brought);
    if (!der || der->empty() || der->size() > certificate_bytes_max) return {};
    return crypto::certificate_fingerprint(*der);
}

Refusal not_made(const SignatureShape& shape, const std::vector<crypto::VerifyingKey>& keys) {
    std::vector<std::string> held;
    for (const auto& key : keys)
        if (!key.fingerprint().empty()) held.push_back(key.fingerprint());
    const auto brought = brought_fingerprint(shape);
    const bool is_held = std::ranges::find(held, brought) != held.end();
    std::string detail =
        "the signature was made with none of the keys that the metadata holds, or what it covers "
        "was changed";
    if (is_held)
        detail =
            "the signature was not made with the key that it names, or what it covers was "
            "changed: fingerprint " +
            brought;
    else if (!brought.empty())
        detail = "signed with a key that the metadata does not hold: fingerprint " + brought;
    if (!is_held && !held.empty()) detail += "; the metadata holds " + join(held, ", ");
    return {"signature_key", "Core 5.4.5", std::move(detail)};
}

Checked<void> check_value(const Document& document, const SignatureShape& shape,
                          const std::vector<crypto::VerifyingKey>& keys) {
    if (shape.signed_info == nullptr) return not_made(shape, keys);
    const auto text =
        canonical(document, shape.signed_info, nullptr, inclusive_prefixes(shape.canonicalization));
    if (!text) return text.error();
    const auto scheme = signature_scheme(attribute_or_empty(shape.method, "Algorithm"));
    const auto value = binary(shape.value);
    const bool made_by_one = std::ranges::any_of(keys, [&](const crypto::VerifyingKey& key) {
        return scheme && value && key.verifies(*scheme, *text, *value);
    });
    if (made_by_one) return {};
    return not_made(shape, keys);
}

Checked<void> check_digest(const Document& document, const SignatureShape& shape) {
    const auto text =
        canonical(document, shape.element, shape.signature,
                  inclusive_prefixes(shape.transforms.empty() ? nullptr : shape.transforms.back()));
    if (!text) return text.error();
    const auto method = digest_method(attribute_or_empty(shape.digest_method, "Algorithm"));
    const auto value = binary(shape.digest_value);
    if (method && value && digest(*method, *text) == *value) return {};
    return Refusal{"signature_digest", "XML-DSig 3.2.1",
                   "the message was changed after it was signed"};
}

}  // namespace

const Element* signature_of(const Element* element) {
    const auto found = children(element, ns::signature, "Signature");
    return found.empty() ? nullptr : found.front();
}

std::span<const ShapeRule> shape_rules() {
    return shape_rows;
}

Checked<void> check_signature_by(std::span<const ShapeRule> asked, const Document& document,
                                 const Element* element,
                                 const std::vector<crypto::VerifyingKey>& keys) {
    const auto shape = shape_of(element);
    for (const auto& [rule, section, detail, holds] : asked)
        if (!holds(shape)) return Refusal{rule, section, std::string(detail)};
    const auto made = check_value(document, shape, keys);
    if (!made) return made;
    return check_digest(document, shape);
}

Checked<void> check_signature(const Document& document, const Element* element,
                              const std::vector<crypto::VerifyingKey>& keys) {
    return check_signature_by(shape_rows, document, element, keys);
}

}  // namespace kith::connectors::saml
