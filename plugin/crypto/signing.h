// Ed25519 signatures (RFC 8032) and the base64 (RFC 4648, section 4) in which they travel.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "base/result.h"
#include "base/secret.h"
#include "crypto/crypto.h"

namespace kith::crypto {

using PublicKey = std::array<std::uint8_t, 32>;
using Signature = std::array<std::uint8_t, 64>;

// `seed`: the 32 bytes of RFC 8032, section 5.1.5.
Result<PublicKey> public_key(const Secret& seed);
Result<Signature> sign(const Secret& seed, std::string_view text);
// False for a signature of another length too.
bool verifies(const PublicKey& key, std::string_view text, std::span<const std::uint8_t> signature);

std::string to_base64(std::span<const std::uint8_t> bytes);
// Padded, without white space; nothing where it is anything else.
std::optional<Bytes> from_base64(std::string_view text);

}  // namespace kith::crypto
