// Signed bearer tokens (JSON Web Tokens, RFC 7519), as Microsoft Entra ID sends one: whether one is
// from the issuer, for us, and holds now. What is looked at is in RFC 8725.
//
// The keys are given; none is taken from a token, and none is fetched.
#pragma once

#include <Poco/JSON/Object.h>

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "connectors/scim/key_set.h"

namespace kith::connectors::scim {

// A token of Microsoft Entra ID has about 2 KiB, one with many groups 8.
inline constexpr std::size_t token_bytes_max = 16 * 1024;

// After it is made, any thread may ask.
class SignedTokens {
public:
    // invalid_input for an empty issuer or audience and for a key set without a key for us; what
    // read_key_set says besides.
    static Result<SignedTokens> from(std::string issuer, std::string audience,
                                     std::string_view key_set);

    // Nothing wrong, or denied with a text for the administrator's log. A client is not told which:
    // it would tell a guesser how far he came.
    Result<void> check(std::string_view token, std::int64_t now_unix_ms) const;

private:
    struct Header;

    SignedTokens(std::string issuer, std::string audience, std::vector<IssuerKey> keys);
    static Result<Header> header_of(std::string_view text);
    Result<const IssuerKey*> key_for(const Header& header) const;
    Result<void> check_parties(const Poco::JSON::Object& claims) const;

    std::string issuer_;
    std::string audience_;
    std::vector<IssuerKey> keys_;
};

}  // namespace kith::connectors::scim
