#include "connectors/ldap/rights.h"

#include <algorithm>
#include <memory>
#include <string_view>
#include <vector>

#include "connectors/ldap/connection.h"
#include "connectors/ldap/look.h"
#include "connectors/ldap/root_dse.h"

namespace kith::connectors::ldap {
namespace {

using model::LdapSettings;

constexpr int names_max = 20'000;

// What a check needs of it, and the code where the server shows none.
struct SeenRoot {
    int code = LDAP_SUCCESS;
    bool there = false;
    Vendor vendor = Vendor::other;
    bool pages = false;
};

bool holds(LDAP* handle, LDAPMessage* entry, const char* attribute, std::string_view part) {
    auto* const values = ldap_get_values_len(handle, entry, attribute);
    bool found = false;
    for (int i = 0; i < ldap_count_values_len(values); ++i)
        found = found || std::string_view(values[i]->bv_val, values[i]->bv_len).find(part) !=
                             std::string_view::npos;
    ldap_value_free_len(values);
    return found;
}

Vendor seen_vendor(LDAP* handle, LDAPMessage* entry) {
    if (holds(handle, entry, "supportedCapabilities", "1.2.840.113556.1.4.800"))
        return Vendor::active_directory;
    if (holds(handle, entry, "vendorName", "389") || holds(handle, entry, "vendorVersion", "389"))
        return Vendor::ds389;
    if (holds(handle, entry, "objectClass", "OpenLDAProotDSE")) return Vendor::openldap;
    return Vendor::other;
}

// RFC 4512 section 5.1. Who am I (RFC 4532) would not do for a check: Active Directory has it,
// Samba has not.
SeenRoot look_at_root(LDAP* handle) {
    const char* attributes[] = {"objectClass", "supportedControl", "supportedCapabilities",
                                "vendorName",  "vendorVersion",    nullptr};
    LDAPMessage* answer = nullptr;
    SeenRoot root;
    root.code =
        ldap_search_ext_s(handle, "", LDAP_SCOPE_BASE, "(objectClass=*)",
                          const_cast<char**>(attributes), 0, nullptr, nullptr, nullptr, 0, &answer);
    const std::unique_ptr<LDAPMessage, int (*)(LDAPMessage*)> owned(answer, ldap_msgfree);
    auto* const entry = answer == nullptr ? nullptr : ldap_first_entry(handle, answer);
    if (entry == nullptr) return root;
    root.there = true;
    root.vendor = seen_vendor(handle, entry);
    root.pages = holds(handle, entry, "supportedControl", LDAP_CONTROL_PAGEDRESULTS);
    return root;
}

// The steps on one server.
class Rights {
public:
    Rights(LDAP* handle, const std::string& uri, const LdapSettings& settings)
        : handle_(handle), uri_(uri), settings_(settings) {}

    Findings examine() {
        root_ = look_at_root(handle_);
        if (!root_.there) {
            say("the server does not show its rootDSE to this account, so that Kith cannot tell "
                "what the server can do",
                "let the account read the entry with the empty name");
            return findings_;
        }
        bool all_shown = true;
        for (const auto& base : settings_.bases)
            all_shown = shows(base) && all_shown;
        if (!all_shown) return findings_;
        for (const auto& base : settings_.bases)
            examine_size(base);
        examine_manager();
        return findings_;
    }

private:
    void say(const std::string& what, const std::string& hint) {
        findings_.push_back({Severity::error, settings_.name, 0, what + " (" + uri_ + ")", hint});
    }

    void say(int code, const std::string& what) {
        const auto error = trouble(handle_, code, what);
        findings_.push_back({Severity::error, settings_.name, 0,
                             std::string(error.detail.view()) + " (" + error.field + ")",
                             std::string(error.hint.view())});
    }

    std::string account() const {
        return settings_.bind_dn.empty() ? "DN-OF-THE-ACCOUNT" : settings_.bind_dn;
    }

    std::string how_to_show(const std::string& base) const;
    bool shows(const LdapSettings::Base& base);
    void examine_size(const LdapSettings::Base& base);
    void examine_manager();
    std::vector<std::string> manager_attributes() const;

