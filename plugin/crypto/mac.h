// HMAC-SHA-256 many times over under one key, without making the key ready each time.
#pragma once

#include <initializer_list>
#include <memory>
#include <string_view>

#include "base/secret.h"
#include "crypto/crypto.h"

namespace kith::crypto {

// One thread at a time.
class Mac {
public:
    explicit Mac(const Secret& key);
    Mac(Mac&&) noexcept;
    Mac& operator=(Mac&&) noexcept;
    ~Mac();

    Digest of(std::initializer_list<std::string_view> parts);

private:
    struct Context;
    std::unique_ptr<Context> context_;
};

}  // namespace kith::crypto
