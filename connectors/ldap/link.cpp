#include "connectors/ldap/link.h"

#include "connectors/ldap/servers.h"

namespace kith::connectors::ldap {
namespace {

void set_number(LDAP* handle, int option, int number) {
    ldap_set_option(handle, option, &number);
}

// libldap reads ldap.conf, .ldaprc and LDAP... variables at the process's first use of it, and a
// host may have set options of its own for all handles. What could leak in from there and change an
// answer is set here: limits that cut it, aliases and referrals that are followed, controls. What
// may stay: the address to connect from, keep-alive, the debug level, the default server and base,
// which a URI and each search name.
void set_plain(LDAP* handle) {
    set_number(handle, LDAP_OPT_PROTOCOL_VERSION, LDAP_VERSION3);
    set_number(handle, LDAP_OPT_DEREF, LDAP_DEREF_NEVER);
    set_number(handle, LDAP_OPT_SIZELIMIT, LDAP_NO_LIMIT);
    set_number(handle, LDAP_OPT_TIMELIMIT, LDAP_NO_LIMIT);
    // libldap would follow them anonymously.
    ldap_set_option(handle, LDAP_OPT_REFERRALS, LDAP_OPT_OFF);
    ldap_set_option(handle, LDAP_OPT_CONNECT_ASYNC, LDAP_OPT_OFF);
    // A signal of the host does not end a wait.
    ldap_set_option(handle, LDAP_OPT_RESTART, LDAP_OPT_ON);
    // The host's name is the one in the manifest, not what a reverse lookup makes of it.
    ldap_set_option(handle, LDAP_OPT_X_SASL_NOCANON, LDAP_OPT_ON);
    ldap_set_option(handle, LDAP_OPT_SERVER_CONTROLS, nullptr);
    ldap_set_option(handle, LDAP_OPT_CLIENT_CONTROLS, nullptr);
}

}  // namespace

Result<std::unique_ptr<Link>> Link::to(const std::string& uri, const model::LdapSettings& settings,
                                       Checks checks) {
    const auto server = read_uri(uri, settings.protection);
    if (!server) return server.error();
    LDAP* handle = nullptr;
    if (ldap_initialize(&handle, uri.c_str()) != LDAP_SUCCESS)
        return Error{ErrorCode::source_unreadable, "libldap takes no such URI", uri,
                     "ldaps://host, ldap://host:port or ldapi://PATH"};

    auto link = std::make_unique<Link>(handle, std::chrono::seconds(settings.connect_seconds));
    set_plain(handle);
    const timeval patience{settings.connect_seconds, 0};
    ldap_set_option(handle, LDAP_OPT_NETWORK_TIMEOUT, &patience);
    link->wait_for_answers(settings.connect_seconds);
    if (!link->guard().attach(handle))
        return Error{ErrorCode::source_unreadable, "libldap has no memory", uri, {}};
    if (server->scheme != "ldapi") {
        const auto set = set_tls(handle, settings, checks);
        if (!set) return set.error();
    }
    return link;
}

void Link::wait_for_answers(int seconds) {
    const timeval patience{seconds, 0};
    ldap_set_option(handle_, LDAP_OPT_TIMEOUT, &patience);
}

}  // namespace kith::connectors::ldap
