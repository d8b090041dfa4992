#include "store/vault.h"

#include <algorithm>
#include <array>

#include "base/fault.h"
#include "store/fields.h"

namespace kith::store {
namespace {

constexpr std::size_t smallest_bucket = 512;
constexpr std::size_t length_bytes = 4;

// Magic, envelope version, algorithm 1 (AES-256-GCM), key version 1; then the commitment.
constexpr std::array<std::uint8_t, 8> marks = {'K', 'T', 'H', 1, 1, 0, 0, 1};
constexpr std::size_t commitment_bytes = crypto::key_bytes;
constexpr std::size_t header_bytes = marks.size() + commitment_bytes;

// The version of what is sealed, not of the tables: a migration that moves no value leaves it.
constexpr std::int64_t sealed_version = 1;

std::string_view text_of(std::span<const std::uint8_t> bytes) {
    return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

Error does_not_open() {
    return {ErrorCode::store_corrupt,
            "a sealed value does not open",
            {},
            "it was changed or moved; restore the file from a backup"};
}

std::string place_text(const TenantId& tenant, const Place& place) {
    return FieldWriter()
        .number(sealed_version)
        .text(tenant.text())
        .text(place.table)
        .text(place.column)
        .text(place.row)
        .packed();
}

// AES-GCM does not commit to its key: two keys could open one text to two meanings.
Result<crypto::Bytes> header(const Secret& key, std::string_view where) {
    const auto commitment = crypto::derive(key, "kith/1/commitment|" + std::string(where));
    if (!commitment) return commitment.error();
    crypto::Bytes made(marks.begin(), marks.end());
    made.insert(made.end(), commitment->bytes().begin(), commitment->bytes().end());
    return made;
}

struct Prepared {
    Secret record_key;
    crypto::Bytes header;
    std::string place;  // Authenticated: the header, and where the value lives.
};

Result<Prepared> prepared(const Secret& key, const std::string& where) {
    if (key.size() == 0)
        return Error{ErrorCode::key_missing, "sealed values need the tenant's key", {}, {}};
    auto record_key = crypto::derive(key, "kith/1/record|" + where);
    if (!record_key) return record_key.error();
    auto made = header(key, where);
    if (!made) return made.error();
    auto place = std::string(text_of(*made)) + where;
    return Prepared{std::move(*record_key), std::move(*made), std::move(place)};
}

Result<crypto::Bytes> enclose(const Secret& key, std::span<const std::uint8_t> plain,
                              const std::string& where) {
    auto ready = prepared(key, where);
    if (!ready) return ready.error();
    const auto sealed = crypto::seal(ready->record_key, plain, ready->place);
    if (!sealed) return sealed.error();
    auto envelope = std::move(ready->header);
    envelope.insert(envelope.end(), sealed->begin(), sealed->end());
    return envelope;
}

Result<Secret> disclose(const Secret& key, std::span<const std::uint8_t> envelope,
                        const std::string& where) {
    if (envelope.size() < header_bytes) return does_not_open();
    const auto ready = prepared(key, where);
    if (!ready) return ready.error();
    if (!crypto::equal(envelope.first(header_bytes), ready->header)) return does_not_open();
    auto plain = crypto::open(ready->record_key, envelope.subspan(header_bytes), ready->place);
    if (!plain) return does_not_open();
    return plain;
}

Secret padded(std::string_view plain) {
    std::size_t bucket = smallest_bucket;
    while (bucket < length_bytes + plain.size())
        bucket *= 2;
    Secret full(bucket);
    for (std::size_t i = 0; i < length_bytes; ++i)
        full.bytes()[i] = static_cast<std::uint8_t>(plain.size() >> (8 * i));
    std::copy(plain.begin(), plain.end(), full.bytes().begin() + length_bytes);
    return full;
}

Result<std::string> unpadded(const Secret& full) {
    if (full.size() < length_bytes) return does_not_open();
    std::size_t size = 0;
    for (std::size_t i = 0; i < length_bytes; ++i)
        size |= std::size_t{full.bytes()[i]} << (8 * i);
    if (size > full.size() - length_bytes) return does_not_open();
    return std::string(text_of(full.bytes()).substr(length_bytes, size));
}

std::string_view column_of(KeyClass key_class) {
    switch (key_class) {
        case KeyClass::content:
            return "content";
        case KeyClass::identity:
            return "identity";
        case KeyClass::tenant:
            return "tenant";
    }
    throw Fault("a class of keys without a column");
}

}  // namespace

Result<Vault> Vault::from_root(const TenantId& tenant, const Secret& root) {
    const auto key_for = [&](std::string_view use) {
        return crypto::derive(root,
                              FieldWriter().text("kith/1").text(use).text(tenant.text()).packed());
    };
    auto content = key_for("wrap content keys");
    auto identity = key_for("wrap identity keys");
    auto own = key_for("tenant");
    auto link = key_for("pseudonyms");
    auto checkpoints = key_for("sign checkpoints");
    for (const auto* key : {&content, &identity, &own, &link, &checkpoints})
        if (!*key) return key->error();

    Vault vault;
    vault.tenant_ = tenant;
    vault.content_key_ = std::move(*content);
    vault.identity_key_ = std::move(*identity);
    vault.tenant_key_ = std::move(*own);
    vault.link_key_ = std::move(*link);
    vault.checkpoint_seed_ = std::move(*checkpoints);
    vault.tie_key_ = crypto::hmac_sha256(vault.link_key_, "kith/1/ties");
    return vault;
}

Result<Secret> Vault::new_data_key() const {
    return crypto::random_key();
}

const Secret& Vault::wrapping_key(KeyClass key_class) const {
    if (key_class == KeyClass::content) return content_key_;
    if (key_class == KeyClass::identity) return identity_key_;
    return tenant_key_;
}

Result<crypto::Bytes> Vault::wrap(KeyClass key_class, const Secret& data_key,
                                  std::string_view row) const {
    const auto where = place_text(tenant_, {"request_key", column_of(key_class), row});
    return enclose(wrapping_key(key_class), data_key.bytes(), where);
}

Result<Secret> Vault::unwrap(KeyClass key_class, std::span<const std::uint8_t> wrapped,
                             std::string_view row) const {
    const auto where = place_text(tenant_, {"request_key", column_of(key_class), row});
    auto key = disclose(wrapping_key(key_class), wrapped, where);
    if (key && key->size() != crypto::key_bytes) return does_not_open();
    return key;
}

Result<crypto::Bytes> Vault::seal(const Secret& data_key, std::string_view plain,
                                  const Place& place) const {
    return enclose(data_key, padded(plain).bytes(), place_text(tenant_, place));
}

Result<std::string> Vault::open(const Secret& data_key, std::span<const std::uint8_t> sealed,
                                const Place& place) const {
    const auto full = disclose(data_key, sealed, place_text(tenant_, place));
    if (!full) return full.error();
    return unpadded(*full);
}

Result<crypto::Bytes> Vault::seal(std::string_view plain, const Place& place) const {
    return seal(tenant_key_, plain, place);
}

Result<std::string> Vault::open(std::span<const std::uint8_t> sealed, const Place& place) const {
    return open(tenant_key_, sealed, place);
}

std::string Vault::pseudonym(std::string_view role, std::string_view value) const {
    std::string text = tenant_.text();
    text += '|';
    text += role;
    text += '|';
    text += value;
    return crypto::to_hex(crypto::hmac_sha256(link_key_, text));
}

crypto::Digest Vault::tie_key() const {
    return tie_key_;
}

Result<crypto::NoteKey> Vault::checkpoint_key() const {
    if (checkpoint_seed_.size() == 0)
        return Error{ErrorCode::key_missing, "checkpoints need the tenant's key", {}, {}};
    const auto key = crypto::public_key(checkpoint_seed_);
    if (!key) return key.error();
    return crypto::NoteKey{"kith/" + tenant_.text(), *key};
}

Result<std::string> Vault::signed_checkpoint(std::uint64_t size, const crypto::Digest& root) const {
    const auto key = checkpoint_key();
    if (!key) return key.error();
    return crypto::signed_checkpoint(*key, checkpoint_seed_, size, root);
}

std::string Vault::key_check() const {
    return crypto::to_hex(crypto::hmac_sha256(tenant_key_, "kith/1/key check"));
}

}  // namespace kith::store
