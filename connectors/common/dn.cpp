#include "connectors/common/dn.h"

#include <ldap.h>

#include <algorithm>
#include <memory>
#include <string_view>

#include "base/text.h"

namespace kith::connectors {
namespace {

struct FreeDn {
    void operator()(LDAPRDN* dn) const { ldap_dnfree(dn); }
};

struct FreeText {
    void operator()(char* text) const { ldap_memfree(text); }
};

std::string_view view(const berval& value) {
    return {value.bv_val, value.bv_len};
}

bool comes_before(const LDAPAVA* a, const LDAPAVA* b) {
    const auto order = lower_ascii(view(a->la_attr)).compare(lower_ascii(view(b->la_attr)));
    if (order != 0) return order < 0;
    return lower_ascii(view(a->la_value)) < lower_ascii(view(b->la_value));
}

void sort_parts(LDAPDN dn) {
    for (LDAPRDN* rdn = dn; *rdn != nullptr; ++rdn) {
        LDAPAVA** last = *rdn;
        while (*last != nullptr)
            ++last;
        std::sort(*rdn, last, comes_before);
    }
}

bool is_letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

bool is_plain(char c) {
    return is_letter(c) || (c >= '0' && c <= '9') || c == '-' || c == '_' || c == '.' || c == '@';
}

// Most names are spelled as simply as can be: letters=value without anything to escape, to sort or
// to trim. Their normal form is their lower case; libldap would take five times as long to say so.
bool is_simply_spelled(std::string_view dn) {
    bool in_value = false;
    char before = ',';
    for (const char c : dn) {
        const bool between = before == ',' || before == '=' || before == ' ';
        if (c == '=' && !in_value && before != ',')
            in_value = true;
        else if (c == ',' && in_value && !between)
            in_value = false;
        else if (!(in_value ? is_plain(c) || (c == ' ' && !between) : is_letter(c)))
            return false;
        before = c;
    }
    return in_value && before != ' ' && before != '=';
}

using Parsed = std::unique_ptr<LDAPRDN, FreeDn>;

// None where it is no name; null inside where it is the empty one.
std::optional<Parsed> parsed(const std::string& dn) {
    if (!is_utf8(dn)) return std::nullopt;
    LDAPDN parsed = nullptr;
    // RFC 2253, section 4: the older spelling, with quotes and semicolons, is read as well.
    if (ldap_str2dn(dn.c_str(), &parsed, LDAP_DN_FORMAT_LDAPV3) != LDAP_SUCCESS &&
        ldap_str2dn(dn.c_str(), &parsed, LDAP_DN_FORMAT_LDAPV2) != LDAP_SUCCESS)
        return std::nullopt;
    return Parsed(parsed);
}

}  // namespace

std::optional<std::string> normalised_dn(const std::string& dn) {
    if (is_simply_spelled(dn)) return lower_ascii(dn);
    const auto name = parsed(dn);
    if (!name) return std::nullopt;
    if (!*name) return std::string();  // The root of the directory has an empty name.

    sort_parts(name->get());
    char* text = nullptr;
    if (ldap_dn2str(name->get(), &text, LDAP_DN_FORMAT_LDAPV3 | LDAP_DN_PRETTY) != LDAP_SUCCESS)
        return std::nullopt;
    const std::unique_ptr<char, FreeText> owned_text(text);
    return lower_ascii(text);
}

std::optional<std::string> first_rdn_value(const std::string& dn) {
    const auto name = parsed(dn);
    if (!name || !*name) return std::nullopt;
    return std::string(view((**name->get())->la_value));
}

bool is_below(std::string_view name, std::string_view base) {
    if (base.empty() || name == base) return true;
    while (name.size() > base.size())
        name = parent_of(name);
    return name == base;
}

std::string_view parent_of(std::string_view name) {
    for (std::size_t i = 0; i < name.size(); ++i) {
        if (name[i] == ',') return name.substr(i + 1);
        if (name[i] == '\\') ++i;  // An escaped comma is part of a value.
    }
    return {};
}

}  // namespace kith::connectors
