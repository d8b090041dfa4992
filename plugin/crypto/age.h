// Files that a passphrase opens, as c2sp.org/age defines them: one scrypt stanza, binary, so that
// the command `age -d` opens what Kith hands out, and anything else that knows the format.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "crypto/crypto.h"

namespace kith::crypto {

// invalid_input for an empty passphrase. A copy of the text in memory, nothing on the disk.
Result<Bytes> age_encrypt(std::string_view plain, const Secret& passphrase);

// All of the file or nothing. invalid_input where it is no age file, unsupported where it is not
// for a passphrase alone, too_large where opening would take more than 1 GiB of memory, key_wrong
// for another passphrase, store_corrupt where something was changed or is missing.
Result<std::string> age_decrypt(std::span<const std::uint8_t> file, const Secret& passphrase);

}  // namespace kith::crypto
