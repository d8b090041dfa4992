#include "connectors/common/root_key_source.h"

#include "crypto/crypto.h"

namespace kith::connectors {

Result<Secret> RootKeySource::locking_key() {
    const auto root = root_->root_secret();
    if (!root) return root.error();
    return crypto::derive(*root, "kith/1/lock keyring");
}

Result<std::vector<std::uint8_t>> RootKeySource::wrap(const Secret& key, std::string_view place) {
    const auto lock = locking_key();
    if (!lock) return lock.error();
    return crypto::seal(*lock, key.bytes(), place);
}

Result<Secret> RootKeySource::unwrap(std::span<const std::uint8_t> wrapped,
                                     std::string_view place) {
    const auto lock = locking_key();
    if (!lock) return lock.error();
    auto key = crypto::open(*lock, wrapped, place);
    if (key) return key;
    return Error{ErrorCode::key_wrong,
                 "the root secret does not open the keyring",
                 {},
                 "look at the manifest's key source; a keyring belongs to one root secret"};
}

Result<void> RootKeySource::make_root() {
    const auto there = root_->root_secret();
    if (there) return Error{ErrorCode::conflict, "there is a root secret already", {}, {}};
    if (there.error().code != ErrorCode::key_missing) return there.error();
    const auto root = crypto::random_key();
    if (!root) return root.error();
    return root_->keep(*root);
}

}  // namespace kith::connectors
