#include "saml/recipient.h"

#include <boost/test/unit_test.hpp>
#include <openssl/pem.h>
#include <openssl/rsa.h>
#include <openssl/x509.h>

#include "crypto/signing.h"
#include "saml/issuer.h"

namespace kith::tests {
namespace {

bool says(const std::string& uri, const char* what) {
    return uri.find(what) != std::string::npos;
}

const EVP_CIPHER* cipher_named(const std::string& method) {
    if (says(method, "tripledes")) return EVP_des_ede3_cbc();
    const bool gcm = says(method, "gcm");
    if (says(method, "aes128")) return gcm ? EVP_aes_128_gcm() : EVP_aes_128_cbc();
    if (says(method, "aes192")) return gcm ? EVP_aes_192_gcm() : EVP_aes_192_cbc();
    return gcm ? EVP_aes_256_gcm() : EVP_aes_256_cbc();
}

crypto::Bytes by_chance(int size) {
    crypto::Bytes bytes(static_cast<std::size_t>(size));
    BOOST_REQUIRE(crypto::fill_random(bytes));
    return bytes;
}

// With what stands in front and, for GCM, behind.
crypto::Bytes sealed_with(const crypto::Bytes& key, const std::string& method,
                          const std::string& plain) {
    const auto* const cipher = cipher_named(method);
    auto sealed = by_chance(EVP_CIPHER_get_iv_length(cipher));
    const auto front = sealed.size();
    sealed.resize(front + plain.size() + 64);
    EVP_CIPHER_CTX* context = EVP_CIPHER_CTX_new();
    int text = 0;
    int last = 0;
    BOOST_REQUIRE(EVP_EncryptInit_ex2(context, cipher, key.data(), sealed.data(), nullptr) == 1);
    BOOST_REQUIRE(EVP_EncryptUpdate(context, sealed.data() + front, &text,
                                    reinterpret_cast<const unsigned char*>(plain.data()),
                                    static_cast<int>(plain.size())) == 1);
    BOOST_REQUIRE(EVP_EncryptFinal_ex(context, sealed.data() + front + text, &last) == 1);
    auto end = front + static_cast<std::size_t>(text + last);
    if (says(method, "gcm")) {
        EVP_CIPHER_CTX_ctrl(context, EVP_CTRL_AEAD_GET_TAG, 16, sealed.data() + end);
        end += 16;
    }
    EVP_CIPHER_CTX_free(context);
    sealed.resize(end);
    return sealed;
}

const EVP_MD* hash_named(const std::string& uri) {
    return says(uri, "sha256") ? EVP_sha256() : says(uri, "sha512") ? EVP_sha512() : EVP_sha1();
}

std::string text_of(BIO* bio) {
    char* bytes = nullptr;
    const auto size = BIO_get_mem_data(bio, &bytes);
    std::string text(bytes, static_cast<std::size_t>(size));
    BIO_free(bio);
    return text;
}

std::string cipher_data(const crypto::Bytes& bytes) {
    return "<xenc:CipherData><xenc:CipherValue>" + crypto::to_base64(bytes) +
           "</xenc:CipherValue></xenc:CipherData>";
}

std::string algorithm_of(const std::string& element, const std::string& uri) {
    return uri.empty() ? "" : "<" + element + " Algorithm=\"" + uri + "\"/>";
}

}  // namespace

Recipient Recipient::rsa(unsigned bits) {
    return Recipient(EVP_RSA_gen(bits));
}

std::string Recipient::pem() const {
    BIO* bio = BIO_new(BIO_s_mem());
    BOOST_REQUIRE(
        PEM_write_bio_PrivateKey(bio, key_.get(), nullptr, nullptr, 0, nullptr, nullptr) == 1);
    return text_of(bio);
}

std::string Recipient::certificate_pem() const {
    X509* made = X509_new();
    X509_gmtime_adj(X509_getm_notBefore(made), 0);
    X509_gmtime_adj(X509_getm_notAfter(made), 86'400);
    X509_set_pubkey(made, key_.get());
    BOOST_REQUIRE(X509_sign(made, key_.get(), EVP_sha256()) > 0);
    BIO* bio = BIO_new(BIO_s_mem());
    BOOST_REQUIRE(PEM_write_bio_X509(bio, made) == 1);
    X509_free(made);
    return text_of(bio);
}

crypto::PrivateKey Recipient::key() const {
    const auto text = pem();
    const auto key = crypto::PrivateKey::of_pem(Secret(std::span<const std::uint8_t>(
        reinterpret_cast<const std::uint8_t*>(text.data()), text.size())));
    BOOST_REQUIRE(key);
    return *key;
}

crypto::Bytes Recipient::wrapped(const crypto::Bytes& key, const Form& form) const {
    EVP_PKEY_CTX* context = EVP_PKEY_CTX_new(key_.get(), nullptr);
    BOOST_REQUIRE(EVP_PKEY_encrypt_init(context) == 1);
    if (says(form.key_method, "oaep")) {
        EVP_PKEY_CTX_set_rsa_padding(context, RSA_PKCS1_OAEP_PADDING);
        EVP_PKEY_CTX_set_rsa_oaep_md(context, hash_named(form.digest));
        EVP_PKEY_CTX_set_rsa_mgf1_md(context, hash_named(form.mask));
    }
    crypto::Bytes out(1024);
    auto size = out.size();
    BOOST_REQUIRE(EVP_PKEY_encrypt(context, out.data(), &size, key.data(), key.size()) == 1);
    EVP_PKEY_CTX_free(context);
    out.resize(size);
    return out;
}

std::string Recipient::encrypted(const std::string& plain, const Form& form,
                                 const std::string& element) const {
    const auto content_key = by_chance(EVP_CIPHER_get_key_length(cipher_named(form.method)));
    auto sealed = sealed_with(content_key, form.method, plain);
    auto wrapped_key = wrapped(content_key, form);
    if (form.spoil) form.spoil(wrapped_key, sealed);

    const auto key = "<xenc:EncryptedKey Id=\"k1\"><xenc:EncryptionMethod Algorithm=\"" +
                     form.key_method + "\">" + algorithm_of("ds:DigestMethod", form.digest) +
                     algorithm_of("xenc11:MGF", form.mask) + "</xenc:EncryptionMethod>" +
                     cipher_data(wrapped_key) + "</xenc:EncryptedKey>";
    const bool inside = form.place == Place::in_key_info;
    const std::string retrieval =
        "<ds:RetrievalMethod Type=\"http://www.w3.org/2001/04/xmlenc#EncryptedKey\" URI=\"#k1\"/>";
    const auto info = form.place == Place::beside
                          ? ""
                          : "<ds:KeyInfo>" + (inside ? key : retrieval) + "</ds:KeyInfo>";
    const auto xml = "<" + element +
                     " xmlns:xenc=\"http://www.w3.org/2001/04/xmlenc#\""
                     " xmlns:xenc11=\"http://www.w3.org/2009/xmlenc11#\""
                     " xmlns:ds=\"http://www.w3.org/2000/09/xmldsig#\"><xenc:EncryptedData"
                     " Type=\"http://www.w3.org/2001/04/xmlenc#Element\">"
                     "<xenc:EncryptionMethod Algorithm=\"" +
                     form.method + "\"/>" + info + cipher_data(sealed) + "</xenc:EncryptedData>" +
                     (inside ? "" : key) + "</" + element + ">";
    return form.edit ? form.edit(xml) : xml;
}

std::string part_of(const std::string& xml, const std::string& name) {
    const auto begin = xml.find("<" + name + " ");
    const std::string end = "</" + name + ">";
    const auto part = xml.substr(begin, xml.find(end) + end.size() - begin);
    return replaced(part, "<" + name + " ",
                    "<" + name + " xmlns:saml=\"urn:oasis:names:tc:SAML:2.0:assertion\" ");
}

std::string in_place_of(const std::string& xml, const std::string& name, const std::string& other) {
    const auto begin = xml.find("<" + name + " ");
    const std::string end = "</" + name + ">";
    BOOST_REQUIRE(begin != std::string::npos);
    return xml.substr(0, begin) + other + xml.substr(xml.find(end) + end.size());
}

}  // namespace kith::tests
