#include "connectors/ldap/referrals.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "base/text.h"
#include "connectors/common/quoted.h"
#include "connectors/ldap/owned.h"
#include "connectors/ldap/search.h"

namespace kith::connectors::ldap {
namespace {

Owned<LDAPURLDesc> parsed(const std::string& text) {
    LDAPURLDesc* url = nullptr;
    return Owned<LDAPURLDesc>(ldap_url_parse(text.c_str(), &url) == LDAP_URL_SUCCESS ? url
                                                                                     : nullptr);
}

bool same_server(const LDAPURLDesc& a, const LDAPURLDesc& b) {
    const auto text = [](const char* text) { return lower_ascii(text == nullptr ? "" : text); };
    return text(a.lud_scheme) == text(b.lud_scheme) && text(a.lud_host) == text(b.lud_host) &&
           a.lud_port == b.lud_port;
}

// The listed server that a reference means; none where it is not listed.
std::optional<std::string> listed(const LDAPURLDesc& to, const std::vector<std::string>& servers) {
    for (const auto& server : servers) {
        const auto url = parsed(server);
        if (url && same_server(*url, to)) return server;
    }
    return std::nullopt;
}

// RFC 4516: what a reference leaves open stays as it was asked (RFC 4511, section 4.5.3).
// libldap reads a scope that is left open as "base".
Asked asked_there(const LDAPURLDesc& url, const std::string& uri, Asked asked) {
    if (url.lud_dn != nullptr && *url.lud_dn != '\0') asked.base = url.lud_dn;
    const bool says_scope =
        url.lud_scope != LDAP_SCOPE_BASE || lower_ascii(uri).find("??base") != std::string::npos;
    if (says_scope) asked.scope = url.lud_scope;
    return asked;
}

void remark(Reading& reading, const std::vector<std::string>& uris) {
    reading.teller.remarks().add(
        "a reference to another server is not followed: " + quoted(join(uris, " ")),
        "whom that server has is not among the people; list it, or take a narrower base");
}

}  // namespace

Result<void> Referrals::note(const std::vector<std::string>& uris) {
    for (const auto& uri : uris) {
        const auto url = parsed(uri);
        if (!url) continue;
        const auto server = listed(*url, reading_.settings.referral_uris);
        if (!server) continue;
        places_.push_back({*server, asked_there(*url, uri, asked_)});
        return {};
    }
    remark(reading_, uris);
    return {};
}

Result<void> Referrals::follow() {
    for (const auto& place : places_)
        if (const auto followed = follow(place); !followed) return followed.error();
    return {};
}

Result<void> Referrals::follow(const Place& place) {
    auto settings = reading_.settings;
    settings.uris = {place.server};
    settings.srv_domain.clear();
    const auto connection = Connection::open(settings);
    if (!connection) return connection.error();

    Hearing hearing;
    hearing.entry = [&](Entry& entry) { return reading_.teller.tell(entry); };
    hearing.reference = [&](const auto& uris) -> Result<void> {
        remark(reading_, uris);  // Depth 1: two servers may refer to each other.
        return {};
    };
    reading_.teller.speak_to((*connection)->handle());
    auto read = read_pages((*connection)->handle(), place.asked, settings.page_size,
                           reading_.patience, hearing);
    reading_.teller.speak_to(reading_.handle());
    return read;
}

}  // namespace kith::connectors::ldap
