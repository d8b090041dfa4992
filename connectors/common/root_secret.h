// What a root secret is, whatever source it comes from: 32 bytes, raw or as 64 hex digits.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "base/error.h"
#include "base/result.h"
#include "base/secret.h"

namespace kith::connectors {

// What every source says where it has no key to give, with the way to mend it.
inline Error no_key(FixedText detail, FixedText hint) {
    return Error{ErrorCode::key_missing, detail, {}, hint};
}

inline constexpr std::size_t root_secret_bytes = 32;
// Longer than any root secret's file, so that a longer one is seen to be longer.
inline constexpr std::size_t root_file_bytes_max = 128;

// The secret out of what a source holds. Refuses what no random generator would have made: all
// zeros (a damaged disk) and plain text (a passphrase).
Result<Secret> root_secret_from(std::span<const std::uint8_t> given);

// 64 hex digits and a line end. Wiped when it goes, like what it was made from.
Secret hex_line(const Secret& root);

}  // namespace kith::connectors
