#include "connectors/saml/signed_xml.h"

#include <new>

#include "connectors/saml/algorithms.h"
#include "connectors/saml/canonical.h"
#include "connectors/saml/names.h"
#include "connectors/saml/writing.h"
#include "crypto/signing.h"

namespace kith::connectors::saml {
namespace {

constexpr const char* sha256_uri = "http://www.w3.org/2001/04/xmlenc#sha256";

// The signature without its value, as a tree of its own.
Result<std::string> empty_signature(const Document& document, const Signer& signer,
                                    std::string_view digest_value) {
    Writing writing("ds", ns::signature, "Signature");
    const auto add = [&](xmlNode* parent, const char* name, std::string_view text = {}) {
        return writing.add(parent, ns::signature, name, text);
    };
    const auto method = [&](xmlNode* parent, const char* name, std::string_view uri) {
        writing.set(add(parent, name), "Algorithm", uri);
    };
    auto* const info = add(writing.root(), "SignedInfo");
    method(info, "CanonicalizationMethod", ns::exclusive_c14n);
    method(info, "SignatureMethod", signature_uri(signer.scheme));
    auto* const reference = add(info, "Reference");
    writing.set(reference, "URI", "#" + attribute_or_empty(document.root(), "ID"));
    auto* const transforms = add(reference, "Transforms");
    method(transforms, "Transform", ns::enveloped);
    method(transforms, "Transform", ns::exclusive_c14n);
    method(reference, "DigestMethod", sha256_uri);
    add(reference, "DigestValue", digest_value);
    add(writing.root(), "SignatureValue");
    if (!signer.certificate.empty()) {
        auto* const named = add(add(writing.root(), "KeyInfo"), "X509Data");
        add(named, "X509Certificate", crypto::to_base64(signer.certificate));
    }
    return writing.text();
}

Error not_signable() {
    return {ErrorCode::invalid_input, "a SAML message of ours cannot be signed", {}, {}};
}

// A copy of the signature at its place in the tree.
const Element* placed(const Document& document, const Element* signature) {
    auto* const root = xmlDocGetRootElement(document.tree());
    auto* const copy = xmlDocCopyNode(const_cast<Element*>(signature), document.tree(), 1);
    if (copy == nullptr) throw std::bad_alloc();
    const auto* const issuer = child(root, ns::assertion, "Issuer");
    if (issuer != nullptr) return xmlAddNextSibling(const_cast<Element*>(issuer), copy);
    return root->children == nullptr ? xmlAddChild(root, copy)
                                     : xmlAddPrevSibling(root->children, copy);
}

void fill(const Document& document, const Element* value, const std::string& text) {
    auto* const node =
        xmlNewDocText(document.tree(), reinterpret_cast<const xmlChar*>(text.c_str()));
    if (node == nullptr) throw std::bad_alloc();
    xmlAddChild(const_cast<Element*>(value), node);
}

}  // namespace

Result<std::string> signed_xml(std::string_view xml, const Signer& signer) {
    const auto document = Document::parse(xml, metadata_bytes_max);
    if (!document) return not_signable();
    const auto text = canonical(*document, document->root(), nullptr, {});
    if (!text) return not_signable();
    const auto unfilled =
        empty_signature(*document, signer, crypto::to_base64(digest(DigestMethod::sha256, *text)));
    if (!unfilled) return unfilled.error();
    const auto signature = Document::parse(*unfilled);
    if (!signature) return not_signable();

    const auto* const own = placed(*document, signature->root());
    const auto info = canonical(*document, child(own, ns::signature, "SignedInfo"), nullptr, {});
    if (!info) return not_signable();
    const auto value = signer.sign(*info);
    if (!value) return value.error();
    fill(*document, child(own, ns::signature, "SignatureValue"), crypto::to_base64(*value));
    return dumped(document->tree());
}

}  // namespace kith::connectors::saml
