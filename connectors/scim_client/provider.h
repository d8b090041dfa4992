// A conversation with the service provider: requests that are tried again where that helps, and
// refusals in words for an administrator.
#pragma once

#include <functional>
#include <optional>
#include <string>

#include "base/result.h"
#include "connectors/common/http_client.h"
#include "connectors/scim_client/access.h"
#include "connectors/scim_client/json.h"
#include "model/settings.h"

namespace kith::connectors::scim_client {

struct Reply {
    int status = 0;
    Object::Ptr json;  // With status 200.
};

class Provider {
public:
    // `settings` and `tokens` must outlive it.
    static Result<Provider> at(const model::ScimClientSettings& settings, TokenCache& tokens,
                               std::function<bool()> go_on,
                               std::optional<int> connect_seconds_max = std::nullopt);

    // `target` begins behind the base's path. An answer of 200, or a refusal that may mean
    // something to the caller (4xx, 501). An error where there was no answer, where the account is
    // not let in, where a busy or broken server did not get better, and where go_on said no.
    Result<Reply> get(const std::string& target);

    // What a refusal means where nothing else was to be expected.
    Error refused(int status) const;
    std::string origin() const { return client_.place().origin(); }

private:
    Provider(HttpPlace place, HttpRules rules, const model::ScimClientSettings& settings,
             TokenCache& tokens);

    Result<HttpAnswer> ask(const std::string& target);
    Result<HttpAnswer> ask_with_account(const std::string& target);
    Result<void> rest(double seconds) const;

    HttpRules rules_;
    HttpClient client_;
    Access access_;
};

}  // namespace kith::connectors::scim_client
