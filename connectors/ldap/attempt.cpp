#include "connectors/ldap/attempt.h"

#include <netdb.h>

#include "connectors/ldap/bind.h"
#include "connectors/ldap/connection.h"
#include "connectors/ldap/servers.h"
#include "connectors/ldap/tls_reason.h"

namespace kith::connectors::ldap {
namespace {

using Clock = std::chrono::steady_clock;
using Protection = model::LdapSettings::Protection;

bool wants_start_tls(const std::string& uri, const model::LdapSettings& settings) {
    return settings.protection == Protection::start_tls && uri.starts_with("ldap://");
}

bool is_encrypted(const std::string& uri, const model::LdapSettings& settings) {
    return uri.starts_with("ldaps://") || wants_start_tls(uri, settings);
}

Attempt failed(Step step, Error error, bool elsewhere) {
    return {step, nullptr, std::move(error), elsewhere};
}

Attempt failed(Step step, const std::string& uri, FixedText detail, FixedText hint) {
    return failed(step, Error{ErrorCode::source_unreadable, detail, uri, hint}, true);
}

bool has_address(const std::string& host) {
    addrinfo wanted{};
    wanted.ai_socktype = SOCK_STREAM;
    addrinfo* found = nullptr;
    const bool has = getaddrinfo(host.c_str(), nullptr, &wanted, &found) == 0;
    if (has) freeaddrinfo(found);
    return has;
}

Attempt not_reached(const std::string& uri, const model::LdapSettings& settings,
                    Clock::duration took) {
    const auto server = read_uri(uri, settings.protection);
    if (server && server->scheme == "ldapi")
        return failed(Step::port, uri, "no directory server listens on this socket",
                      "check its path, and that the user that runs Kith may write to it");
    if (server && !has_address(server->host))
        return failed(Step::name, uri, "the name of the directory server has no address",
                      "check its spelling, and this machine's DNS");
    if (took >= std::chrono::seconds(settings.connect_seconds))
        return failed(Step::port, uri, "the directory server does not answer",
                      "the machine is off, or a firewall swallows the connection");
    return failed(Step::port, uri, "nothing listens on this port of the directory server",
                  "check the port, and that the server runs");
}

// What the server itself says to StartTLS: it cannot, or not now.
bool is_refusal(int code) {
    return code > LDAP_SUCCESS;
}

Attempt not_encrypted(const std::string& uri, const model::LdapSettings& settings, int code,
                      bool timed_out) {
    if (is_refusal(code))
        return failed(Step::encryption, uri, "the directory server offers no StartTLS",
                      "give the server a certificate, or use ldaps://");
    const auto reason = timed_out || code == LDAP_TIMEOUT ? TlsReason{TlsReason::Kind::silent, {}}
                                                          : why_not_trusted(uri, settings);
    return failed(Step::encryption, tls_error(reason, uri), true);
}

bool may_do_better_elsewhere(int bind_code) {
    return bind_code < 0 || bind_code == LDAP_BUSY || bind_code == LDAP_UNAVAILABLE;
}

}  // namespace

int shake_hands(Link& link, const std::string& uri, const model::LdapSettings& settings) {
    const int connected = ldap_connect(link.handle());
    if (connected != LDAP_SUCCESS) return connected;
    const int encrypted = wants_start_tls(uri, settings)
                              ? ldap_start_tls_s(link.handle(), nullptr, nullptr)
                              : LDAP_SUCCESS;
    if (encrypted == LDAP_SUCCESS) link.guard().opened();
    return encrypted;
}

Attempt try_server(const std::string& uri, const model::LdapSettings& settings,
                   const std::optional<Secret>& password) {
    auto made = Link::to(uri, settings, Checks::all);
    if (!made) return failed(Step::settings, made.error(), false);
    auto link = std::move(*made);

    const auto begin = Clock::now();
    const int shaken = shake_hands(*link, uri, settings);
    if (shaken != LDAP_SUCCESS && !link->guard().reached())
        return not_reached(uri, settings, Clock::now() - begin);
    if (shaken != LDAP_SUCCESS && is_encrypted(uri, settings))
        return not_encrypted(uri, settings, shaken, link->guard().timed_out());
    if (is_encrypted(uri, settings) && !is_new_enough(link->handle()))
        return failed(
            Step::encryption,
            tls_error({TlsReason::Kind::old_version, "it speaks " + tls_version(link->handle())},
                      uri),
            true);
    const int bound = shaken == LDAP_SUCCESS ? log_in(link->handle(), settings, password) : shaken;
    if (bound != LDAP_SUCCESS)
        return failed(Step::bind, trouble(link->handle(), bound, "bind"),
                      may_do_better_elsewhere(bound));

    link->wait_for_answers(settings.answer_seconds);
    return {Step::done, std::move(link), {}, false};
}

}  // namespace kith::connectors::ldap
