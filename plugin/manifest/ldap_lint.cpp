#include "manifest/ldap_lint.h"

#include <algorithm>

#include "base/text.h"
#include "manifest/directory_syntax.h"
#include "manifest/ldap_settings.h"
#include "manifest/lint.h"
#include "manifest/paths.h"

namespace kith::manifest {
namespace {

// user@domain, which Active Directory takes for a name as well.
bool is_principal(std::string_view name) {
    return std::count(name.begin(), name.end(), '@') == 1 &&
           name.find_first_of("=, ") == std::string_view::npos && !name.starts_with('@') &&
           !name.ends_with('@');
}

using Protection = model::LdapSettings::Protection;

class LdapLint {
public:
    LdapLint(const xmlNode* ldap, const model::Settings& settings, Report& report)
        : ldap_(ldap), settings_(settings.people->ldap), store_(settings.store), report_(report) {}

    void run() {
        check_servers();
        // Where it is misspelt, nothing can be said of what depends on it.
        if (!has("protection") || protection_named(value(ldap_, "protection"))) check_protection();
        check_account();
        check_secret_places();
        check_bases();
        check_mappings();
        check_way();
        check_once(ldap_, "top", {"person"}, report_);
        check_once(ldap_, "referral", {"uri"}, report_);
    }

private:
    bool has(const char* name) const { return attribute(ldap_, name) != nullptr; }

    // ldapi:// is a socket of this machine: nothing crosses a network, and the operating system
    // says who asks.
    bool is_local() const {
        return !settings_.uris.empty() &&
               std::all_of(settings_.uris.begin(), settings_.uris.end(),
                           [](const auto& uri) { return uri.starts_with("ldapi://"); });
    }

    // What DNS names is asked like ldap://.
    bool is_clear() const {
        return settings_.protection == Protection::none &&
               (settings_.uris.empty() ||
                std::any_of(settings_.uris.begin(), settings_.uris.end(),
                            [](const auto& uri) { return uri.starts_with("ldap://"); }));
    }

    void check_servers() {
        if (has("uri") && has("srvDomain"))
            report_.error(attribute(ldap_, "srvDomain"),
                          "<ldap> names its servers twice, by uri and by srvDomain",
                          "Keep one: uri names the servers here, srvDomain asks DNS for them.");
        if (!has("uri") && !has("srvDomain"))
            report_.error(ldap_, "<ldap> names no server",
                          "Add uri=\"ldaps://dc1.example.org\", or srvDomain=\"example.org\" where "
                          "DNS names the servers.");
    }

    void check_protection() {
        check_schemes(ldap_);
        for (const xmlNode* referral : children(ldap_, "referral"))
            check_schemes(referral);
        check_clear_text();
    }

    void check_schemes(const xmlNode* element) {
        const std::string said = protection_name(settings_.protection);
        for (const auto& uri : split_list(value(element, "uri"), ' ')) {
            const bool ldaps = uri.starts_with("ldaps://");
            if (ldaps && settings_.protection != Protection::ldaps)
                return report_.error(
                    attribute(element, "uri"),
                    shown(uri) + " is encrypted from the start, and protection says " + said,
                    "Write protection=\"ldaps\", or ldap:// where the server listens on port 389.");
            if (uri.starts_with("ldap://") && settings_.protection == Protection::ldaps)
                return report_.error(
                    attribute(element, "uri"),
                    shown(uri) + " begins in clear, and protection says " + said,
                    "Write ldaps://, or protection=\"startTls\" where the server encrypts on port "
                    "389.");
        }
    }

    void check_clear_text() {
        if (settings_.clear_text && !is_clear()) warn_of_idle_clear_text(ldap_, report_);
        if (!is_clear() || !has("bindDn")) return;
        const std::string what =
            "the password would cross the network in clear; so would everybody's data";
        const std::string hint = "Write protection=\"ldaps\" or protection=\"startTls\".";
        if (settings_.clear_text)
            return report_.warning(as_node(attribute(ldap_, "protection")), what, hint);
        report_.error(attribute(ldap_, "protection"), what,
                      hint + " For a trial, and nothing but a trial: clearText=\"true\".");
    }

    void check_account() {
        if (!is_principal(value(ldap_, "bindDn"))) check_name(ldap_, "bindDn");
        const bool certified = has("certificate") || has("certificateKey");
        if (has("bindDn") && !has("password"))
            report_.error(attribute(ldap_, "bindDn"), "<ldap> has bindDn and no password",
                          "Add password=\"file:/etc/kith/ldap.password\": where the password is, "
                          "never the password itself.");
        if (!has("bindDn") && has("password"))
            report_.error(attribute(ldap_, "password"), "<ldap> has a password and no bindDn",
                          "Add bindDn=\"...\", the account whose password it is.");
        if (!has("bindDn") && !has("password") && !certified && !is_local())
            report_.error(ldap_, "<ldap> does not say who asks the directory",
                          "Add bindDn and password, or certificate and certificateKey. Only over "
                          "ldapi:// the operating system says who asks.");
        if (certified && !has("bindDn") && is_clear())
            report_.error(attribute(ldap_, has("certificate") ? "certificate" : "certificateKey"),
                          "a certificate is shown on an encrypted connection only",
                          "Write protection=\"ldaps\" or protection=\"startTls\".");
        if (has("certificate") != has("certificateKey"))
            report_.error(attribute(ldap_, has("certificate") ? "certificate" : "certificateKey"),
                          "certificate and certificateKey belong together",
                          "Add the other one; where one file holds both, name it twice.");
    }

