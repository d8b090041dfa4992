// OpenSSL 3, narrowed to what Kith uses. No key is ever copied out of a Secret.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "base/secret.h"

namespace kith::crypto {

using Bytes = std::vector<std::uint8_t>;
using Digest = std::array<std::uint8_t, 32>;

inline constexpr std::size_t key_bytes = 32;

Result<void> fill_random(std::span<std::uint8_t> out);
Result<Secret> random_key();
Result<std::string> random_uuid();  // Version 4 (RFC 9562, section 5.4): tells no time.

Digest sha256(std::string_view text);
Bytes sha384(std::string_view text);
Bytes sha512(std::string_view text);
Digest hmac_sha256(const Secret& key, std::string_view text);
bool equal(std::span<const std::uint8_t> a, std::span<const std::uint8_t> b);  // In constant time.

// HKDF-SHA-256 (RFC 5869); `info` names what the key is for.
Result<Secret> derive(const Secret& key, std::string_view info,
                      std::span<const std::uint8_t> salt = {});

// AES-256-GCM with a random 96-bit nonce: nonce, ciphertext, tag. `place` is authenticated, not
// stored.
Result<Bytes> seal(const Secret& key, std::span<const std::uint8_t> plain, std::string_view place);
// store_corrupt where key, place or bytes do not fit.
Result<Secret> open(const Secret& key, std::span<const std::uint8_t> sealed,
                    std::string_view place);

std::string_view openssl_version();  // As loaded.

std::string to_hex(std::span<const std::uint8_t> bytes);

}  // namespace kith::crypto
