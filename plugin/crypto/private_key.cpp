#include "crypto/private_key.h"

#include <openssl/pem.h>
#include <openssl/rsa.h>

#include <optional>

#include "crypto/bytes.h"
#include "crypto/key_kind.h"
#include "crypto/openssl.h"

namespace kith::crypto {

struct PrivateKey::Opened {
    Owned<EVP_PKEY> key;
    KeyKind kind;
};

namespace {

constexpr std::string_view label = "PRIVATE KEY-----";  // Of every form, at its begin and its end.

// Stands for a terminal: OpenSSL asks there where it is given nothing.
int no_passphrase(char*, int, int, void* asked) {
    *static_cast<bool*>(asked) = true;
    return -1;
}

Error no_private_key() {
    return {ErrorCode::invalid_input,
            "this is not one private key in PEM",
            {},
            "give one key, from -----BEGIN PRIVATE KEY----- to its end"};
}

int count_of(std::string_view what, std::string_view text) {
    int count = 0;
    for (auto at = text.find(what); at != std::string_view::npos; at = text.find(what, at + 1))
        ++count;
    return count;
}

Bytes signature_of_text(EVP_PKEY* key, std::string_view text) {
    const auto context = made(EVP_MD_CTX_new());
    std::size_t size = 0;
    if (EVP_DigestSignInit(context.get(), nullptr, EVP_sha256(), nullptr, key) != 1 ||
        EVP_DigestSign(context.get(), nullptr, &size, bytes_of(text).data(), text.size()) != 1)
        return {};
    Bytes signature(size);
    if (EVP_DigestSign(context.get(), signature.data(), &size, bytes_of(text).data(),
                       text.size()) != 1)
        return {};
    signature.resize(size);
    return signature;
}

// Whether its public half is its own: a file can hold the halves of two keys.
bool verifies_itself(EVP_PKEY* key) {
    constexpr std::string_view text = "kith";
    const auto signature = signature_of_text(key, text);
    const auto context = made(EVP_MD_CTX_new());
    return !signature.empty() &&
           EVP_DigestVerifyInit(context.get(), nullptr, EVP_sha256(), nullptr, key) == 1 &&
           EVP_DigestVerify(context.get(), signature.data(), signature.size(),
                            bytes_of(text).data(), text.size()) == 1;
}

// Both numbers in full length, out of what OpenSSL writes (RFC 3279, section 2.2.3).
Bytes full_length(const Bytes& der, std::size_t signature_bytes) {
    const auto* at = der.data();
    const auto pair = made(d2i_ECDSA_SIG(nullptr, &at, static_cast<long>(der.size())));
    Bytes plain(signature_bytes);
    const auto half = static_cast<int>(signature_bytes / 2);
    const bool written =
        BN_bn2binpad(ECDSA_SIG_get0_r(pair.get()), plain.data(), half) == half &&
        BN_bn2binpad(ECDSA_SIG_get0_s(pair.get()), plain.data() + half, half) == half;
    return written ? plain : Bytes();
}

const EVP_MD* digest_of_oaep(Oaep::Hash hash) {
    return hash == Oaep::Hash::sha1 ? EVP_sha1() : EVP_sha256();
}

}  // namespace

Result<PrivateKey> PrivateKey::of_pem(const Secret& pem) {
    const QuietErrors quiet;
    if (count_of(label, text_of(pem.bytes())) != 2) return no_private_key();
    const auto bytes = made(BIO_new_mem_buf(pem.bytes().data(), static_cast<int>(pem.size())));
    bool asked = false;
    Owned<EVP_PKEY> key(PEM_read_bio_PrivateKey(bytes.get(), nullptr, no_passphrase, &asked));
    if (asked)
        return Error{ErrorCode::invalid_input,
                     "the private key is encrypted, and nobody is asked for a passphrase",
                     {},
                     "give the key without a passphrase: openssl pkey -in KEY -out PLAIN"};
    if (!key) return no_private_key();
    const auto kind = kind_of(key.get());
    if (!kind)
        return Error{ErrorCode::invalid_input,
                     "the private key is neither RSA with 2048 to 8192 bits nor of P-256, P-384 or "
                     "P-521",
                     {},
                     "make another key: openssl genpkey -algorithm RSA -pkeyopt "
                     "rsa_keygen_bits:3072"};
    if (!verifies_itself(key.get()))
        return Error{ErrorCode::invalid_input,
                     "the private key's two halves do not belong together",
                     {},
                     "give the key as it was made"};
    return PrivateKey(std::make_shared<const Opened>(Opened{std::move(key), *kind}));
}

bool PrivateKey::fits(std::span<const std::uint8_t> certificate) const {
    const QuietErrors quiet;
    const auto* at = certificate.data();
    const Owned<X509> read(d2i_X509(nullptr, &at, static_cast<long>(certificate.size())));
    if (!read || at != certificate.data() + certificate.size()) return false;
    const auto* const other = X509_get0_pubkey(read.get());
    return other != nullptr && EVP_PKEY_eq(other, opened_->key.get()) == 1;
}

bool PrivateKey::fits(SignatureScheme scheme) const {
    return scheme ==
           (opened_->kind.is_rsa ? SignatureScheme::rsa_sha256 : SignatureScheme::ecdsa_sha256);
}

Result<Bytes> PrivateKey::sign(SignatureScheme scheme, std::string_view text) const {
    const QuietErrors quiet;
    if (!fits(scheme))
        return Error{ErrorCode::invalid_input, "the private key makes no such signature", {}, {}};
    auto signature = signature_of_text(opened_->key.get(), text);
    if (!opened_->kind.is_rsa && !signature.empty())
        signature = full_length(signature, opened_->kind.signature_bytes);
    if (signature.empty())
        return Error{ErrorCode::store_failed, "crypto: OpenSSL did not sign", {}, {}};
    return signature;
}

Result<Secret> PrivateKey::unwrap(const Oaep& oaep, std::span<const std::uint8_t> wrapped) const {
    const QuietErrors quiet;
    const Error not_unwrapped{
        ErrorCode::invalid_input, "crypto: what was encrypted does not open", {}, {}};
    if (!opened_->kind.is_rsa || wrapped.size() != opened_->kind.signature_bytes)
        return not_unwrapped;
    const auto context = made(EVP_PKEY_CTX_new_from_pkey(nullptr, opened_->key.get(), nullptr));
    if (EVP_PKEY_decrypt_init(context.get()) != 1 ||
        EVP_PKEY_CTX_set_rsa_padding(context.get(), RSA_PKCS1_OAEP_PADDING) != 1 ||
        EVP_PKEY_CTX_set_rsa_oaep_md(context.get(), digest_of_oaep(oaep.digest)) != 1 ||
        EVP_PKEY_CTX_set_rsa_mgf1_md(context.get(), digest_of_oaep(oaep.mask)) != 1)
        throw std::bad_alloc();
    Secret whole(wrapped.size());
    auto size = whole.size();
    if (EVP_PKEY_decrypt(context.get(), whole.bytes().data(), &size, wrapped.data(),
                         wrapped.size()) != 1)
        return not_unwrapped;
    return Secret(std::span<const std::uint8_t>(whole.bytes()).first(size));
}

}  // namespace kith::crypto
