#include "connectors/scim/signed_token.h"

#include <Poco/JSON/Array.h>

#include <algorithm>
#include <optional>
#include <utility>

#include "base/text.h"

namespace kith::connectors::scim {
namespace {

using crypto::from_base64url;
using crypto::SignatureScheme;
using Poco::JSON::Array;
using Poco::JSON::Object;

// How far the issuer's clock and ours may be apart (RFC 7519, section 4.1.4).
constexpr double leeway_s = 60;

Error refused(FixedText detail, FixedText hint = {}) {
    return {ErrorCode::denied, detail, {}, hint};
}

// The compact form (RFC 7515, section 3.1), each part still as it came.
struct Parts {
    std::string_view header;
    std::string_view payload;
    std::string_view signature;
    std::string_view signing_input;
};

Result<Parts> parts_of(std::string_view token) {
    if (token.size() > token_bytes_max)
        return refused("the token is longer than 16 KiB", "let the issuer put less into it");
    const auto first = token.find('.');
    const auto last = token.rfind('.');
    if (first == std::string_view::npos || token.find('.', first + 1) != last || first == last)
        return refused("the token has not three parts",
                       "let the issuer send signed tokens, which are not encrypted");
    return Parts{token.substr(0, first), token.substr(first + 1, last - first - 1),
                 token.substr(last + 1), token.substr(0, last)};
}

// The object that is written in a part.
Object::Ptr object_from(std::string_view part) {
    const auto bytes = from_base64url(part);
    if (!bytes) return {};
    return small_object({reinterpret_cast<const char*>(bytes->data()), bytes->size()});
}

// RFC 7515, section 4.1.9: a media type, in any case, with or without what all of them begin with.
bool is_for_access(const Object& header) {
    if (!header.has("typ")) return true;
    const auto type = lower_ascii(text_in(header, "typ").value_or(""));
    return type == "jwt" || type == "at+jwt" || type == "application/jwt" ||
           type == "application/at+jwt";
}

// A NumericDate (RFC 7519, section 2), which is a number and may have a fraction.
std::optional<double> moment_in(const Object& claims, const std::string& name) {
    const auto value = claims.get(name);
    if (value.type() == typeid(Poco::Int64))
        return static_cast<double>(value.extract<Poco::Int64>());
    if (value.type() != typeid(double)) return std::nullopt;
    return value.extract<double>();
}

Result<void> check_times(const Object& claims, double now_s) {
    const auto ends = moment_in(claims, "exp");
    if (!ends)
        return refused("the token does not say as a number when it expires (exp)",
                       "let the issuer send tokens that expire");
    if (now_s >= *ends + leeway_s)
        return refused("the token is expired (exp)",
                       "compare this machine's clock with the issuer's");
    for (const auto* const name : {"nbf", "iat"}) {
        if (!claims.has(name)) continue;
        const auto begins = moment_in(claims, name);
        if (!begins) return refused("the token begins at something that is no number (nbf, iat)");
        if (now_s + leeway_s < *begins)
            return refused("the token begins in the future (nbf, iat)",
                           "compare this machine's clock with the issuer's");
    }
    return {};
}

bool is_for(const Object& claims, const std::string& audience) {
    if (text_in(claims, "aud") == audience) return true;
    const auto several = claims.getArray("aud");
    return several && std::ranges::any_of(*several, [&](const auto& one) {
               return one.type() == typeid(std::string) &&
                      one.template extract<std::string>() == audience;
           });
}

}  // namespace

struct SignedTokens::Header {
    SignatureScheme algorithm = SignatureScheme::rsa_sha256;
    std::optional<std::string> key_id;
};

SignedTokens::SignedTokens(std::string issuer, std::string audience, std::vector<IssuerKey> keys)
    : issuer_(std::move(issuer)), audience_(std::move(audience)), keys_(std::move(keys)) {}

Result<SignedTokens> SignedTokens::from(std::string issuer, std::string audience,
                                        std::string_view key_set) {
    // A token without issuer or audience would fit what is empty.
    if (issuer.empty() || audience.empty())
        return Error{ErrorCode::invalid_input,
                     "signed tokens need an issuer and an audience",
                     {},
                     "write both as they stand in the token's iss and aud"};
    auto keys = read_key_set(key_set);
    if (!keys) return keys.error();
    return SignedTokens(std::move(issuer), std::move(audience), *std::move(keys));
}

Result<SignedTokens::Header> SignedTokens::header_of(std::string_view text) {
    const auto read = object_from(text);
    if (!read) return refused("the token's header is no JSON object in base64url");
    // RFC 7515, section 4.1.11: what is critical and not understood refuses the token. We
    // understand none.
    if (read->has("crit"))
        return refused("the token's header asks for extensions (crit)",
                       "let the issuer send tokens without them");
    if (!is_for_access(*read))
        return refused("the token is of another type than JWT or at+jwt (typ)",
                       "let the issuer send an access token");
    const auto algorithm = jws_algorithm(text_in(*read, "alg").value_or(""));
    if (!algorithm)
        return refused("the token is not signed with RS256, PS256 or ES256 (alg)",
                       "let the issuer sign with one of them");
    auto key_id = text_in(*read, "kid");
    if (read->has("kid") && !key_id)
        return refused("the token's header names no key by text (kid)");
    return Header{*algorithm, std::move(key_id)};
}

Result<const IssuerKey*> SignedTokens::key_for(const Header& header) const {
    if (!header.key_id && keys_.size() != 1)
        return refused("the token does not say which of several keys it is signed with (kid)",
                       "let the issuer name the key, or give a key set with one key");
    const auto found = std::ranges::find_if(
        keys_, [&](const auto& key) { return !header.key_id || key.id == header.key_id; });
    if (found == keys_.end())
        return refused("the token is signed with a key that is not in the key set (kid)",
                       "renew the key set if the issuer has new keys");
    // The key decides which algorithm it is for, not the token (RFC 8725, section 3.1).
    if (!found->key.fits(header.algorithm) ||
        found->algorithm.value_or(header.algorithm) != header.algorithm)
        return refused("the token's algorithm is not the key's (alg)");
    return &*found;
}

Result<void> SignedTokens::check_parties(const Object& claims) const {
    if (text_in(claims, "iss") != issuer_)
        return refused("the token is from another issuer (iss)",
                       "compare the issuer in the manifest with the token's iss, each letter");
    if (!is_for(claims, audience_))
        return refused("the token is for somebody else (aud)",
                       "compare the audience in the manifest with the token's aud, each letter");
    return {};
}

Result<void> SignedTokens::check(std::string_view token, std::int64_t now_unix_ms) const {
    const auto parts = parts_of(token);
    if (!parts) return parts.error();
    const auto header = header_of(parts->header);
    if (!header) return header.error();
    const auto key = key_for(*header);
    if (!key) return key.error();

    const auto signature = from_base64url(parts->signature);
    if (!signature || !(*key)->key.verifies(header->algorithm, parts->signing_input, *signature))
        return refused("the token's signature is not of the key that it names",
                       "the token was changed, or is not from the issuer");
    // Only what was signed is read.
    const auto claims = object_from(parts->payload);
    if (!claims) return refused("the token's payload is no JSON object in base64url");
    const auto parties = check_parties(*claims);
    if (!parties) return parties.error();
    return check_times(*claims, static_cast<double>(now_unix_ms) / 1000);
}

}  // namespace kith::connectors::scim
