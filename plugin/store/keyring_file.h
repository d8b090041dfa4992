// The file of a keyring, as text: what is in it, read as a whole and replaced as a whole.
#pragma once

#include <string>
#include <vector>

#include "base/day.h"
#include "base/ids.h"
#include "base/result.h"
#include "crypto/crypto.h"

namespace kith::store {

struct LockedKey {
    int number = 0;  // The epoch; 0 is the tenant's own.
    Day begun;
    crypto::Bytes locked;
};
using LockedKeys = std::vector<LockedKey>;  // The tenant's own first, then by epoch.

// What a key is locked for: it opens as no other key, of no other tenant.
std::string place_of(const TenantId& tenant, int number, Day begun);

// key_missing where there is no such file, store_corrupt where it is no keyring of this tenant.
Result<LockedKeys> read_keyring(const std::string& path, const TenantId& tenant);
// A file that is not there yet; conflict where it is.
Result<void> make_keyring(const std::string& path, const TenantId& tenant, const LockedKeys& keys);
// In place of the one that is there, whose bytes are overwritten where they lay. Under
// Keyring::hold.
Result<void> replace_keyring(const std::string& path, const TenantId& tenant,
                             const LockedKeys& keys);

}  // namespace kith::store
