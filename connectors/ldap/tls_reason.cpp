#include "connectors/ldap/tls_reason.h"

#include <algorithm>
#include <ctime>
#include <optional>

#include "connectors/ldap/attempt.h"
#include "connectors/ldap/certificate.h"
#include "connectors/ldap/link.h"
#include "connectors/ldap/servers.h"

namespace kith::connectors::ldap {
namespace {

using Kind = TlsReason::Kind;

std::optional<Certificate> certificate_of(const Link& link) {
    berval der{0, nullptr};
    if (ldap_get_option(link.handle(), LDAP_OPT_X_TLS_PEERCERT, &der) != LDAP_OPT_SUCCESS ||
        der.bv_val == nullptr)
        return std::nullopt;
    auto certificate =
        read_certificate({reinterpret_cast<const std::uint8_t*>(der.bv_val), der.bv_len});
    ber_memfree(der.bv_val);
    return certificate;
}

std::string now_text() {
    const auto now = std::time(nullptr);
    std::tm utc{};
    gmtime_r(&now, &utc);
    std::string text(20, '\0');
    text.resize(std::strftime(text.data(), text.size(), "%Y-%m-%d %H:%M:%S", &utc));
    return text;
}

// In the place of localhost, libldap expects the machine's own name.
bool is_localhost(const std::string& name) {
    return name == "localhost";
}

// A host that the certificate is for.
std::string own_name(const Certificate& certificate) {
    const auto name = std::ranges::find_if_not(certificate.names, is_localhost);
    if (name == certificate.names.end()) return {};
    return name->starts_with("*.") ? "any" + name->substr(1) : *name;
}

std::string joined(const std::vector<std::string>& names) {
    std::string text;
    for (const auto& name : names)
        text += (text.empty() ? "" : ", ") + name;
    return text.empty() ? "no name at all" : text;
}

// What is left where the dates are right: the chain, or the names.
TlsReason chain_or_names(const Certificate& certificate, const std::string& uri,
                         const model::LdapSettings& settings) {
    const TlsReason names{Kind::other_names, "it is for " + joined(certificate.names)};
    const auto name = own_name(certificate);
    if (name.empty()) return names;
    const auto link = Link::to(uri, settings, Checks::all);
    if (!link) return {};
    (*link)->guard().expect_name(name);
    if (shake_hands(**link, uri, settings) == LDAP_SUCCESS) {
        const auto server = read_uri(uri, settings.protection);
        const bool fits = server && is_for_host(certificate, server->host);
        return fits && !is_localhost(server->host) ? TlsReason{} : names;
    }
    return {
        Kind::not_signed,
        "its issuer calls itself " +
            (certificate.issuer.empty() ? "nothing" : "\"" + certificate.issuer + "\"") +
            (settings.ca_file.empty() ? std::string() : "; the CA file is " + settings.ca_file)};
}

TlsReason by_certificate(const Certificate& certificate, const std::string& uri,
                         const model::LdapSettings& settings) {
    const auto now = now_text();
    if (certificate.not_after < now) return {Kind::expired, "on " + certificate.not_after + " UTC"};
    if (certificate.not_before > now)
        return {Kind::not_yet_valid, "before " + certificate.not_before + " UTC"};
    return chain_or_names(certificate, uri, settings);
}

// No handshake even without a check of the certificate.
TlsReason without_handshake(const std::string& uri, const model::LdapSettings& settings) {
    const auto link = Link::to(uri, settings, Checks::any_version);
    if (!link) return {};
    if (shake_hands(**link, uri, settings) != LDAP_SUCCESS)
        return {(*link)->guard().timed_out() ? Kind::silent : Kind::no_tls, {}};
    return {Kind::old_version, "it speaks " + tls_version((*link)->handle())};
}

}  // namespace

TlsReason why_not_trusted(const std::string& uri, const model::LdapSettings& settings) {
    const auto link = Link::to(uri, settings, Checks::none);
    if (!link) return {};
    if (shake_hands(**link, uri, settings) != LDAP_SUCCESS) {
        if ((*link)->guard().timed_out()) return {Kind::silent, {}};
        return without_handshake(uri, settings);
    }
    const auto certificate = certificate_of(**link);
    if (!certificate) return {};
    return by_certificate(*certificate, uri, settings);
}

Error tls_error(const TlsReason& reason, const std::string& uri) {
    const auto where = reason.details.empty() ? uri : uri + ": " + reason.details;
    const auto error = [&](FixedText detail, FixedText hint) {
        return Error{ErrorCode::source_unreadable, detail, where, hint};
    };
    switch (reason.kind) {
        case Kind::not_signed:
            return error("the server's certificate is not signed by a CA that is trusted here",
                         "name the file of the CA that signed it, in PEM");
        case Kind::other_names:
            return error("the server's certificate is for other names than the one in the URI",
                         "write a name of the certificate into the URI, or have the name added to "
                         "the certificate; for localhost the machine's own name is checked");
        case Kind::expired:
            return error("the server's certificate has expired",
                         "renew it on the server, and check this machine's clock");
        case Kind::not_yet_valid:
            return error("the server's certificate is not valid yet",
                         "check the clocks of this machine and of the server");
        case Kind::old_version:
            return error("the server speaks no TLS 1.2",
                         "enable TLS 1.2 or 1.3 on the server; older ones are broken");
        case Kind::no_tls:
            return error("the server speaks no TLS on this port",
                         "check the port (636 for ldaps://, 389 for StartTLS) and that the server "
                         "has a certificate");
        case Kind::silent:
            return error(
                "the port takes the connection, and nobody answers there",
                "check that the server is well, and that no firewall swallows its answers");
        case Kind::unknown:
            break;
    }
    return error("no encrypted connection comes about",
                 "look into the server's log; it may want a client's certificate");
}

}  // namespace kith::connectors::ldap
