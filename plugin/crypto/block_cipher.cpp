#include "crypto/block_cipher.h"

#include <openssl/evp.h>

#include <array>

#include "crypto/openssl.h"

namespace kith::crypto {
namespace {

constexpr std::size_t gcm_front_bytes = 12;
constexpr std::size_t gcm_behind_bytes = 16;
constexpr std::size_t block_bytes = 16;
constexpr std::size_t sealed_bytes_max = 64 * 1024 * 1024;  // OpenSSL counts in int.

const EVP_CIPHER* cipher_of(BlockCipher cipher) {
    switch (cipher) {
        case BlockCipher::aes128_gcm:
            return EVP_aes_128_gcm();
        case BlockCipher::aes192_gcm:
            return EVP_aes_192_gcm();
        case BlockCipher::aes256_gcm:
            return EVP_aes_256_gcm();
        case BlockCipher::aes128_cbc:
            return EVP_aes_128_cbc();
        case BlockCipher::aes192_cbc:
            return EVP_aes_192_cbc();
        case BlockCipher::aes256_cbc:
            return EVP_aes_256_cbc();
    }
    return nullptr;
}

Error not_opened() {
    return {ErrorCode::invalid_input, "crypto: what was encrypted does not open", {}, {}};
}

Owned<EVP_CIPHER_CTX> begun(BlockCipher cipher, const Secret& key, const std::uint8_t* nonce) {
    auto context = made(EVP_CIPHER_CTX_new());
    if (EVP_DecryptInit_ex2(context.get(), cipher_of(cipher), key.bytes().data(), nonce, nullptr) !=
        1)
        throw std::bad_alloc();
    return context;
}

bool reads(EVP_CIPHER_CTX* context, std::span<const std::uint8_t> text, Bytes& out) {
    int written = 0;
    return EVP_DecryptUpdate(context, out.data(), &written, text.data(),
                             static_cast<int>(text.size())) == 1 &&
           static_cast<std::size_t>(written) == text.size();
}

Result<Bytes> decrypted_gcm(BlockCipher cipher, const Secret& key,
                            std::span<const std::uint8_t> sealed) {
    if (sealed.size() < gcm_front_bytes + gcm_behind_bytes) return not_opened();
    const auto text =
        sealed.subspan(gcm_front_bytes, sealed.size() - gcm_front_bytes - gcm_behind_bytes);
    std::array<std::uint8_t, gcm_behind_bytes> tag{};
    std::copy(sealed.end() - gcm_behind_bytes, sealed.end(), tag.begin());

    const auto context = begun(cipher, key, sealed.data());
    Bytes plain(text.size());
    std::array<std::uint8_t, block_bytes> nothing{};
    int written = 0;
    const bool fits = (text.empty() || reads(context.get(), text, plain)) &&
                      EVP_CIPHER_CTX_ctrl(context.get(), EVP_CTRL_AEAD_SET_TAG, gcm_behind_bytes,
                                          tag.data()) == 1 &&
                      EVP_DecryptFinal_ex(context.get(), nothing.data(), &written) == 1;
    if (!fits) return not_opened();
    return plain;
}

Result<Bytes> decrypted_cbc(BlockCipher cipher, const Secret& key,
                            std::span<const std::uint8_t> sealed) {
    if (sealed.size() < 2 * block_bytes || sealed.size() % block_bytes != 0) return not_opened();
    const auto text = sealed.subspan(block_bytes);
    const auto context = begun(cipher, key, sealed.data());
    // OpenSSL's own padding is that of PKCS #7, where the other bytes count too.
    if (EVP_CIPHER_CTX_set_padding(context.get(), 0) != 1) throw std::bad_alloc();
    Bytes plain(text.size());
    if (!reads(context.get(), text, plain)) return not_opened();
    const std::size_t padding = plain.back();
    if (padding == 0 || padding > block_bytes) return not_opened();
    plain.resize(plain.size() - padding);
    return plain;
}

}  // namespace

std::size_t key_bytes_of(BlockCipher cipher) {
    return static_cast<std::size_t>(EVP_CIPHER_get_key_length(cipher_of(cipher)));
}

bool is_authenticated(BlockCipher cipher) {
    return cipher <= BlockCipher::aes256_gcm;
}

Result<Bytes> decrypted(BlockCipher cipher, const Secret& key,
                        std::span<const std::uint8_t> sealed) {
    const QuietErrors quiet;
    if (key.size() != key_bytes_of(cipher) || sealed.size() > sealed_bytes_max) return not_opened();
    return is_authenticated(cipher) ? decrypted_gcm(cipher, key, sealed)
                                    : decrypted_cbc(cipher, key, sealed);
}

}  // namespace kith::crypto
