#include "connectors/feed/dn.h"

#include <ldap.h>

#include <algorithm>
#include <memory>
#include <string_view>

#include "base/text.h"

namespace kith::connectors::feed {
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

}  // namespace

std::optional<std::string> normalised_dn(const std::string& dn) {
    if (!is_utf8(dn)) return std::nullopt;
    LDAPDN parsed = nullptr;
    // RFC 2253, section 4: the older spelling, with quotes and semicolons, is read as well.
    if (ldap_str2dn(dn.c_str(), &parsed, LDAP_DN_FORMAT_LDAPV3) != LDAP_SUCCESS &&
        ldap_str2dn(dn.c_str(), &parsed, LDAP_DN_FORMAT_LDAPV2) != LDAP_SUCCESS)
        return std::nullopt;
    const std::unique_ptr<LDAPRDN, FreeDn> owned(parsed);
    if (parsed == nullptr) return std::string();  // The root of the directory has an empty name.

    sort_parts(parsed);
    char* text = nullptr;
    if (ldap_dn2str(parsed, &text, LDAP_DN_FORMAT_LDAPV3 | LDAP_DN_PRETTY) != LDAP_SUCCESS)
        return std::nullopt;
    const std::unique_ptr<char, FreeText> owned_text(text);
    return lower_ascii(text);
}

}  // namespace kith::connectors::feed
