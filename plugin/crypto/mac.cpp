#include "crypto/mac.h"

#include <openssl/core_names.h>
#include <openssl/evp.h>
#include <openssl/params.h>

#include <new>

namespace kith::crypto {

struct Mac::Context {
    EVP_MAC* algorithm = EVP_MAC_fetch(nullptr, "HMAC", nullptr);
    EVP_MAC_CTX* work = algorithm == nullptr ? nullptr : EVP_MAC_CTX_new(algorithm);

    Context() = default;
    ~Context() {
        EVP_MAC_CTX_free(work);
        EVP_MAC_free(algorithm);
    }
    Context(const Context&) = delete;
    Context& operator=(const Context&) = delete;
};

Mac::Mac(const Secret& key) : context_(std::make_unique<Context>()) {
    if (context_->work == nullptr) throw std::bad_alloc();
    char digest_name[] = "SHA256";
    const OSSL_PARAM params[] = {
        OSSL_PARAM_construct_utf8_string(OSSL_MAC_PARAM_DIGEST, digest_name, 0),
        OSSL_PARAM_construct_end()};
    // OpenSSL takes no null key, and HMAC gives an empty one the meaning of a zero byte.
    static constexpr std::uint8_t empty_key = 0;
    const auto* const bytes = key.size() == 0 ? &empty_key : key.bytes().data();
    const auto size = key.size() == 0 ? 1 : key.size();
    if (EVP_MAC_init(context_->work, bytes, size, params) != 1) throw std::bad_alloc();
}

Mac::Mac(Mac&&) noexcept = default;
Mac& Mac::operator=(Mac&&) noexcept = default;
Mac::~Mac() = default;

Digest Mac::of(std::initializer_list<std::string_view> parts) {
    auto* const context = context_->work;
    bool done = EVP_MAC_init(context, nullptr, 0, nullptr) == 1;  // With the key that it has.
    for (const auto part : parts)
        done = done && EVP_MAC_update(context, reinterpret_cast<const unsigned char*>(part.data()),
                                      part.size()) == 1;
    Digest digest{};
    std::size_t size = 0;
    if (!done || EVP_MAC_final(context, digest.data(), &size, digest.size()) != 1)
        throw std::bad_alloc();
    return digest;
}

}  // namespace kith::crypto