    void check_secret_places() {
        check_secret_place(attribute(ldap_, "password"), "the password",
                           file_of(settings_.password), store_, report_);
        check_secret_place(attribute(ldap_, "certificateKey"), "the certificate's key",
                           settings_.certificate_key_file, store_, report_);
    }

    void check_name(const xmlNode* element, const char* name) {
        const xmlAttr* given = attribute(element, name);
        if (given == nullptr || value(given).empty() || name_parts(value(given))) return;
        report_.error(
            given,
            name_of(element) + "/@" + name + " is no distinguished name: " + shown(value(given)),
            "Write the whole name of the entry, such as ou=people,dc=example,dc=org; a "
            "comma within a value is written \\,.");
    }

    void check_bases() {
        const auto bases = children(ldap_, "base");
        if (bases.empty())
            report_.error(ldap_, "<ldap> names no <base>",
                          "Add <base dn=\"ou=people,dc=example,dc=org\"/>: where in the directory "
                          "people are.");
        for (const xmlNode* base : bases) {
            check_name(base, "dn");
            check_name(base, "group");
            if (const auto flaw = filter_flaw(value(base, "filter")))
                report_.error(attribute(base, "filter"),
                              "the filter " + flaw->what + ": " + shown(value(base, "filter")),
                              flaw->hint);
        }
        for (std::size_t i = 1; i < bases.size(); ++i)
            check_overlap(bases, i);
    }

    // Against each that stands before it, as people read.
    void check_overlap(const std::vector<xmlNode*>& bases, std::size_t at) {
        const auto name = name_parts(value(bases[at], "dn"));
        for (std::size_t i = 0; name && i < at; ++i) {
            const auto other = name_parts(value(bases[i], "dn"));
            if (!other) continue;
            if (*name == *other)
                return report_.error(
                    bases[at], "<base> stands twice for " + shown(value(bases[at], "dn")),
                    "Keep one of them; two filters become one: (|(first)(second)).");
            if (!holds(*other, bases[i], *name) && !holds(*name, bases[at], *other)) continue;
            return report_.warning(
                bases[at],
                shown(value(bases[at], "dn")) + " and " + shown(value(bases[i], "dn")) +
                    " overlap: one lies within the other",
                "Who stands in both is taken once. Keep the upper one, unless they have different "
                "filters.");
        }
    }

    static bool holds(const std::vector<std::string>& base, const xmlNode* element,
                      const std::vector<std::string>& name) {
        return value(element, "scope") != "oneLevel" && is_below(name, base);
    }

    void check_mappings() {
        check_once(ldap_, "map", {"to"}, report_);
        for (const xmlNode* map : children(ldap_, "map"))
            check_mapping(map);
    }

    void check_mapping(const xmlNode* map) {
        const std::string to = value(map, "to");
        const bool managers = to == "manager" || to == "dottedManagers";
        const xmlAttr* otherwise = attribute(map, "default");
        const xmlAttr* transform = attribute(map, "transform");
        if (attribute(map, "attributes") == nullptr && (otherwise == nullptr || managers))
            report_.error(map, "<map> for " + shown(to) + " says not where to read it from",
                          managers ? "Add attributes=\"...\"."
                                   : "Add attributes=\"...\", or default=\"...\" for a value that "
                                     "all have.");
        else if (otherwise != nullptr && (managers || to == "id"))
            report_.error(
                otherwise, shown(to) + " can have no default",
                "It would be the same for everybody: leave it out. Who lacks the attribute "
                "is reported.");
        if (transform != nullptr && managers && value(transform) != "none")
            report_.error(transform, shown(to) + " can have no transform",
                          "It is the distinguished name of an entry, and found as it is: delete "
                          "transform.");
    }

    // Who joins a group, and what another server has, changes nothing in the entries themselves.
    void check_way() {
        if (settings_.way.empty() || settings_.way == "paged") return;
        const auto asks_for_group = [](const auto& base) {
            return !base.group.empty() ||
                   lower_ascii(base.filter).find("memberof") != std::string::npos;
        };
        const bool group =
            std::any_of(settings_.bases.begin(), settings_.bases.end(), asks_for_group);
        if (!group && settings_.referral_uris.empty()) return;
        report_.error(attribute(ldap_, "way"),
                      "the way " + shown(settings_.way) + " does not see " +
                          (group ? "who joins or leaves a group" : "what other servers hold"),
                      "Leave way out, or write way=\"paged\": then everything is read each time.");
    }

    const xmlNode* ldap_;
    const model::LdapSettings& settings_;
    const model::StoreSettings& store_;
    Report& report_;
};

}  // namespace

void lint_ldap(const xmlNode* ldap, const model::Settings& settings, Report& report) {
    if (!settings.people || settings.people->kind != model::PeopleSource::Kind::ldap) return;
    LdapLint(ldap, settings, report).run();
}

}  // namespace kith::manifest
