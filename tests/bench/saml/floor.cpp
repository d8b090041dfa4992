// What no service provider on these libraries can go below: base64, libxml2's parser, its exclusive
// canonicalization, OpenSSL's SHA-256 and RSA. Nothing else is asked.
//
//   bench_saml_floor FOLDER
#include <libxml/c14n.h>
#include <libxml/parser.h>
#include <openssl/evp.h>
#include <openssl/x509.h>

#include <cstring>
#include <iostream>
#include <vector>

#include "measure.h"

namespace {

using Bytes = std::vector<unsigned char>;

Bytes decoded(const std::string& text) {
    Bytes bytes(text.size());
    const auto size =
        EVP_DecodeBlock(bytes.data(), reinterpret_cast<const unsigned char*>(text.data()),
                        static_cast<int>(text.size()));
    std::size_t padding = 0;
    while (padding < 2 && text[text.size() - 1 - padding] == '=')
        ++padding;
    bytes.resize(static_cast<std::size_t>(size) - padding);
    return bytes;
}

xmlNode* below(xmlNode* parent, const char* name) {
    for (auto* at = parent->children; at != nullptr; at = at->next)
        if (at->type == XML_ELEMENT_NODE &&
            std::strcmp(reinterpret_cast<const char*>(at->name), name) == 0)
            return at;
    return nullptr;
}

struct Part {
    const xmlNode* apex;
    const xmlNode* left_out;
};

int is_part(void* part, xmlNode* node, xmlNode* parent) {
    const auto& [apex, left_out] = *static_cast<const Part*>(part);
    const bool own = node->type != XML_NAMESPACE_DECL && node->type != XML_ATTRIBUTE_NODE;
    for (const auto* at = own ? node : parent; at != nullptr; at = at->parent) {
        if (at == left_out) return 0;
        if (at == apex) return 1;
    }
    return 0;
}

std::string canonical(xmlDoc* document, Part part) {
    auto* const out = xmlAllocOutputBuffer(nullptr);
    xmlC14NExecute(document, is_part, &part, XML_C14N_EXCLUSIVE_1_0, nullptr, 0, out);
    std::string text(reinterpret_cast<const char*>(xmlOutputBufferGetContent(out)),
                     xmlOutputBufferGetSize(out));
    xmlOutputBufferClose(out);
    return text;
}

bool verified(const std::string& field, EVP_PKEY* key) {
    const auto xml = decoded(field);
    auto* const document = xmlReadMemory(reinterpret_cast<const char*>(xml.data()),
                                         static_cast<int>(xml.size()), nullptr, nullptr, 0);
    auto* const assertion = below(xmlDocGetRootElement(document), "Assertion");
    auto* const signature = below(assertion, "Signature");
    auto* const info = below(signature, "SignedInfo");
    const auto value_of = [](xmlNode* node) {
        return decoded(reinterpret_cast<const char*>(node->children->content));
    };
    const auto info_text = canonical(document, {info, nullptr});
    const auto value = value_of(below(signature, "SignatureValue"));
    auto* const context = EVP_MD_CTX_new();
    EVP_DigestVerifyInit(context, nullptr, EVP_sha256(), nullptr, key);
    bool holds = EVP_DigestVerify(context, value.data(), value.size(),
                                  reinterpret_cast<const unsigned char*>(info_text.data()),
                                  info_text.size()) == 1;
    EVP_MD_CTX_free(context);

    const auto text = canonical(document, {assertion, signature});
    Bytes digest(EVP_MAX_MD_SIZE);
    unsigned size = 0;
    EVP_Digest(text.data(), text.size(), digest.data(), &size, EVP_sha256(), nullptr);
    digest.resize(size);
    holds = holds && digest == value_of(below(below(info, "Reference"), "DigestValue"));
    xmlFreeDoc(document);
    return holds;
}

}  // namespace

int main(int argc, char** argv) {
    if (argc != 2) return 2;
    const auto field = bench::file(argv[1], "response.b64");
    const auto der = decoded(bench::file(argv[1], "certificate.b64"));
    const auto* at = der.data();
    auto* const certificate = d2i_X509(nullptr, &at, static_cast<long>(der.size()));
    auto* const key = X509_get_pubkey(certificate);
    if (!verified(field, key)) {
        std::cerr << "the floor finds the signature broken\n";
        return 1;
    }
    bench::say("floor: libxml2 and OpenSSL alone", bench::us_of([&] { verified(field, key); }));
    EVP_PKEY_free(key);
    X509_free(certificate);
    return 0;
}
