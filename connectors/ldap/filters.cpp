#include "connectors/ldap/filters.h"

#include "connectors/common/directory_key.h"
#include "connectors/ldap/escape.h"

namespace kith::connectors::ldap {
namespace {

std::string in_parentheses(const std::string& filter) {
    return filter.starts_with('(') ? filter : "(" + filter + ")";
}

}  // namespace

std::string filter_of(const model::LdapSettings::Base& base, const RootDse& server) {
    const bool ad = server.vendor == Vendor::active_directory;
    const std::string people =
        ad ? "(&(objectCategory=person)(objectClass=user))" : "(objectClass=person)";
    const auto filter = base.filter.empty() ? people : in_parentheses(base.filter);
    if (!ad || base.group.empty()) return filter;
    return both(filter, "(memberOf:1.2.840.113556.1.4.1941:=" + filter_value(base.group) + ")");
}

std::string both(const std::string& a, const std::string& b) {
    if (a.empty() || b.empty()) return a + b;
    return "(&" + a + b + ")";
}

std::string equals(std::string_view attribute, std::string_view value) {
    return "(" + std::string(attribute) + "=" + filter_value(value) + ")";
}

std::string has_key(std::string_view key_attribute, const std::string& key) {
    const auto guid = key_attribute == "objectguid" ? guid_bytes(key) : std::nullopt;
    return equals(key_attribute, guid ? *guid : key);
}

}  // namespace kith::connectors::ldap
