#include "store/keyring.h"

#include <fcntl.h>
#include <sys/file.h>

#include <algorithm>

#include "store/keyring_file.h"
#include "store/tenant_keys.h"
#include "store/vault.h"

namespace kith::store {
namespace {

Result<LockedKey> new_key(const TenantId& tenant, const RootLock& root, int number, Day today) {
    const auto secret = crypto::random_key();
    if (!secret) return secret.error();
    auto locked = root.lock(*secret, place_of(tenant, number, today));
    if (!locked) return locked.error();
    return LockedKey{number, today, std::move(*locked)};
}

Result<Secret> unlocked(const TenantId& tenant, const RootLock& root, const LockedKey& key) {
    auto secret = root.unlock(key.locked, place_of(tenant, key.number, key.begun));
    if (secret && secret->size() != crypto::key_bytes)
        return Error{ErrorCode::key_wrong, "a key of the keyring has another length", {}, {}};
    return secret;
}

Error lacks_an_epoch() {
    return {ErrorCode::key_missing,
            "the keyring lacks the key that the database is sealed with",
            {},
            "the keyring or the database is an older copy; kithctl keys status tells which"};
}

std::vector<EpochDay> days_of(const LockedKeys& keys) {
    std::vector<EpochDay> days;
    for (const auto& key : keys)
        if (key.number != 0) days.push_back({key.number, key.begun});
    return days;
}

bool is_among(const Epochs& epochs, int number) {
    return number == epochs.current || number == epochs.previous;
}

}  // namespace

Result<void> Keyring::make(const std::string& path, const TenantId& tenant, const RootLock& root,
                           Day today) {
    LockedKeys keys;
    for (const int number : {0, 1}) {
        auto key = new_key(tenant, root, number, today);
        if (!key) return key.error();
        keys.push_back(std::move(*key));
    }
    return make_keyring(path, tenant, keys);
}

Result<std::shared_ptr<Keyring>> Keyring::open(const std::string& path, const TenantId& tenant,
                                               RootLock root) {
    std::shared_ptr<Keyring> ring(new Keyring(path, tenant, std::move(root)));
    const auto keys = ring->tenant_keys();
    if (!keys) return keys.error();
    return ring;
}

Result<std::vector<EpochDay>> Keyring::look(const std::string& path, const TenantId& tenant) {
    const auto keys = read_keyring(path, tenant);
    if (!keys) return keys.error();
    return days_of(*keys);
}

Result<TenantKeys> Keyring::tenant_keys() const {
    const auto keys = read_keyring(path_, tenant_);
    if (!keys) return keys.error();
    const auto secret = unlocked(tenant_, root_, keys->front());
    if (!secret) return secret.error();
    return TenantKeys::from(tenant_, *secret);
}

Result<std::shared_ptr<const Vault>> Keyring::vault(const Epochs& epochs) {
    {
        const std::lock_guard lock(mutex_);
        if (vault_ && of_vault_ == epochs) return vault_;
    }
    // Not under the lock: the root may be the host's, who may call Kith in turn.
    const auto keys = read_keyring(path_, tenant_);
    if (!keys) return keys.error();
    std::vector<EpochSecret> secrets;
    for (const auto& key : *keys) {
        if (key.number == 0 || !is_among(epochs, key.number)) continue;
        auto secret = unlocked(tenant_, root_, key);
        if (!secret) return secret.error();
        secrets.push_back({key.number, std::move(*secret)});
    }
    if (secrets.size() != (epochs.previous ? 2U : 1U)) return lacks_an_epoch();
    auto made = Vault::from_epochs(tenant_, secrets);
    if (!made) return made.error();
    auto vault = std::make_shared<const Vault>(std::move(*made));

    const std::lock_guard lock(mutex_);
    of_vault_ = epochs;
    vault_ = vault;
    return vault;
}

Result<std::unique_ptr<Descriptor>> Keyring::hold() const {
    auto held = std::make_unique<Descriptor>(
        ::open((path_ + ".lock").c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, owner_only));
    if (!held->valid())
        return Error{ErrorCode::store_failed,
                     "the keyring's folder cannot be written",
                     {},
                     "keys turn where Kith may write to it"};
    if (flock(held->get(), LOCK_EX | LOCK_NB) == 0) return held;
    return Error{ErrorCode::busy, "somebody else is turning the keys", {}, "it goes on by itself"};
}

Result<std::vector<EpochDay>> Keyring::epochs() const {
    return look(path_, tenant_);
}

Result<void> Keyring::add_epoch(int number, Day today) {
    auto keys = read_keyring(path_, tenant_);
    if (!keys) return keys.error();
    KITH_ASSERT(number > keys->back().number);
    auto key = new_key(tenant_, root_, number, today);
    if (!key) return key.error();
    keys->push_back(std::move(*key));
    return replace_keyring(path_, tenant_, *keys);
}

Result<void> Keyring::keep_only(const Epochs& epochs) {
    auto keys = read_keyring(path_, tenant_);
    if (!keys) return keys.error();
    const auto gone = std::erase_if(
        *keys, [&](const auto& key) { return key.number != 0 && !is_among(epochs, key.number); });
    if (gone == 0) return {};
    KITH_ASSERT(keys->size() >= 2);
    return replace_keyring(path_, tenant_, *keys);
}

}  // namespace kith::store
