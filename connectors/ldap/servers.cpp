#include "connectors/ldap/servers.h"

#include <ldap.h>

#include <algorithm>
#include <sstream>

#include "connectors/ldap/owned.h"

namespace kith::connectors::ldap {
namespace {

using Protection = model::LdapSettings::Protection;

constexpr auto failed_for = std::chrono::minutes(5);

Error no_server(FixedText detail, const std::string& uri, FixedText hint) {
    return Error{ErrorCode::source_unreadable, detail, uri, hint};
}

bool names_a_server_alone(const LDAPURLDesc& url) {
    return (url.lud_dn == nullptr || *url.lud_dn == '\0') && url.lud_attrs == nullptr &&
           url.lud_filter == nullptr && url.lud_exts == nullptr && url.lud_host != nullptr &&
           *url.lud_host != '\0';
}

std::string host_in_uri(const std::string& host) {
    return host.find(':') == std::string::npos ? host : "[" + host + "]";
}

std::string encrypted_port(const std::string& port) {
    if (port == "389") return "636";
    if (port == "3268") return "3269";
    return port;
}

}  // namespace

Result<Server> read_uri(const std::string& uri, Protection protection) {
    constexpr FixedText right = "ldaps://host, ldap://host:port or ldapi://%2Frun%2Fslapd%2Fldapi";
    // libldap would take a list, one URI beside the other; here each has a place of its own.
    if (uri.find_first_of(" ,\t\r\n") != std::string::npos)
        return no_server("this is more than one URI of a directory server", uri, right);
    LDAPURLDesc* parsed = nullptr;
    if (ldap_url_parse(uri.c_str(), &parsed) != LDAP_URL_SUCCESS)
        return no_server("this is no URI of a directory server", uri, right);
    const Owned<LDAPURLDesc> url(parsed);
    if (!names_a_server_alone(*url))
        return no_server("this URI names no server, or more than a server", uri, right);

    const std::string scheme = url->lud_scheme;
    if (scheme == "ldapi") return Server{scheme, url->lud_host, 0};
    if (scheme != "ldap" && scheme != "ldaps")
        return no_server("this is no URI of a directory server", uri, right);
    if (scheme == "ldap" && protection == Protection::ldaps)
        return no_server("ldap:// speaks in clear, and the connection is to be encrypted", uri,
                         "write ldaps://, or choose StartTLS for this source");
    return Server{scheme, url->lud_host, url->lud_port};
}

std::vector<std::string> srv_uris(std::string_view hosts, Protection protection) {
    const bool ldaps = protection == Protection::ldaps;
    std::vector<std::string> uris;
    std::istringstream words{std::string(hosts)};
    for (std::string word; words >> word;) {
        const auto colon = word.rfind(':');
        if (colon == 0 || colon == std::string::npos) continue;
        auto host = word.substr(0, colon);
        if (host.ends_with('.')) host.pop_back();
        // RFC 2782: the name "." says that there is no such service here.
        if (host.empty()) continue;
        const auto port = word.substr(colon + 1);
        uris.push_back((ldaps ? "ldaps://" : "ldap://") + host_in_uri(host) + ":" +
                       (ldaps ? encrypted_port(port) : port));
    }
    return uris;
}

Result<std::vector<std::string>> configured_servers(const model::LdapSettings& settings) {
    if (!settings.uris.empty()) return settings.uris;
    if (settings.srv_domain.empty())
        return no_server("the LDAP source names no server", settings.name,
                         "name its URIs, or the domain whose SRV records name them");

    char* hosts = nullptr;
    const int code = ldap_domain2hostlist(settings.srv_domain.c_str(), &hosts);
    const std::unique_ptr<char, void (*)(void*)> owned(hosts, ldap_memfree);
    auto uris = code == LDAP_SUCCESS && hosts != nullptr ? srv_uris(hosts, settings.protection)
                                                         : std::vector<std::string>();
    if (uris.empty())
        return no_server("DNS names no LDAP server for this domain",
                         "_ldap._tcp." + settings.srv_domain,
                         "ask for the SRV record by hand: host -t SRV _ldap._tcp.DOMAIN");
    return uris;
}

std::vector<std::string> Health::order(const std::vector<std::string>& uris) const {
    const std::scoped_lock lock(one_at_a_time_);
    const auto now = now_();
    auto ordered = uris;
    std::stable_partition(ordered.begin(), ordered.end(), [&](const std::string& uri) {
        const auto found = failed_.find(uri);
        return found == failed_.end() || now - found->second >= failed_for;
    });
    return ordered;
}

void Health::failed(const std::string& uri) {
    const std::scoped_lock lock(one_at_a_time_);
    failed_[uri] = now_();
}

void Health::answered(const std::string& uri) {
    const std::scoped_lock lock(one_at_a_time_);
    failed_.erase(uri);
}

Health& process_health() {
    static Health health;
    return health;
}

}  // namespace kith::connectors::ldap
