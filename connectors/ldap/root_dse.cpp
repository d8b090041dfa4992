#include "connectors/ldap/root_dse.h"

#include <algorithm>
#include <charconv>
#include <chrono>
#include <unordered_map>
#include <utility>

#include "base/text.h"
#include "connectors/common/directory_key.h"
#include "connectors/ldap/search.h"

namespace kith::connectors::ldap {
namespace {

constexpr std::string_view active_directory = "1.2.840.113556.1.4.800";
constexpr int tombstone_days_max = 20'000;

// An entry of a server's own, by attribute in lower case.
using Own = std::unordered_map<std::string, std::vector<std::string>>;

Result<Own> read_own(LDAP* handle, Asked asked, const Patience& patience) {
    Own own;
    asked.scope = LDAP_SCOPE_BASE;
    asked.filter = "(objectClass=*)";
    Hearing hearing;
    hearing.entry = [&](Entry& entry) -> Result<void> {
        while (entry.next())
            for (const berval* value = entry.values(); value->bv_val != nullptr; ++value)
                own[lower_ascii(entry.name())].emplace_back(view(*value));
        return {};
    };
    if (const auto read = read_few(handle, asked, patience, hearing); !read) return read.error();
    return own;
}

std::string first(const Own& own, const std::string& name) {
    const auto found = own.find(name);
    return found == own.end() ? std::string() : found->second.front();
}

bool has(const Own& own, const std::string& name, std::string_view value) {
    const auto found = own.find(name);
    return found != own.end() &&
           std::find(found->second.begin(), found->second.end(), value) != found->second.end();
}

template <class Number>
Number number(std::string_view text, Number otherwise) {
    Number value = otherwise;
    const auto [stop, trouble] = std::from_chars(text.data(), text.data() + text.size(), value);
    return trouble == std::errc() && stop == text.data() + text.size() ? value : otherwise;
}

Vendor vendor_of(const Own& root) {
    if (has(root, "supportedcapabilities", active_directory)) return Vendor::active_directory;
    const auto name = lower_ascii(first(root, "vendorname"));
    const auto version = lower_ascii(first(root, "vendorversion"));
    if (name.find("389") != std::string::npos || version.find("389") != std::string::npos)
        return Vendor::ds389;
    return has(root, "objectclass", "OpenLDAProotDSE") ? Vendor::openldap : Vendor::other;
}

std::string product_of(const Own& root, Vendor vendor) {
    const auto version = first(root, "vendorversion");
    if (vendor == Vendor::active_directory)
        return version.empty() ? "Active Directory" : "Active Directory (Samba " + version + ")";
    if (!version.empty()) return version;
    return vendor == Vendor::openldap ? "OpenLDAP" : "an LDAP server";
}

// The rest of what an Active Directory tells stands in entries of its own. An account that may not
// read them loses a better way, not the sync.
Result<void> read_controller(LDAP* handle, const Own& root, const Patience& patience,
                             RootDse& server) {
    const auto settings =
        read_own(handle, {server.ds_service_name, LDAP_SCOPE_BASE, {}, {"invocationId"}}, patience);
    if (!settings) return settings.error();
    const auto id = first(*settings, "invocationid");
    if (id.size() == 16) server.invocation_id = guid_text(id);

    const auto service = "CN=Directory Service,CN=Windows NT,CN=Services," +
                         first(root, "configurationnamingcontext");
    const auto directory =
        read_own(handle, {service, LDAP_SCOPE_BASE, {}, {"tombstoneLifetime"}}, patience);
    if (!directory) return directory.error();
    const int days = number(first(*directory, "tombstonelifetime"), server.tombstone_days);
    server.tombstone_days = std::clamp(days, 1, tombstone_days_max);

    const auto show = control(LDAP_CONTROL_X_SHOW_DELETED, {});
    if (!show) return show.error();
    const auto deleted = read_own(handle,
                                  {"CN=Deleted Objects," + server.default_context,
                                   LDAP_SCOPE_BASE,
                                   {},
                                   {"objectClass"},
                                   {show->get()}},
                                  patience);
    if (!deleted && deleted.error().code == ErrorCode::cancelled) return deleted.error();
    server.sees_deleted = deleted && !deleted->empty();
    return {};
}

}  // namespace

Result<RootDse> read_root_dse(LDAP* handle, const Patience& patience) {
    const auto root = read_own(
        handle,
        {"",
         LDAP_SCOPE_BASE,
         {},
         {"objectClass", "vendorName", "vendorVersion", "namingContexts", "supportedControl",
          "supportedCapabilities", "defaultNamingContext", "configurationNamingContext",
          "dsServiceName", "highestCommittedUSN", "currentTime"}},
        patience);
    if (!root) return root.error();

    RootDse server;
    server.vendor = vendor_of(*root);
    server.product = product_of(*root, server.vendor);
    const auto contexts = root->find("namingcontexts");
    if (contexts != root->end()) server.naming_contexts = contexts->second;
    server.pages = has(*root, "supportedcontrol", LDAP_CONTROL_PAGEDRESULTS);
    server.syncrepl = has(*root, "supportedcontrol", LDAP_CONTROL_SYNC);
    server.dirsync = has(*root, "supportedcontrol", LDAP_CONTROL_X_DIRSYNC);
    if (server.vendor != Vendor::active_directory) return server;

    server.default_context = first(*root, "defaultnamingcontext");
    server.ds_service_name = first(*root, "dsservicename");
    server.highest_usn = number(first(*root, "highestcommittedusn"), std::int64_t{0});
    server.now = seconds_of(first(*root, "currenttime"));
    if (const auto read = read_controller(handle, *root, patience, server); !read)
        return read.error();
    return server;
}

std::string key_attribute_of(const RootDse& server) {
    switch (server.vendor) {
        case Vendor::active_directory:
            return "objectguid";
        case Vendor::ds389:
            return "nsuniqueid";
        case Vendor::openldap:
        case Vendor::other:
            break;
    }
    return "entryuuid";
}

std::int64_t seconds_of(std::string_view time) {
    constexpr std::size_t to_seconds = 14;  // YYYYMMDDHHMMSS, then a fraction or not, then Z.
    if (time.size() <= to_seconds || !time.ends_with('Z')) return 0;
    const auto part = [&](std::size_t at, std::size_t length) {
        return number(time.substr(at, length), -1);
    };
    const std::chrono::year_month_day day{std::chrono::year(part(0, 4)),
                                          std::chrono::month(static_cast<unsigned>(part(4, 2))),
                                          std::chrono::day(static_cast<unsigned>(part(6, 2)))};
    if (!day.ok() || part(8, 2) < 0 || part(10, 2) < 0 || part(12, 2) < 0) return 0;
    const auto days = std::chrono::sys_days(day).time_since_epoch();
    return std::chrono::duration_cast<std::chrono::seconds>(days).count() + part(8, 2) * 3600 +
           part(10, 2) * 60 + part(12, 2);
}

std::string generalized_time(std::int64_t seconds) {
    const std::chrono::sys_seconds time{std::chrono::seconds(seconds)};
    const auto days = std::chrono::floor<std::chrono::days>(time);
    const std::chrono::year_month_day day(days);
    const std::chrono::hh_mm_ss clock(time - days);
    std::string text;
    const auto add = [&](long number, std::size_t width) {
        const auto digits = std::to_string(number);
        text.append(width - std::min(width, digits.size()), '0').append(digits);
    };
    add(static_cast<int>(day.year()), 4);
    add(static_cast<unsigned>(day.month()), 2);
    add(static_cast<unsigned>(day.day()), 2);
    add(clock.hours().count(), 2);
    add(clock.minutes().count(), 2);
    add(clock.seconds().count(), 2);
    return text + 'Z';
}

}  // namespace kith::connectors::ldap
