#include "crypto/signing.h"

#include <openssl/evp.h>

#include <new>

#include "crypto/bytes.h"
#include "crypto/openssl.h"

namespace kith::crypto {
namespace {

Error cannot_sign() {
    return {ErrorCode::store_failed, "crypto: OpenSSL did not sign", {}, {}};
}

Owned<EVP_PKEY> private_key(const Secret& seed) {
    KITH_ASSERT(seed.size() == key_bytes);
    return Owned<EVP_PKEY>(
        EVP_PKEY_new_raw_private_key(EVP_PKEY_ED25519, nullptr, seed.bytes().data(), seed.size()));
}

}  // namespace

Result<PublicKey> public_key(const Secret& seed) {
    const auto key = private_key(seed);
    PublicKey out{};
    auto size = out.size();
    if (!key || EVP_PKEY_get_raw_public_key(key.get(), out.data(), &size) != 1)
        return cannot_sign();
    return out;
}

Result<Signature> sign(const Secret& seed, std::string_view text) {
    const auto key = private_key(seed);
    const Owned<EVP_MD_CTX> context(EVP_MD_CTX_new());
    Signature out{};
    auto size = out.size();
    if (!key || !context ||
        EVP_DigestSignInit(context.get(), nullptr, nullptr, nullptr, key.get()) != 1 ||
        EVP_DigestSign(context.get(), out.data(), &size, bytes_of(text).data(), text.size()) != 1)
        return cannot_sign();
    return out;
}

bool verifies(const PublicKey& key, std::string_view text,
              std::span<const std::uint8_t> signature) {
    const Owned<EVP_PKEY> opened(
        EVP_PKEY_new_raw_public_key(EVP_PKEY_ED25519, nullptr, key.data(), key.size()));
    const Owned<EVP_MD_CTX> context(EVP_MD_CTX_new());
    // A signature is not wrong because there is no memory to look at it.
    if (!opened || !context ||
        EVP_DigestVerifyInit(context.get(), nullptr, nullptr, nullptr, opened.get()) != 1)
        throw std::bad_alloc();
    return EVP_DigestVerify(context.get(), signature.data(), signature.size(),
                            bytes_of(text).data(), text.size()) == 1;
}

std::string to_base64(std::span<const std::uint8_t> bytes) {
    // OpenSSL ends what it writes with a null.
    std::string text((bytes.size() + 2) / 3 * 4 + 1, '\0');
    const auto written = EVP_EncodeBlock(reinterpret_cast<unsigned char*>(text.data()),
                                         bytes.data(), static_cast<int>(bytes.size()));
    text.resize(static_cast<std::size_t>(written));
    return text;
}

std::optional<Bytes> from_base64(std::string_view text) {
    Bytes bytes(text.size() / 4 * 3);
    const auto decoded =
        EVP_DecodeBlock(bytes.data(), bytes_of(text).data(), static_cast<int>(text.size()));
    if (decoded < 0) return std::nullopt;
    for (std::size_t i = 0; i < 2 && i < text.size() && text[text.size() - 1 - i] == '='; ++i)
        bytes.pop_back();
    // One text for one value: no white space, no stray bits behind the last byte.
    if (to_base64(bytes) != text) return std::nullopt;
    return bytes;
}

}  // namespace kith::crypto
