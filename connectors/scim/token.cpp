#include "connectors/scim/token.h"

#include "connectors/common/referenced_secret.h"

namespace kith::connectors::scim {
namespace {

// Shorter ones can be tried out.
constexpr std::size_t token_bytes_min = 16;

}  // namespace

Result<Tokens> Tokens::from(const std::vector<std::string>& references) {
    Tokens tokens;
    for (const auto& reference : references) {
        const auto secret = referenced_secret(reference);
        if (!secret) return secret.error();
        if (secret->size() < token_bytes_min)
            return Error{ErrorCode::key_missing, "the token is shorter than 16 characters",
                         reference, "make one with: openssl rand -base64 32"};
        const auto bytes = secret->bytes();
        tokens.digests_.push_back(
            crypto::sha256({reinterpret_cast<const char*>(bytes.data()), bytes.size()}));
    }
    return tokens;
}

bool Tokens::has(std::string_view token) const {
    const auto digest = crypto::sha256(token);
    bool found = false;
    for (const auto& known : digests_)
        found = crypto::equal(known, digest) || found;
    return found;
}

}  // namespace kith::connectors::scim
