// Which keys of others and of its own Kith takes at all. For the sources of this room only.
#pragma once

#include <cstddef>
#include <optional>

#include "crypto/openssl.h"

namespace kith::crypto {

// RFC 7518, section 3.3, asks for 2048; a check with 8192 bits takes a millisecond at the most.
inline constexpr int modulus_bits_min = 2048;
inline constexpr int modulus_bits_max = 8192;

struct KeyKind {
    bool is_rsa = false;
    std::size_t signature_bytes = 0;  // Of an RSA modulus too.
};

// RSA with 2048 to 8192 bits, P-256, P-384 or P-521; nothing for other keys.
std::optional<KeyKind> kind_of(const EVP_PKEY* key);

}  // namespace kith::crypto
