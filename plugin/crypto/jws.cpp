#include "crypto/jws.h"

#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/ecdsa.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/param_build.h>
#include <openssl/rsa.h>

#include <new>
#include <string>

#include "crypto/bytes.h"
#include "crypto/openssl.h"
#include "crypto/signing.h"

namespace kith::crypto {
namespace {

// RFC 7518, section 3.3, asks for 2048; a check with 8192 bits takes a millisecond at the most.
constexpr int modulus_bits_min = 2048;
constexpr int modulus_bits_max = 8192;
// RFC 7518, sections 3.4 and 6.2.1.2: each number of P-256 in its full length.
constexpr std::size_t p256_bytes = 32;
constexpr std::uint8_t uncompressed_point = 0x04;

// What OpenSSL says of a refusal goes no further; what the host had in its queue stays there.
class QuietErrors {
public:
    QuietErrors() { ERR_set_mark(); }
    ~QuietErrors() { ERR_pop_to_mark(); }
    QuietErrors(const QuietErrors&) = delete;
    QuietErrors& operator=(const QuietErrors&) = delete;
};

// A key is not wrong because there is no memory to make it.
template <class Type>
Owned<Type> made(Type* pointer) {
    if (pointer == nullptr) throw std::bad_alloc();
    return Owned<Type>(pointer);
}

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
    auto r = number(signature.first(p256_bytes));
    auto s = number(signature.subspan(p256_bytes));
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

bool pads_as_pss(EVP_PKEY_CTX* context) {
    return EVP_PKEY_CTX_set_rsa_padding(context, RSA_PKCS1_PSS_PADDING) == 1 &&
           EVP_PKEY_CTX_set_rsa_mgf1_md(context, EVP_sha256()) == 1 &&
           EVP_PKEY_CTX_set_rsa_pss_saltlen(context, RSA_PSS_SALTLEN_DIGEST) == 1;
}

}  // namespace

struct JwsKey::Opened {
    Owned<EVP_PKEY> key;
    bool is_rsa = false;
    std::size_t signature_bytes = 0;
};

Result<JwsKey> JwsKey::rsa(std::span<const std::uint8_t> modulus,
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
    return JwsKey(std::make_shared<const Opened>(Opened{std::move(key), true, bytes}));
}

Result<JwsKey> JwsKey::p256(std::span<const std::uint8_t> x, std::span<const std::uint8_t> y) {
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
    return JwsKey(std::make_shared<const Opened>(Opened{std::move(key), false, 2 * p256_bytes}));
}

bool JwsKey::fits(JwsAlgorithm algorithm) const {
    return opened_->is_rsa != (algorithm == JwsAlgorithm::es256);
}

bool JwsKey::verifies(JwsAlgorithm algorithm, std::string_view signing_input,
                      std::span<const std::uint8_t> signature) const {
    // OpenSSL bears a short signature of RSA-PSS (RFC 8017, section 8.1.2, step 1, does not).
    if (!fits(algorithm) || signature.size() != opened_->signature_bytes) return false;
    const QuietErrors quiet;
    const auto context = made(EVP_MD_CTX_new());
    EVP_PKEY_CTX* padding = nullptr;  // Belongs to the context.
    if (EVP_DigestVerifyInit(context.get(), &padding, EVP_sha256(), nullptr, opened_->key.get()) !=
            1 ||
        (algorithm == JwsAlgorithm::ps256 && !pads_as_pss(padding)))
        throw std::bad_alloc();

    Bytes der;
    if (algorithm == JwsAlgorithm::es256) {
        der = der_of(signature);
        signature = der;
    }
    return EVP_DigestVerify(context.get(), signature.data(), signature.size(),
                            bytes_of(signing_input).data(), signing_input.size()) == 1;
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
