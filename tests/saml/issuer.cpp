#include "saml/issuer.h"

#include <boost/test/unit_test.hpp>
#include <openssl/ecdsa.h>
#include <openssl/pem.h>
#include <openssl/rsa.h>
#include <openssl/x509.h>

#include "connectors/saml/algorithms.h"
#include "connectors/saml/canonical.h"
#include "connectors/saml/names.h"
#include "crypto/signing.h"

namespace kith::tests {
namespace {

namespace saml = connectors::saml;

const saml::Element* with_id(const saml::Element* at, const std::string& id) {
    if (saml::attribute(at, "ID") == id) return at;
    for (const auto* const below : saml::children(at))
        if (const auto* const found = with_id(below, id)) return found;
    return nullptr;
}

std::string canonical_of(const saml::Document& document, const saml::Element* element) {
    BOOST_REQUIRE(element != nullptr);
    const auto text = saml::canonical(document, element, nullptr, {});
    BOOST_REQUIRE(text);
    return *text;
}

saml::Document parsed(const std::string& xml) {
    auto document = saml::Document::parse(xml, saml::metadata_bytes_max);
    BOOST_REQUIRE_MESSAGE(bool(document), (document ? "" : document.error().detail));
    return std::move(*document);
}

std::string signature_xml(const std::string& id, const std::string& method,
                          const std::string& digest_method, const std::string& digest) {
    const std::string ds = saml::ns::signature;
    const std::string c14n = saml::ns::exclusive_c14n;
    return "<ds:Signature xmlns:ds=\"" + ds +
           "\"><ds:SignedInfo><ds:CanonicalizationMethod Algorithm=\"" + c14n +
           "\"/><ds:SignatureMethod Algorithm=\"" + method + "\"/><ds:Reference URI=\"#" + id +
           "\"><ds:Transforms><ds:Transform Algorithm=\"" + ds +
           "enveloped-signature\"/><ds:Transform Algorithm=\"" + c14n +
           "\"/></ds:Transforms><ds:DigestMethod Algorithm=\"" + digest_method +
           "\"/><ds:DigestValue>" + digest +
           "</ds:DigestValue></ds:Reference></ds:SignedInfo>"
           "<ds:SignatureValue>VALUE</ds:SignatureValue></ds:Signature>";
}

const EVP_MD* digest_of(const std::string& method) {
    if (method.find("384") != std::string::npos) return EVP_sha384();
    if (method.find("512") != std::string::npos) return EVP_sha512();
    return method.find("sha1") != std::string::npos ? EVP_sha1() : EVP_sha256();
}

// As XML signatures carry it (RFC 9231, section 2.3.6): both numbers in full length.
crypto::Bytes plain_numbers(const crypto::Bytes& der, std::size_t number_bytes) {
    const auto* at = der.data();
    ECDSA_SIG* pair = d2i_ECDSA_SIG(nullptr, &at, static_cast<long>(der.size()));
    BOOST_REQUIRE(pair != nullptr);
    crypto::Bytes plain(2 * number_bytes);
    const auto size = static_cast<int>(number_bytes);
    BN_bn2binpad(ECDSA_SIG_get0_r(pair), plain.data(), size);
    BN_bn2binpad(ECDSA_SIG_get0_s(pair), plain.data() + number_bytes, size);
    ECDSA_SIG_free(pair);
    return plain;
}

}  // namespace

std::string replaced(std::string text, const std::string& from, const std::string& to) {
    const auto at = text.find(from);
    BOOST_REQUIRE_MESSAGE(at != std::string::npos, "not there: " << from);
    return text.replace(at, from.size(), to);
}

Issuer Issuer::rsa(unsigned bits) {
    return Issuer(EVP_RSA_gen(bits));
}

Issuer Issuer::curve(const char* name) {
    return Issuer(EVP_EC_gen(name));
}

crypto::Bytes Issuer::new_certificate() const {
    X509* made = X509_new();
    ASN1_INTEGER_set(X509_get_serialNumber(made), 1);
    X509_gmtime_adj(X509_getm_notBefore(made), -2 * 86'400);
    X509_gmtime_adj(X509_getm_notAfter(made), -86'400);  // Over: metadata is the trust.
    X509_set_pubkey(made, key_.get());
    BOOST_REQUIRE(X509_sign(made, key_.get(), EVP_sha256()) > 0);
    unsigned char* der = nullptr;
    const int size = i2d_X509(made, &der);
    crypto::Bytes bytes(der, der + size);
    OPENSSL_free(der);
    X509_free(made);
    return bytes;
}

crypto::VerifyingKey Issuer::key() const {
    auto key = crypto::VerifyingKey::of_certificate(certificate());
    BOOST_REQUIRE(key);
    return *key;
}

std::string Issuer::private_pem() const {
    BIO* out = BIO_new(BIO_s_mem());
    BOOST_REQUIRE(
        PEM_write_bio_PrivateKey(out, key_.get(), nullptr, nullptr, 0, nullptr, nullptr) == 1);
    char* bytes = nullptr;
    const auto size = BIO_get_mem_data(out, &bytes);
    std::string pem(bytes, static_cast<std::size_t>(size));
    BIO_free(out);
    return pem;
}

saml::Signer Issuer::signer(const std::string& method) const {
    const auto scheme = saml::signature_scheme(method);
    BOOST_REQUIRE(scheme);
    const auto sign = [*this, method](std::string_view text) -> Result<crypto::Bytes> {
        return signature(method, std::string(text));
    };
    return {*scheme, sign, certificate()};
}

crypto::Bytes Issuer::signature(const std::string& method, const std::string& text) const {
    EVP_MD_CTX* context = EVP_MD_CTX_new();
    EVP_PKEY_CTX* padding = nullptr;
    BOOST_REQUIRE(EVP_DigestSignInit(context, &padding, digest_of(method), nullptr, key_.get()) ==
                  1);
    if (method.find("MGF1") != std::string::npos) {
        EVP_PKEY_CTX_set_rsa_padding(padding, RSA_PKCS1_PSS_PADDING);
        EVP_PKEY_CTX_set_rsa_pss_saltlen(padding, RSA_PSS_SALTLEN_DIGEST);
    }
    const auto* const bytes = reinterpret_cast<const unsigned char*>(text.data());
    std::size_t size = 0;
    EVP_DigestSign(context, nullptr, &size, bytes, text.size());
    crypto::Bytes value(size);
    BOOST_REQUIRE(EVP_DigestSign(context, value.data(), &size, bytes, text.size()) == 1);
    value.resize(size);
    EVP_MD_CTX_free(context);
    if (EVP_PKEY_get_base_id(key_.get()) != EVP_PKEY_EC) return value;
    return plain_numbers(value, static_cast<std::size_t>(EVP_PKEY_get_bits(key_.get()) + 7) / 8);
}

std::string Issuer::sign(const std::string& xml, const std::string& id, const Form& form) const {
    const auto before = parsed(xml);
    const auto text = canonical_of(before, with_id(before.root(), id));
    const auto method = saml::digest_method(form.digest).value_or(saml::DigestMethod::sha256);
    auto signature =
        signature_xml(id, form.method, form.digest, crypto::to_base64(saml::digest(method, text)));
    if (form.edit) signature = form.edit(signature);

    const std::string end = "</saml:Issuer>";
    const auto at = xml.find(end, xml.find("ID=\"" + id + "\"")) + end.size();
    auto whole = xml;
    whole.insert(at, signature);

    const auto after = parsed(whole);
    const auto* const element =
        saml::children(with_id(after.root(), id), saml::ns::signature, "Signature").front();
    const auto infos = saml::children(element, saml::ns::signature, "SignedInfo");
    BOOST_REQUIRE(!infos.empty());
    const auto value = this->signature(form.method, canonical_of(after, infos.front()));
    return replaced(std::move(whole), "VALUE<", crypto::to_base64(value) + "<");
}

}  // namespace kith::tests
