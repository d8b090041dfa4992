// Where the root secret comes from.
#pragma once

#include "base/result.h"
#include "base/secret.h"

namespace kith::ports {

class KeySource {
public:
    KeySource() = default;
    KeySource(const KeySource&) = delete;
    KeySource& operator=(const KeySource&) = delete;
    virtual ~KeySource() = default;

    // 32 bytes. Fails with key_missing where there is none.
    virtual Result<Secret> root_secret() = 0;

    // Keeps a new root secret where there is none yet; conflict where there is one, unsupported
    // where this source only reads.
    virtual Result<void> keep(const Secret& root) = 0;
};

}  // namespace kith::ports
