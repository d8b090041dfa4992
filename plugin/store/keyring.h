// The keys that lock all other keys, in a file of its own: outside the database and its backups.
//
// It holds a secret for as long as the tenant exists and one for each epoch, each locked by the
// root. An epoch lasts a month: then a new secret is added, every data key is locked anew under it,
// and the old secret is destroyed. With it goes every copy of what was erased meanwhile, in
// whichever backup.
//
// Any thread, any number of processes; the file is replaced as a whole or not at all.
#pragma once

#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/day.h"
#include "base/ids.h"
#include "base/result.h"
#include "base/secret.h"
#include "crypto/crypto.h"
#include "store/descriptor.h"

namespace kith::store {

class TenantKeys;
class Vault;

// How the root locks and unlocks one key, for one place.
struct RootLock {
    std::function<Result<crypto::Bytes>(const Secret& key, std::string_view place)> lock;
    std::function<Result<Secret>(std::span<const std::uint8_t> locked, std::string_view place)>
        unlock;
};

// Which epochs a database uses. During a turn there are two.
struct Epochs {
    int current = 0;
    std::optional<int> previous;

    bool operator==(const Epochs&) const = default;
};

struct EpochDay {
    int number = 0;
    Day begun;
};

class Keyring {
public:
    // Makes the file with its first epoch, mode 0600. conflict where there is one.
    static Result<void> make(const std::string& path, const TenantId& tenant, const RootLock& root,
                             Day today);
    // key_missing where there is no file, key_wrong where the root does not open it, store_corrupt
    // where it is damaged or another tenant's.
    static Result<std::shared_ptr<Keyring>> open(const std::string& path, const TenantId& tenant,
                                                 RootLock root);
    // Which epochs the file holds, the oldest first. Needs no root.
    static Result<std::vector<EpochDay>> look(const std::string& path, const TenantId& tenant);

    // What never turns.
    Result<TenantKeys> tenant_keys() const;
    // What a database in these epochs is sealed with. Read anew from the file where the epochs are
    // others than those of the last call; key_missing where the file lacks one.
    Result<std::shared_ptr<const Vault>> vault(const Epochs& epochs);

    // Held by whoever turns; busy where somebody else does. Goes with the process, however it ends.
    Result<std::unique_ptr<Descriptor>> hold() const;
    Result<std::vector<EpochDay>> epochs() const;
    // On the disk when it returns.
    Result<void> add_epoch(int number, Day today);
    // Keeps these and destroys the others: the old file's bytes are overwritten.
    Result<void> keep_only(const Epochs& epochs);

    const std::string& path() const { return path_; }

private:
    Keyring(std::string path, TenantId tenant, RootLock root)
        : path_(std::move(path)), tenant_(std::move(tenant)), root_(std::move(root)) {}

    const std::string path_;
    const TenantId tenant_;
    const RootLock root_;

    std::mutex mutex_;
    Epochs of_vault_;
    std::shared_ptr<const Vault> vault_;
};

}  // namespace kith::store
