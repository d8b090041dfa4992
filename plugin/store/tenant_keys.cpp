#include "store/tenant_keys.h"

#include "crypto/bytes.h"
#include "store/fields.h"

namespace kith::store {

std::string pseudonym(const Secret& key, const TenantId& tenant, std::string_view role,
                      std::string_view value) {
    std::string text = tenant.text();
    text += '|';
    text += role;
    text += '|';
    text += value;
    return crypto::to_hex(crypto::hmac_sha256(key, text));
}

Result<Secret> key_for(const Secret& secret, const TenantId& tenant, std::string_view use) {
    return crypto::derive(secret,
                          FieldWriter().text("kith/1").text(use).text(tenant.text()).packed());
}

Result<TenantKeys> TenantKeys::from(const TenantId& tenant, const Secret& secret) {
    auto check = key_for(secret, tenant, "tenant");
    if (!check) return check.error();
    auto link = key_for(secret, tenant, "pseudonyms");
    if (!link) return link.error();
    auto seed = key_for(secret, tenant, "sign checkpoints");
    if (!seed) return seed.error();

    auto data_seed = key_for(secret, tenant, "sign personal data");
    if (!data_seed) return data_seed.error();
    auto token = key_for(secret, tenant, "seal tokens");
    if (!token) return token.error();

    TenantKeys keys;
    keys.tenant_ = tenant;
    keys.check_key_ = std::move(*check);
    keys.link_key_ = std::move(*link);
    keys.checkpoint_seed_ = std::move(*seed);
    keys.data_seed_ = std::move(*data_seed);
    keys.token_key_ = std::move(*token);
    return keys;
}

std::string TenantKeys::pseudonym(std::string_view role, std::string_view value) const {
    return store::pseudonym(link_key_, tenant_, role, value);
}

std::string TenantKeys::place(std::string_view role) const {
    return tenant_.text() + '|' + std::string(role) + '|';
}

crypto::Digest TenantKeys::tie_key() const {
    return crypto::hmac_sha256(link_key_, "kith/1/ties");
}

Result<crypto::NoteKey> TenantKeys::checkpoint_key() const {
    if (checkpoint_seed_.size() == 0)
        return Error{ErrorCode::key_missing, "checkpoints need the tenant's key", {}, {}};
    const auto key = crypto::public_key(checkpoint_seed_);
    if (!key) return key.error();
    return crypto::NoteKey{"kith/" + tenant_.text(), *key};
}

Result<std::string> TenantKeys::signed_checkpoint(std::uint64_t size,
                                                  const crypto::Digest& root) const {
    const auto key = checkpoint_key();
    if (!key) return key.error();
    return crypto::signed_checkpoint(*key, checkpoint_seed_, size, root);
}

Result<crypto::NoteKey> TenantKeys::data_key() const {
    if (data_seed_.size() == 0)
        return Error{ErrorCode::key_missing, "signing needs the tenant's key", {}, {}};
    const auto key = crypto::public_key(data_seed_);
    if (!key) return key.error();
    return crypto::NoteKey{"kith/" + tenant_.text() + "/data", *key};
}

Result<std::string> TenantKeys::signed_data(std::string_view text) const {
    const auto key = data_key();
    if (!key) return key.error();
    return crypto::signed_note(*key, data_seed_, text);
}

Result<std::string> TenantKeys::sealed_token(std::string_view what, std::string_view text) const {
    const auto sealed = crypto::seal(token_key_, crypto::bytes_of(text), place(what));
    if (!sealed) return sealed.error();
    return crypto::to_base64(*sealed);
}

std::optional<std::string> TenantKeys::opened_token(std::string_view what,
                                                    std::string_view token) const {
    const auto sealed = crypto::from_base64(token);
    if (!sealed) return std::nullopt;
    const auto text = crypto::open(token_key_, *sealed, place(what));
    if (!text) return std::nullopt;
    return std::string(crypto::text_of(text->bytes()));
}

std::string TenantKeys::key_check() const {
    return crypto::to_hex(crypto::hmac_sha256(check_key_, "kith/1/key check"));
}

}  // namespace kith::store
