#include "crypto/verifying_key.h"

#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/ecdsa.h>
#include <openssl/evp.h>
#include <openssl/param_build.h>
#include <openssl/rsa.h>
#include <openssl/x509.h>

#include <new>
#include <string>

#include "crypto/bytes.h"
#include "crypto/key_kind.h"
#include "crypto/openssl.h"
#include "crypto/signing.h"

namespace kith::crypto {
namespace {

// RFC 7518, sections 3.4 and 6.2.1.2: each number of P-256 in its full length.
constexpr std::size_t p256_bytes = 32;
constexpr std::uint8_t uncompressed_point = 0x04;

Owned<BIGNUM> number(std::span<const std::uint8_t> bytes) {
    return made(BN_bin2bn(bytes.data(), static_cast<int>(bytes.size()), nullptr));
}

// The key of these numbers, where it is one: a point on the curve, or an odd modulus that is no
// prime with an odd exponent above 1.
Owned<EVP_PKEY> public_key_of(const char* type, OSSL_PARAM_BLD* numbers) {
    const auto params = made(OSSL_PARAM_BLD_to_param(numbers));
    const auto maker = made(EVP_PKEY_CTX_new_from_name(nullptr, type, nullptr));
    EVP_PKEY* read = nullptr;
    if (EVP_PKEY_fromdata_init(maker.get()) != 1) throw std::bad_alloc();
    if (EVP_PKEY_fromdata(maker.get(), &read, EVP_PKEY_PUBLIC_KEY, params.get()) != 1) return {};

    Owned<EVP_PKEY> key(read);
    const auto checker = made(EVP_PKEY_CTX_new_from_pkey(nullptr, read, nullptr));
    if (EVP_PKEY_public_check(checker.get()) != 1) return {};
    return key;
}

// The two numbers as OpenSSL takes them (RFC 3279, section 2.2.3).
Bytes der_of(std::span<const std::uint8_t> signature) {
    const auto pair = made(ECDSA_SIG_new());
    auto r = number(signature.first(signature.size() / 2));
    auto s = number(signature.subspan(signature.size() / 2));
    if (ECDSA_SIG_set0(pair.get(), r.get(), s.get()) != 1) throw std::bad_alloc();
    // They belong to the pair now.
    static_cast<void>(r.release());
    static_cast<void>(s.release());
    unsigned char* out = nullptr;
    const auto size = i2d_ECDSA_SIG(pair.get(), &out);
    const Owned<unsigned char> bytes(out);
    if (size <= 0) throw std::bad_alloc();
    return {out, out + size};
}

bool pads_as_pss(EVP_PKEY_CTX* context, const EVP_MD* digest) {
    return EVP_PKEY_CTX_set_rsa_padding(context, RSA_PKCS1_PSS_PADDING) == 1 &&
           EVP_PKEY_CTX_set_rsa_mgf1_md(context, digest) == 1 &&
           EVP_PKEY_CTX_set_rsa_pss_saltlen(context, RSA_PSS_SALTLEN_DIGEST) == 1;
}

enum class Family { rsa, pss, ecdsa };

Family family_of(SignatureScheme scheme) {
    if (scheme <= SignatureScheme::rsa_sha512) return Family::rsa;
    return scheme <= SignatureScheme::pss_sha512 ? Family::pss : Family::ecdsa;
}

const EVP_MD* digest_of(SignatureScheme scheme) {
    switch (scheme) {
        case SignatureScheme::rsa_sha256:
        case SignatureScheme::pss_sha256:
        case SignatureScheme::ecdsa_sha256:
            return EVP_sha256();
        case SignatureScheme::rsa_sha384:
        case SignatureScheme::pss_sha384:
        case SignatureScheme::ecdsa_sha384:
            return EVP_sha384();
        default:
            return EVP_sha512();
    }
}

Error strange_key() {
    return {ErrorCode::invalid_input,
            "the certificate's key is neither RSA with 2048 to 8192 bits nor of P-256, P-384 or "
            "P-521",
            {},
            "let the issuer sign with another key"};
}

}  // namespace

struct VerifyingKey::Opened {
    Owned<EVP_PKEY> key;
    KeyKind kind;
    std::string fingerprint;
};

Result<VerifyingKey> VerifyingKey::rsa(std::span<const std::uint8_t> modulus,
                                       std::span<const std::uint8_t> exponent) {
    const QuietErrors quiet;
    const auto n = number(modulus);
    const auto e = number(exponent);
    if (BN_num_bits(n.get()) < modulus_bits_min || BN_num_bits(n.get()) > modulus_bits_max)
        return Error{ErrorCode::invalid_input,
                     "the RSA key has less than 2048 or more than 8192 bits",
                     {},
                     "let the issuer sign with another key"};
    const auto numbers = made(OSSL_PARAM_BLD_new());
    if (OSSL_PARAM_BLD_push_BN(numbers.get(), OSSL_PKEY_PARAM_RSA_N, n.get()) != 1 ||
        OSSL_PARAM_BLD_push_BN(numbers.get(), OSSL_PKEY_PARAM_RSA_E, e.get()) != 1)
        throw std::bad_alloc();
    auto key = public_key_of("RSA", numbers.get());
    if (!key)
        return Error{ErrorCode::invalid_input,
                     "the numbers of the RSA key make no key",
                     {},
                     "give the key as its issuer publishes it"};
    const auto bytes = static_cast<std::size_t>(BN_num_bytes(n.get()));
    return VerifyingKey(std::make_shared<const Opened>(Opened{std::move(key), {true, bytes}, {}}));
}

Result<VerifyingKey> VerifyingKey::p256(std::span<const std::uint8_t> x,
                                        std::span<const std::uint8_t> y) {
    const QuietErrors quiet;
    const Error no_key{ErrorCode::invalid_input,
                       "the coordinates of the key are no point of the curve P-256",
                       {},
                       "give the key as its issuer publishes it"};
    if (x.size() != p256_bytes || y.size() != p256_bytes) return no_key;
    Bytes point{uncompressed_point};
    point.insert(point.end(), x.begin(), x.end());
    point.insert(point.end(), y.begin(), y.end());

    const auto numbers = made(OSSL_PARAM_BLD_new());
    if (OSSL_PARAM_BLD_push_utf8_string(numbers.get(), OSSL_PKEY_PARAM_GROUP_NAME, "P-256", 0) !=
            1 ||
        OSSL_PARAM_BLD_push_octet_string(numbers.get(), OSSL_PKEY_PARAM_PUB_KEY, point.data(),
                                         point.size()) != 1)
        throw std::bad_alloc();
    auto key = public_key_of("EC", numbers.get());
    if (!key) return no_key;
    return VerifyingKey(
        std::make_shared<const Opened>(Opened{std::move(key), {false, 2 * p256_bytes}, {}}));
}

Result<VerifyingKey> VerifyingKey::of_certificate(std::span<const std::uint8_t> der) {
    const QuietErrors quiet;
    const auto* at = der.data();
    const Owned<X509> certificate(d2i_X509(nullptr, &at, static_cast<long>(der.size())));
    const bool whole = certificate && at == der.data() + der.size();
    Owned<EVP_PKEY> key(whole ? X509_get_pubkey(certificate.get()) : nullptr);
    if (!key)
        return Error{ErrorCode::invalid_input,
                     "this is no X.509 certificate",
                     {},
                     "give the certificate as the issuer publishes it"};
    const auto kind = kind_of(key.get());
    if (!kind) return strange_key();
    const auto checker = made(EVP_PKEY_CTX_new_from_pkey(nullptr, key.get(), nullptr));
    if (EVP_PKEY_public_check(checker.get()) != 1) return strange_key();
    return VerifyingKey(std::make_shared<const Opened>(
        Opened{std::move(key), *kind, certificate_fingerprint(der)}));
}

const std::string& VerifyingKey::fingerprint() const {
    return opened_->fingerprint;
}

bool VerifyingKey::fits(SignatureScheme scheme) const {
    return opened_->kind.is_rsa != (family_of(scheme) == Family::ecdsa);
}

bool VerifyingKey::verifies(SignatureScheme scheme, std::string_view text,
                            std::span<const std::uint8_t> signature) const {
    // OpenSSL bears a short signature of RSA-PSS (RFC 8017, section 8.1.2, step 1, does not).
    if (!fits(scheme) || signature.size() != opened_->kind.signature_bytes) return false;
    const QuietErrors quiet;
    const auto family = family_of(scheme);
    const auto* const digest = digest_of(scheme);
    const auto context = made(EVP_MD_CTX_new());
    EVP_PKEY_CTX* padding = nullptr;  // Belongs to the context.
    if (EVP_DigestVerifyInit(context.get(), &padding, digest, nullptr, opened_->key.get()) != 1 ||
        (family == Family::pss && !pads_as_pss(padding, digest)))
        throw std::bad_alloc();

    Bytes der;
    if (family == Family::ecdsa) {
        der = der_of(signature);
        signature = der;
    }
    return EVP_DigestVerify(context.get(), signature.data(), signature.size(),
                            bytes_of(text).data(), text.size()) == 1;
}

std::string certificate_fingerprint(std::span<const std::uint8_t> der) {
    constexpr std::string_view hex = "0123456789ABCDEF";
    std::string text;
    for (const auto byte : sha256(text_of(der))) {
        if (!text.empty()) text += ':';
        text += hex[byte >> 4];
        text += hex[byte & 15];
    }
    return text;
}

std::optional<Bytes> from_base64url(std::string_view text) {
    std::string padded(text);
    for (auto& letter : padded) {
        // The letters of the other alphabet (RFC 4648, section 4), and what fills it up.
        if (letter == '+' || letter == '/' || letter == '=') return std::nullopt;
        if (letter == '-') letter = '+';
        if (letter == '_') letter = '/';
    }
    padded.append((4 - padded.size() % 4) % 4, '=');
    return from_base64(padded);
}

}  // namespace kith::crypto
