#include "connectors/ldap/connection.h"

#include <utility>

#include "connectors/ldap/attempt.h"
#include "connectors/ldap/bind.h"

namespace kith::connectors::ldap {
namespace {

// The reasons of several servers, each with its place.
Error none_of(const std::vector<Error>& errors) {
    if (errors.size() == 1) return errors.front();
    std::string all;
    for (const auto& error : errors)
        all += (all.empty() ? "" : "; ") + error.field + ": " + std::string(error.detail.view());
    return Error{ErrorCode::source_unreadable, "no server of the directory can be used",
                 std::move(all), "one of them is enough"};
}

}  // namespace

Error stopped() {
    return {ErrorCode::cancelled, "ldap: stopped before the end", {}, "nothing was changed"};
}

Result<std::unique_ptr<Connection>> Connection::open(const model::LdapSettings& settings,
                                                     Health& health,
                                                     const std::function<bool()>& go_on) {
    const auto password = password_of(settings);
    if (!password) return password.error();
    const auto uris = configured_servers(settings);
    if (!uris) return uris.error();

    std::vector<Error> errors;
    for (const auto& uri : health.order(*uris)) {
        if (go_on && !go_on()) return stopped();
        auto attempt = try_server(uri, settings, *password);
        if (attempt.link) {
            health.answered(uri);
            return std::make_unique<Connection>(std::move(attempt.link), uri);
        }
        errors.push_back(std::move(attempt.error));
        if (!attempt.elsewhere) return errors.back();
        health.failed(uri);
    }
    return none_of(errors);
}

}  // namespace kith::connectors::ldap
