// A root secret of the tests' own, another one for each seed, and what it locks.
#pragma once

#include "crypto/crypto.h"
#include "store/keyring.h"

namespace kith::kit {

inline Secret root(std::uint8_t seed = 1) {
    Secret secret(32);
    for (std::size_t i = 0; i < secret.size(); ++i)
        secret.bytes()[i] = static_cast<std::uint8_t>(i * 7 + seed);
    return secret;
}

inline store::RootLock root_lock(std::uint8_t seed = 1) {
    return {[seed](const Secret& key, std::string_view place) {
                return crypto::seal(root(seed), key.bytes(), place);
            },
            [seed](std::span<const std::uint8_t> locked, std::string_view place) -> Result<Secret> {
                auto key = crypto::open(root(seed), locked, place);
                if (key) return key;
                return Error{ErrorCode::key_wrong, "another root", {}, {}};
            }};
}

// The keyring at this path, made where there is none.
inline Result<std::shared_ptr<store::Keyring>> keyring(const std::string& path,
                                                       const TenantId& tenant, Day today,
                                                       std::uint8_t seed = 1) {
    const auto made = store::Keyring::make(path, tenant, root_lock(seed), today);
    if (!made && made.error().code != ErrorCode::conflict) return made.error();
    return store::Keyring::open(path, tenant, root_lock(seed));
}

}  // namespace kith::kit
