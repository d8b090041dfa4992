#include "store/vault.h"

#include <algorithm>
#include <array>

#include "base/fault.h"
#include "crypto/bytes.h"
#include "store/fields.h"
#include "store/tenant_keys.h"

namespace kith::store {
namespace {

constexpr std::size_t smallest_bucket = 512;
constexpr std::size_t length_bytes = 4;

// Magic, envelope version, algorithm 1 (AES-256-GCM); then the key's version in three bytes (an
// epoch, or 1 for a data key), then the commitment.
constexpr std::array<std::uint8_t, 5> marks = {'K', 'T', 'H', 1, 1};
constexpr std::size_t version_bytes = 3;
constexpr std::size_t commitment_bytes = crypto::key_bytes;
constexpr std::size_t header_bytes = marks.size() + version_bytes + commitment_bytes;
constexpr int data_key_version = 1;

// The version of what is sealed, not of the tables: a migration that moves no value leaves it.
constexpr std::int64_t sealed_version = 1;

Error does_not_open() {
    return {ErrorCode::store_corrupt,
            "a sealed value does not open",
            {},
            "it was changed or moved; restore the file from a backup"};
}

Error no_key() {
    return {ErrorCode::key_missing, "sealed values need the tenant's key", {}, {}};
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

struct Key {
    const Secret& secret;
    int version;
};

// AES-GCM does not commit to its key: two keys could open one text to two meanings.
Result<crypto::Bytes> header(const Key& key, std::string_view where) {
    const auto commitment = crypto::derive(key.secret, "kith/1/commitment|" + std::string(where));
    if (!commitment) return commitment.error();
    crypto::Bytes made(marks.begin(), marks.end());
    for (int shift = 8 * (version_bytes - 1); shift >= 0; shift -= 8)
        made.push_back(static_cast<std::uint8_t>(key.version >> shift));
    made.insert(made.end(), commitment->bytes().begin(), commitment->bytes().end());
    return made;
}

struct Prepared {
    Secret record_key;
    crypto::Bytes header;
    std::string place;  // Authenticated: the header, and where the value lives.
};

int key_version_of(std::span<const std::uint8_t> envelope) {
    int version = 0;
    for (const auto byte : envelope.subspan(marks.size(), version_bytes))
        version = version << 8 | byte;
    return version;
}

Result<Prepared> prepared(const Key& key, const std::string& where) {
    auto record_key = crypto::derive(key.secret, "kith/1/record|" + where);
    if (!record_key) return record_key.error();
    auto made = header(key, where);
    if (!made) return made.error();
    auto place = std::string(crypto::text_of(*made)) + where;
    return Prepared{std::move(*record_key), std::move(*made), std::move(place)};
}

Result<crypto::Bytes> enclose(const Key& key, std::span<const std::uint8_t> plain,
                              const std::string& where) {
    auto ready = prepared(key, where);
    if (!ready) return ready.error();
    const auto sealed = crypto::seal(ready->record_key, plain, ready->place);
    if (!sealed) return sealed.error();
    auto envelope = std::move(ready->header);
    envelope.insert(envelope.end(), sealed->begin(), sealed->end());
    return envelope;
}

Result<Secret> disclose(const Key& key, std::span<const std::uint8_t> envelope,
                        const std::string& where) {
    if (envelope.size() < header_bytes) return does_not_open();
    const auto ready = prepared(key, where);
    if (!ready) return ready.error();
    if (!crypto::equal(envelope.first(header_bytes), ready->header)) return does_not_open();
    auto plain = crypto::open(ready->record_key, envelope.subspan(header_bytes), ready->place);
    if (!plain && plain.error().code == ErrorCode::store_corrupt) return does_not_open();
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
    return std::string(crypto::text_of(full.bytes()).substr(length_bytes, size));
}

std::string_view column_of(KeyClass key_class) {
    return key_class == KeyClass::content ? "content" : "identity";
}

}  // namespace

Result<Vault::EpochKeys> Vault::keys_of(const TenantId& tenant, const EpochSecret& secret) {
    auto content = key_for(secret.secret, tenant, "wrap content keys");
    if (!content) return content.error();
    auto identity = key_for(secret.secret, tenant, "wrap identity keys");
    if (!identity) return identity.error();
    auto own = key_for(secret.secret, tenant, "tenant");
    if (!own) return own.error();
    auto link = key_for(secret.secret, tenant, "pseudonyms");
    if (!link) return link.error();
    return EpochKeys{secret.number, std::move(*content), std::move(*identity), std::move(*own),
                     std::move(*link)};
}

Result<Vault> Vault::from_epochs(const TenantId& tenant, const std::vector<EpochSecret>& secrets) {
    KITH_ASSERT(!secrets.empty());
    Vault vault;
    vault.tenant_ = tenant;
    for (const auto& secret : secrets) {
        auto keys = keys_of(tenant, secret);
        if (!keys) return keys.error();
        vault.epochs_.push_back(std::move(*keys));
    }
    return vault;
}

Result<Secret> Vault::new_data_key() const {
    return crypto::random_key();
}

const Secret& Vault::wrapping_key(const EpochKeys& keys, KeyClass key_class) {
    return key_class == KeyClass::content ? keys.content : keys.identity;
}

Result<const Vault::EpochKeys*> Vault::current() const {
    if (epochs_.empty()) return no_key();
    return &epochs_.back();
}

Result<const Vault::EpochKeys*> Vault::of_envelope(std::span<const std::uint8_t> envelope) const {
    if (epochs_.empty()) return no_key();
    if (envelope.size() < header_bytes) return does_not_open();
    const auto found = std::ranges::find(epochs_, key_version_of(envelope), &EpochKeys::number);
    if (found == epochs_.end()) return does_not_open();
    return &*found;
}

Result<crypto::Bytes> Vault::wrap(KeyClass key_class, const Secret& data_key,
                                  std::string_view row) const {
    const auto where = place_text(tenant_, {"request_key", column_of(key_class), row});
    const auto keys = current();
    if (!keys) return keys.error();
    return enclose({wrapping_key(**keys, key_class), (*keys)->number}, data_key.bytes(), where);
}

Result<Secret> Vault::unwrap(KeyClass key_class, std::span<const std::uint8_t> wrapped,
                             std::string_view row) const {
    const auto keys = of_envelope(wrapped);
    if (!keys) return keys.error();
    const auto where = place_text(tenant_, {"request_key", column_of(key_class), row});
    auto key = disclose({wrapping_key(**keys, key_class), (*keys)->number}, wrapped, where);
    if (key && key->size() != crypto::key_bytes) return does_not_open();
    return key;
}

Result<crypto::Bytes> Vault::seal(const Secret& data_key, std::string_view plain,
                                  const Place& place) const {
    return enclose({data_key, data_key_version}, padded(plain).bytes(), place_text(tenant_, place));
}

Result<std::string> Vault::open(const Secret& data_key, std::span<const std::uint8_t> sealed,
                                const Place& place) const {
    const auto full = disclose({data_key, data_key_version}, sealed, place_text(tenant_, place));
    if (!full) return full.error();
    return unpadded(*full);
}

Result<crypto::Bytes> Vault::seal(std::string_view plain, const Place& place) const {
    const auto keys = current();
    if (!keys) return keys.error();
    return enclose({(*keys)->own, (*keys)->number}, padded(plain).bytes(),
                   place_text(tenant_, place));
}

Result<std::string> Vault::open(std::span<const std::uint8_t> sealed, const Place& place) const {
    const auto keys = of_envelope(sealed);
    if (!keys) return keys.error();
    const auto full = disclose({(*keys)->own, (*keys)->number}, sealed, place_text(tenant_, place));
    if (!full) return full.error();
    return unpadded(*full);
}

int Vault::epoch() const {
    return epochs_.empty() ? 0 : epochs_.back().number;
}

PersonRefs Vault::person(std::string_view role, const EmployeeId& person) const {
    if (epochs_.empty()) return {};
    return {pseudonym(epochs_.back().link, tenant_, role, person.text()),
            pseudonym(epochs_.front().link, tenant_, role, person.text())};
}

}  // namespace kith::store
