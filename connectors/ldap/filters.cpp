#include "connectors/ldap/filters.h"

#include "connectors/common/directory_key.h"

namespace kith::connectors::ldap {
namespace {

// RFC 4515, section 3: any byte may be written so, and these must.
std::string escaped(std::string_view bytes) {
    constexpr std::string_view digits = "0123456789abcdef";
    std::string text;
    for (const char c : bytes) {
        const auto byte = static_cast<unsigned char>(c);
        if (byte >= 0x20 && byte < 0x7F && std::string_view("*()\\").find(c) == std::string::npos) {
            text += c;
            continue;
        }
        text += '\\';
        text += digits[byte >> 4];
        text += digits[byte & 15];
    }
    return text;
}

std::string in_brackets(const std::string& filter) {
    return filter.starts_with('(') ? filter : "(" + filter + ")";
}

}  // namespace

std::string filter_of(const model::LdapSettings::Base& base, const RootDse& server) {
    const bool ad = server.vendor == Vendor::active_directory;
    const std::string people =
        ad ? "(&(objectCategory=person)(objectClass=user))" : "(objectClass=person)";
    const auto filter = base.filter.empty() ? people : in_brackets(base.filter);
    if (!ad || base.group.empty()) return filter;
    return both(filter, "(memberOf:1.2.840.113556.1.4.1941:=" + escaped(base.group) + ")");
}

std::string both(const std::string& a, const std::string& b) {
    if (a.empty() || b.empty()) return a + b;
    return "(&" + a + b + ")";
}

std::string equals(std::string_view attribute, std::string_view value) {
    return "(" + std::string(attribute) + "=" + escaped(value) + ")";
}

std::string has_key(std::string_view key_attribute, const std::string& key) {
    const auto guid = key_attribute == "objectguid" ? guid_bytes(key) : std::nullopt;
    return equals(key_attribute, guid ? *guid : key);
}

}  // namespace kith::connectors::ldap
