#include "crypto/crypto.h"

#include <openssl/core_names.h>
#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/kdf.h>
#include <openssl/params.h>
#include <openssl/rand.h>

#include <new>

#include "crypto/bytes.h"
#include "crypto/openssl.h"

namespace kith::crypto {
namespace {

constexpr std::size_t nonce_bytes = 12;
constexpr std::size_t gcm_tag_bytes = 16;

Error library_failed() {
    return {ErrorCode::store_failed, "crypto: OpenSSL refused to work", {}, {}};
}

Error does_not_open() {
    return {ErrorCode::store_corrupt, "crypto: a sealed value does not open", {}, {}};
}

// OpenSSL takes lengths as int; what Kith seals is far below that.
int length(std::size_t size) {
    KITH_ASSERT(size <= 0x7fffffff);
    return static_cast<int>(size);
}

bool encrypt(EVP_CIPHER_CTX* context, const Secret& key, std::span<const std::uint8_t> plain,
             std::string_view place, Bytes& out) {
    const auto nonce = out.data();
    const auto text = nonce + nonce_bytes;
    int written = 0;
    return EVP_EncryptInit_ex2(context, EVP_aes_256_gcm(), key.bytes().data(), nonce, nullptr) ==
               1 &&
           EVP_EncryptUpdate(context, nullptr, &written, bytes_of(place).data(),
                             length(place.size())) == 1 &&
           EVP_EncryptUpdate(context, text, &written, plain.data(), length(plain.size())) == 1 &&
           EVP_EncryptFinal_ex(context, text + written, &written) == 1 &&
           EVP_CIPHER_CTX_ctrl(context, EVP_CTRL_AEAD_GET_TAG, gcm_tag_bytes,
                               text + plain.size()) == 1;
}

enum class Opened { yes, no, not_tried };

// Only the tag says whether key, place and bytes fit; whatever fails before it is OpenSSL's
// trouble.
Opened decrypt(EVP_CIPHER_CTX* context, const Secret& key, std::span<const std::uint8_t> sealed,
               std::string_view place, Secret& out) {
    const auto text = sealed.subspan(nonce_bytes, out.size());
    std::array<std::uint8_t, gcm_tag_bytes> tag{};
    std::copy(sealed.end() - gcm_tag_bytes, sealed.end(), tag.begin());
    int written = 0;
    const bool ready =
        EVP_DecryptInit_ex2(context, EVP_aes_256_gcm(), key.bytes().data(), sealed.data(),
                            nullptr) == 1 &&
        EVP_DecryptUpdate(context, nullptr, &written, bytes_of(place).data(),
                          length(place.size())) == 1 &&
        EVP_DecryptUpdate(context, out.bytes().data(), &written, text.data(),
                          length(text.size())) == 1 &&
        EVP_CIPHER_CTX_ctrl(context, EVP_CTRL_AEAD_SET_TAG, gcm_tag_bytes, tag.data()) == 1;
    if (!ready) return Opened::not_tried;
    return EVP_DecryptFinal_ex(context, out.bytes().data() + written, &written) == 1 ? Opened::yes
                                                                                     : Opened::no;
}

Bytes digest_by(const EVP_MD* method, std::string_view text) {
    Bytes digest(EVP_MAX_MD_SIZE);
    unsigned size = 0;
    if (EVP_Digest(text.data(), text.size(), digest.data(), &size, method, nullptr) != 1)
        throw std::bad_alloc();
    digest.resize(size);
    return digest;
}

}  // namespace

Result<void> fill_random(std::span<std::uint8_t> out) {
    if (RAND_priv_bytes(out.data(), length(out.size())) != 1) return library_failed();
    return {};
}

Result<Secret> random_key() {
    Secret key(key_bytes);
    const auto filled = fill_random(key.bytes());
    if (!filled) return filled.error();
    return key;
}

Result<std::string> random_uuid() {
    std::array<std::uint8_t, 16> bytes{};
    const auto filled = fill_random(bytes);
    if (!filled) return filled.error();
    bytes[6] = static_cast<std::uint8_t>((bytes[6] & 0x0f) | 0x40);  // Version 4.
    bytes[8] = static_cast<std::uint8_t>((bytes[8] & 0x3f) | 0x80);  // The variant of RFC 9562.
    auto text = to_hex(bytes);
    for (const std::size_t dash : {8, 13, 18, 23})
        text.insert(dash, 1, '-');
    return text;
}

Digest sha256(std::string_view text) {
    Digest digest{};
    unsigned size = 0;
    // With these arguments OpenSSL refuses for want of memory alone; so below.
    if (EVP_Digest(text.data(), text.size(), digest.data(), &size, EVP_sha256(), nullptr) != 1)
        throw std::bad_alloc();
    return digest;
}

Bytes sha384(std::string_view text) {
    return digest_by(EVP_sha384(), text);
}

Bytes sha512(std::string_view text) {
    return digest_by(EVP_sha512(), text);
}

Digest hmac_sha256(const Secret& key, std::string_view text) {
    // OpenSSL takes no null key, and HMAC gives an empty one the meaning of a zero byte.
    static constexpr std::uint8_t empty_key = 0;
    const auto* const bytes = key.size() == 0 ? &empty_key : key.bytes().data();
    Digest digest{};
    std::size_t size = 0;
    if (EVP_Q_mac(nullptr, "HMAC", nullptr, "SHA256", nullptr, bytes, key.size(),
                  bytes_of(text).data(), text.size(), digest.data(), digest.size(),
                  &size) == nullptr)
        throw std::bad_alloc();
    return digest;
}

bool equal(std::span<const std::uint8_t> a, std::span<const std::uint8_t> b) {
    return a.size() == b.size() && CRYPTO_memcmp(a.data(), b.data(), a.size()) == 0;
}

Result<Secret> derive(const Secret& key, std::string_view info,
                      std::span<const std::uint8_t> salt) {
    KITH_ASSERT(key.size() != 0);
    // RFC 5869, section 2.2: none given means zeros. OpenSSL takes no null pointer.
    static constexpr Digest zeros{};
    if (salt.empty()) salt = zeros;
    const Owned<EVP_KDF> kdf(EVP_KDF_fetch(nullptr, "HKDF", nullptr));
    const Owned<EVP_KDF_CTX> context(kdf ? EVP_KDF_CTX_new(kdf.get()) : nullptr);
    if (!context) return library_failed();

    char digest_name[] = "SHA256";
    // OSSL_PARAM has no const; OpenSSL only reads these.
    auto* const key_data = const_cast<std::uint8_t*>(key.bytes().data());
    auto* const info_data = const_cast<char*>(info.data());
    auto* const salt_data = const_cast<std::uint8_t*>(salt.data());
    const OSSL_PARAM params[] = {
        OSSL_PARAM_construct_utf8_string(OSSL_KDF_PARAM_DIGEST, digest_name, 0),
        OSSL_PARAM_construct_octet_string(OSSL_KDF_PARAM_KEY, key_data, key.size()),
        OSSL_PARAM_construct_octet_string(OSSL_KDF_PARAM_INFO, info_data, info.size()),
        OSSL_PARAM_construct_octet_string(OSSL_KDF_PARAM_SALT, salt_data, salt.size()),
        OSSL_PARAM_construct_end()};
    Secret derived(key_bytes);
    if (EVP_KDF_derive(context.get(), derived.bytes().data(), key_bytes, params) != 1)
        return library_failed();
    return derived;
}

Result<Bytes> seal(const Secret& key, std::span<const std::uint8_t> plain, std::string_view place) {
    KITH_ASSERT(key.size() == key_bytes);
    Bytes sealed(nonce_bytes + plain.size() + gcm_tag_bytes);
    const auto filled = fill_random(std::span(sealed).first(nonce_bytes));
    if (!filled) return filled.error();

    const Owned<EVP_CIPHER_CTX> context(EVP_CIPHER_CTX_new());
    if (!context || !encrypt(context.get(), key, plain, place, sealed)) return library_failed();
    return sealed;
}

Result<Secret> open(const Secret& key, std::span<const std::uint8_t> sealed,
                    std::string_view place) {
    KITH_ASSERT(key.size() == key_bytes);
    if (sealed.size() < nonce_bytes + gcm_tag_bytes) return does_not_open();

    const Owned<EVP_CIPHER_CTX> context(EVP_CIPHER_CTX_new());
    if (!context) return library_failed();
    Secret plain(sealed.size() - nonce_bytes - gcm_tag_bytes);
    const auto opened = decrypt(context.get(), key, sealed, place, plain);
    if (opened == Opened::not_tried) return library_failed();
    if (opened == Opened::no) return does_not_open();
    return plain;
}

std::string_view openssl_version() {
    return OpenSSL_version(OPENSSL_VERSION);
}

std::string to_hex(std::span<const std::uint8_t> bytes) {
    static constexpr std::string_view digits = "0123456789abcdef";
    std::string text;
    text.reserve(bytes.size() * 2);
    for (const auto byte : bytes) {
        text += digits[byte >> 4];
        text += digits[byte & 0x0f];
    }
    return text;
}

}  // namespace kith::crypto
