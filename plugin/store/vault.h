// The envelope around everything that somebody said, and the pseudonyms that stand for people.
//
// Root secret, from it (HKDF) a wrapping key for contents, one for identities and the link key.
// Each request has two data keys, one for its content and one for who it is about; each record a
// subkey of those. Sealing is AES-256-GCM over padded plain text, with tenant, table, column, row
// and schema version as associated data.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "base/ids.h"
#include "base/result.h"
#include "base/secret.h"
#include "crypto/crypto.h"
#include "crypto/signed_note.h"

namespace kith::store {

// Where a sealed value lives. A value moved to another place does not open.
struct Place {
    std::string_view table;
    std::string_view column;
    std::string_view row;
};

enum class KeyClass { content, identity, tenant };

class Vault {
public:
    static Result<Vault> from_root(const TenantId& tenant, const Secret& root);

    Result<Secret> new_data_key() const;
    Result<crypto::Bytes> wrap(KeyClass key_class, const Secret& data_key,
                               std::string_view row) const;
    Result<Secret> unwrap(KeyClass key_class, std::span<const std::uint8_t> wrapped,
                          std::string_view row) const;

    // Padded to 512 bytes, 1, 2, 4 ... KiB before sealing, so that a size tells little.
    Result<crypto::Bytes> seal(const Secret& data_key, std::string_view plain,
                               const Place& place) const;
    Result<std::string> open(const Secret& data_key, std::span<const std::uint8_t> sealed,
                             const Place& place) const;
    // The same under the tenant's own key, for what belongs to no request.
    Result<crypto::Bytes> seal(std::string_view plain, const Place& place) const;
    Result<std::string> open(std::span<const std::uint8_t> sealed, const Place& place) const;

    // HMAC-SHA-256(link key, tenant|role|value), hexadecimal.
    std::string pseudonym(std::string_view role, std::string_view value) const;
    // Secret of the tenant for routing's ties.
    crypto::Digest tie_key() const;
    // A signed note of how far the audit log has come, and the public key for it.
    Result<std::string> signed_checkpoint(std::uint64_t size, const crypto::Digest& root) const;
    Result<crypto::NoteKey> checkpoint_key() const;
    // Tells whether a root secret is the same one, and nothing about it.
    std::string key_check() const;

private:
    const Secret& wrapping_key(KeyClass key_class) const;

    TenantId tenant_;
    Secret content_key_;
    Secret identity_key_;
    Secret tenant_key_;
    Secret link_key_;
    Secret checkpoint_seed_;
    crypto::Digest tie_key_{};
};

}  // namespace kith::store
