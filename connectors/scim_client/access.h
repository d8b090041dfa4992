// How Kith makes itself known to the service provider: a token, a name with a password, or a token
// that an OAuth 2.0 server gives for a secret (RFC 6749, section 4.4).
#pragma once

#include <chrono>
#include <mutex>
#include <optional>
#include <string>

#include "base/result.h"
#include "base/secret.h"
#include "connectors/common/http_client.h"
#include "model/settings.h"

namespace kith::connectors::scim_client {

// What the OAuth 2.0 server gave, until it expires. Several threads may ask for it.
class TokenCache {
public:
    std::optional<std::string> token() const;
    void keep(std::string_view token, std::chrono::seconds lives);
    void forget();

private:
    mutable std::mutex mutex_;
    Secret token_;
    std::chrono::steady_clock::time_point until_;
};

class Access {
public:
    Access(const model::ScimClientSettings& settings, HttpRules rules, TokenCache& tokens)
        : settings_(settings), rules_(std::move(rules)), tokens_(tokens) {}

    // The value of the Authorization header, read anew from where the secret lies; empty where the
    // settings name none. In memory only as long as the request.
    Result<std::string> authorization();
    // After a 401: whether another try could go better, with a new token.
    bool forget();

private:
    Result<std::string> ask_for_token();

    const model::ScimClientSettings& settings_;
    HttpRules rules_;
    TokenCache& tokens_;
};

}  // namespace kith::connectors::scim_client
