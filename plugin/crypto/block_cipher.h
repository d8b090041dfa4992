// What others encrypted with AES, as XML Encryption 1.1 carries it (sections 5.2.2 and 5.2.4):
// opened here, never made. What Kith keeps of its own is sealed by crypto.h.
#pragma once

#include <cstdint>
#include <span>

#include "base/result.h"
#include "base/secret.h"
#include "crypto/crypto.h"

namespace kith::crypto {

enum class BlockCipher : std::uint8_t {
    aes128_gcm,
    aes192_gcm,
    aes256_gcm,
    aes128_cbc,
    aes192_cbc,
    aes256_cbc,
};

std::size_t key_bytes_of(BlockCipher cipher);
// Whether nobody without the key makes anything that opens. CBC does not say so, and whoever hears
// which of many changed texts open reads them in the end: let it near nothing that is not signed.
bool is_authenticated(BlockCipher cipher);

// GCM: nonce of 12 bytes, text, tag of 16. CBC: first block of 16 bytes, text, whose last byte says
// how many bytes at its end are padding, itself included; what the others are does not matter.
// One error, whatever does not fit.
Result<Bytes> decrypted(BlockCipher cipher, const Secret& key,
                        std::span<const std::uint8_t> sealed);

}  // namespace kith::crypto
