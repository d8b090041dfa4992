// What stands for a tenant as long as there is one: the keyed names under which supporters, calls
// and records of the audit log are found, and the signature of its checkpoints. Nothing that
// is stored is sealed with these, and nobody who asks is named by them (vault.h has what turns
// every month).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/ids.h"
#include "base/result.h"
#include "base/secret.h"
#include "crypto/crypto.h"
#include "crypto/mac.h"
#include "crypto/signed_note.h"

namespace kith::store {

class TenantKeys {
public:
    TenantKeys() = default;  // Without a key: nothing can be found with it.
    static Result<TenantKeys> from(const TenantId& tenant, const Secret& secret);

    // HMAC-SHA-256(link key, tenant|role|value), hexadecimal.
    std::string pseudonym(std::string_view role, std::string_view value) const;
    // Under the same key, for many values: what goes in begins with a place(role).
    crypto::Mac mac() const { return crypto::Mac(link_key_); }
    std::string place(std::string_view role) const;
    // Secret of the tenant for routing's ties.
    crypto::Digest tie_key() const;
    // A signed note of how far the audit log has come, and the public key for it.
    Result<std::string> signed_checkpoint(std::uint64_t size, const crypto::Digest& root) const;
    Result<crypto::NoteKey> checkpoint_key() const;
    // What somebody is given of her own data is signed by the tenant, with a key for nothing else.
    Result<std::string> signed_data(std::string_view text) const;
    Result<crypto::NoteKey> data_key() const;
    // What a browser keeps of its sign-on, in base64: nobody else makes one or reads one. `what` it
    // is must be the same for both. Nothing for a text that was not made so.
    Result<std::string> sealed_token(std::string_view what, std::string_view text) const;
    std::optional<std::string> opened_token(std::string_view what, std::string_view token) const;

    // Tells whether a keyring is the one that a database was begun with, and nothing about it.
    std::string key_check() const;

private:
    TenantId tenant_;
    Secret check_key_;
    Secret link_key_;
    Secret checkpoint_seed_;
    Secret data_seed_;
    Secret token_key_;
};

// HMAC-SHA-256(key, tenant|role|value), hexadecimal.
std::string pseudonym(const Secret& key, const TenantId& tenant, std::string_view role,
                      std::string_view value);

// A key for one use, of a tenant's secret.
Result<Secret> key_for(const Secret& secret, const TenantId& tenant, std::string_view use);

}  // namespace kith::store
