// The envelope around everything that somebody said, and the pseudonyms of who asks and whom it is
// about.
//
// A secret for each epoch (keyring.h), from it (HKDF) a wrapping key for contents, one for
// identities, one for the tenant's small things and a link key. Each request has two data keys, one
// for its content and one for who it is about; each record a subkey of those. Sealing is
// AES-256-GCM over padded plain text, with tenant, table, column, row and schema version as
// associated data.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/ids.h"
#include "base/result.h"
#include "base/secret.h"
#include "crypto/crypto.h"

namespace kith::store {

// Where a sealed value lives. A value moved to another place does not open.
struct Place {
    std::string_view table;
    std::string_view column;
    std::string_view row;
};

enum class KeyClass { content, identity };

struct EpochSecret {
    int number = 0;
    Secret secret;
};

// A person in one role, as she may stand in the database: under the current epoch, and during a
// turn under the one before, too. Where there is no turn both are the same.
struct PersonRefs {
    std::string current;
    std::string previous;
};

class Vault {
public:
    Vault() = default;  // Without a key: nothing opens.
    // One secret, or during a turn two, the older first.
    static Result<Vault> from_epochs(const TenantId& tenant,
                                     const std::vector<EpochSecret>& secrets);

    Result<Secret> new_data_key() const;
    // Wraps under the current epoch; unwraps what either wrapped. store_corrupt where the value was
    // changed or moved, or belongs to an epoch that is gone.
    Result<crypto::Bytes> wrap(KeyClass key_class, const Secret& data_key,
                               std::string_view row) const;
    Result<Secret> unwrap(KeyClass key_class, std::span<const std::uint8_t> wrapped,
                          std::string_view row) const;

    // Padded to 512 bytes, 1, 2, 4 ... KiB before sealing, so that a size tells little.
    Result<crypto::Bytes> seal(const Secret& data_key, std::string_view plain,
                               const Place& place) const;
    Result<std::string> open(const Secret& data_key, std::span<const std::uint8_t> sealed,
                             const Place& place) const;
    // The same under the epoch's own key, for what belongs to no request.
    Result<crypto::Bytes> seal(std::string_view plain, const Place& place) const;
    Result<std::string> open(std::span<const std::uint8_t> sealed, const Place& place) const;

    int epoch() const;  // The current one.
    PersonRefs person(std::string_view role, const EmployeeId& person) const;

private:
    struct EpochKeys {
        int number = 0;
        Secret content;
        Secret identity;
        Secret own;
        Secret link;
    };
    static Result<EpochKeys> keys_of(const TenantId& tenant, const EpochSecret& secret);
    static const Secret& wrapping_key(const EpochKeys& keys, KeyClass key_class);
    Result<const EpochKeys*> current() const;
    Result<const EpochKeys*> of_envelope(std::span<const std::uint8_t> envelope) const;

    TenantId tenant_;
    std::vector<EpochKeys> epochs_;
};

}  // namespace kith::store