    LDAP* handle_;
    const std::string& uri_;
    const LdapSettings& settings_;
    SeenRoot root_;
    Findings findings_;
};

Question below(const LdapSettings::Base& base) {
    Question question;
    question.base = base.dn;
    question.scope = base.subtree ? LDAP_SCOPE_SUBTREE : LDAP_SCOPE_ONELEVEL;
    if (base.filter.starts_with('('))
        question.filter = base.filter;
    else if (!base.filter.empty())
        question.filter = "(" + base.filter + ")";
    return question;
}

// With a limit of one entry the server says that it had more.
bool is_answer(int code) {
    return code == LDAP_SUCCESS || code == LDAP_SIZELIMIT_EXCEEDED;
}

std::string Rights::how_to_show(const std::string& base) const {
    switch (root_.vendor) {
        case Vendor::ds389:
            return "add to " + base +
                   ": aci: (targetattr=\"*\")(version 3.0; acl \"kith\"; allow "
                   "(read,search,compare) userdn=\"ldap:///" +
                   account() + "\";) - better with the attributes that are mapped instead of *";
        case Vendor::openldap:
            return "in slapd's access rules: to dn.subtree=\"" + base + "\" by dn.exact=\"" +
                   account() + "\" read";
        case Vendor::active_directory:
            return "give the account List contents and Read all properties below " + base;
        case Vendor::other:
            break;
    }
    return "give " + account() + " the right to search and read below " + base;
}

bool Rights::shows(const LdapSettings::Base& base) {
    Question itself;
    itself.base = base.dn;
    const auto top = look(handle_, itself);
    if (top.code != LDAP_SUCCESS) {
        say(top.code, "base " + base.dn);
        return false;
    }
    auto people = below(base);
    people.size_limit = 1;
    people.enough = 1;
    const auto first = look(handle_, people);
    if (!is_answer(first.code)) {
        say(first.code, "search below " + base.dn);
        return false;
    }
    if (first.entries > 0) return true;
    if (top.entries == 0)
        say("the server shows this account nothing of " + base.dn +
                ", and gives no error: the account has no right to read there",
            how_to_show(base.dn));
    else
        say("no entry below " + base.dn + " fits the filter, or the account may not see any",
            "check the filter; then the rights: " + how_to_show(base.dn));
    return false;
}

// A sync reads in pages; what counts is whether they get past the limit.
void Rights::examine_size(const LdapSettings::Base& base) {
    auto question = below(base);
    question.enough = names_max;
    const auto at_once = look(handle_, question);
    if (at_once.code == LDAP_SUCCESS) return;
    if (at_once.code != LDAP_SIZELIMIT_EXCEEDED) {
        say(at_once.code, "search below " + base.dn);
        return;
    }
    const auto limit = std::to_string(at_once.entries);
    if (!root_.pages) {
        say("the server cuts an answer after " + limit + " entries and cannot page (RFC 2696)",
            "raise the account's size limit above the number of people");
        return;
    }
    question.page_size = settings_.page_size;
    question.enough = at_once.entries + 1;
    const auto paged = look(handle_, question);
    if (paged.code == LDAP_SUCCESS) return;
    say(paged.code, "search below " + base.dn + " in pages of " +
                        std::to_string(settings_.page_size) + ", after " +
                        std::to_string(paged.entries) + " entries");
}

std::vector<std::string> Rights::manager_attributes() const {
    for (const auto& mapping : settings_.mappings)
        if (mapping.to == "managerId") return mapping.attributes;
    return {"manager"};
}

// An attribute that may not be read looks like one that nobody has; and then nobody would have a
// manager who must be kept out.
void Rights::examine_manager() {
    std::string names;
    for (const auto& attribute : manager_attributes()) {
        names += (names.empty() ? "" : ", ") + attribute;
        for (const auto& base : settings_.bases) {
            auto question = below(base);
            question.filter = "(&" + question.filter + "(" + attribute + "=*))";
            question.attribute = attribute;
            question.size_limit = 1;
            question.enough = 1;
            if (look(handle_, question).value) return;
        }
    }
    if (names.empty()) return;
    say("no entry shows a manager to this account (" + names + ")",
        "let the account read and search this attribute, or map the one that names the manager");
}

}  // namespace

Findings examine_rights(LDAP* handle, const std::string& uri, const LdapSettings& settings) {
    return Rights(handle, uri, settings).examine();
}

}  // namespace kith::connectors::ldap
