#include "connectors/ldap/examine.h"

#include <string>
#include <utility>

#include "connectors/ldap/attempt.h"
#include "connectors/ldap/bind.h"
#include "connectors/ldap/rights.h"
#include "connectors/ldap/servers.h"

namespace kith::connectors::ldap {
namespace {

Finding finding(const model::LdapSettings& settings, const Error& error) {
    auto what = std::string(error.detail.view());
    if (!error.field.empty()) what += " (" + error.field + ")";
    return {Severity::error, settings.name, 0, std::move(what), std::string(error.hint.view())};
}

void append(Findings& all, Findings more) {
    for (auto& one : more)
        all.push_back(std::move(one));
}

}  // namespace

Findings examine(const model::LdapSettings& settings) {
    const auto password = password_of(settings);
    if (!password) return {finding(settings, password.error())};
    const auto uris = configured_servers(settings);
    if (!uris) return {finding(settings, uris.error())};

    Findings unusable;
    Findings rights;
    bool one_is_usable = false;
    for (const auto& uri : *uris) {
        const auto attempt = try_server(uri, settings, *password);
        if (attempt.link) {
            one_is_usable = true;
            append(rights, examine_rights(attempt.link->handle(), uri, settings));
            continue;
        }
        auto refused = finding(settings, attempt.error);
        // A sync would end there, too, before it came to a server that works.
        if (!attempt.elsewhere) {
            append(unusable, {std::move(refused)});
            append(unusable, std::move(rights));
            return unusable;
        }
        unusable.push_back(std::move(refused));
    }
    if (one_is_usable)
        for (auto& one : unusable)
            one.severity = Severity::warning;
    append(unusable, std::move(rights));
    return unusable;
}

}  // namespace kith::connectors::ldap
