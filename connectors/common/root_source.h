// Where a root secret is read from, for sources that give it away: a file, a variable, the host.
#pragma once

#include "base/result.h"
#include "base/secret.h"

namespace kith::connectors {

class RootSource {
public:
    RootSource() = default;
    RootSource(const RootSource&) = delete;
    RootSource& operator=(const RootSource&) = delete;
    virtual ~RootSource() = default;

    // 32 bytes. Fails with key_missing where there is none.
    virtual Result<Secret> root_secret() = 0;

    // Keeps a new root secret where there is none yet; conflict where there is one, unsupported
    // where this source only reads.
    virtual Result<void> keep(const Secret& root) = 0;
};

}  // namespace kith::connectors
