// What locks the keys of the keyring: a root secret that stays with its source.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "base/secret.h"

namespace kith::ports {

class KeySource {
public:
    KeySource() = default;
    KeySource(const KeySource&) = delete;
    KeySource& operator=(const KeySource&) = delete;
    virtual ~KeySource() = default;

    // Encrypts a key under the root; only the same root opens it again, and only for this `place`.
    // key_missing where there is no root.
    virtual Result<std::vector<std::uint8_t>> wrap(const Secret& key, std::string_view place) = 0;
    // key_wrong where the root is another one, or bytes or place were changed.
    virtual Result<Secret> unwrap(std::span<const std::uint8_t> wrapped,
                                  std::string_view place) = 0;

    // Makes a root where there is none yet. conflict where there is one, unsupported where this
    // source only reads.
    virtual Result<void> make_root() = 0;
};

}  // namespace kith::ports
