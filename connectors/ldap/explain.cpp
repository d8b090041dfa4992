#include "connectors/ldap/explain.h"

#include <optional>
#include <utility>

#include "connectors/common/dn.h"
#include "connectors/common/quoted.h"
#include "connectors/ldap/connection.h"
#include "connectors/ldap/filters.h"
#include "connectors/ldap/group.h"
#include "connectors/ldap/reading.h"
#include "connectors/ldap/search.h"

namespace kith::connectors::ldap {
namespace {

using Sentences = std::vector<std::string>;

constexpr std::size_t entries_max = 5;  // More than one is a mistake in the directory already.

// Turns what a sync would hear of an entry into sentences.
class Hearsay final : public ports::DirectoryListener {
public:
    explicit Hearsay(Sentences& said) : said_(said) {}

    Result<void> found(ports::DirectoryEntry entry) override {
        const auto& person = entry.person;
        said_.push_back("Its key is " + entry.key + ", its user name " + quoted(person.user_name) +
                        ".");
        said_.push_back(person.active ? "It is active."
                                      : "It is disabled: the account is locked or turned off.");
        said_.push_back(entry.manager.empty() ? "It names no manager."
                                              : "It names as manager: " + entry.manager + ".");
        return {};
    }
    Result<void> still_there(const std::string&) override { return {}; }
    Result<void> gone(const std::string&) override { return {}; }
    Result<void> refused(const std::string& key, const std::string&, std::string why,
                         std::string hint) override {
        said_.push_back("It cannot be taken" + (key.empty() ? "" : " (key " + key + ")") + ": " +
                        why + "; right would be: " + hint + ".");
        return {};
    }

private:
    Sentences& said_;
};

class Explanation {
public:
    Explanation(Reading& reading, Sentences& said) : reading_(reading), said_(said) {}

    Result<void> about(const std::string& whom) {
        const auto dn = normalised_dn(whom);
        if (dn && !dn->empty()) return look_at(whom);
        for (const auto& context : contexts())
            if (const auto looked = look_below(context, whom); !looked) return looked.error();
        return {};
    }
    bool found_somebody() const { return !names_.empty(); }

    // For each entry that was found, whether each base has it.
    Result<void> place() {
        for (const auto& name : names_)
            for (const auto& base : reading_.settings.bases)
                if (const auto placed = place(name, base); !placed) return placed.error();
        return {};
    }

private:
    std::vector<std::string> contexts() const {
        const auto& server = reading_.server;
        return server.default_context.empty() ? server.naming_contexts
                                              : std::vector{server.default_context};
    }

    Result<void> tell(Entry& entry) {
        names_.emplace_back(entry.dn());
        said_.push_back("There is an entry: " + names_.back() + ".");
        return reading_.teller.tell(entry);
    }

    Result<void> look_at(const std::string& dn) {
        return look({dn, LDAP_SCOPE_BASE, "(objectClass=*)", reading_.teller.attributes()});
    }

    Result<void> look_below(const std::string& context, const std::string& whom) {
        const auto any = "(|" + has_key(reading_.teller.key_attribute(), whom) +
                         equals("uid", whom) + equals("sAMAccountName", whom) +
                         equals("mail", whom) + ")";
        return look({context, LDAP_SCOPE_SUBTREE, any, reading_.teller.attributes()});
    }

    Result<void> look(const Asked& asked) {
        Hearing hearing;
        hearing.entry = [&](Entry& entry) {
            return names_.size() < entries_max ? tell(entry) : Result<void>();
        };
        return read_few(reading_.handle(), asked, reading_.patience, hearing);
    }

    Result<void> place(const std::string& name, const model::LdapSettings::Base& base) {
        if (!stands_in(name, base)) {
            said_.push_back("The base " + base.dn + " does not reach it.");
            return {};
        }
        const auto filter = filter_of(base, reading_.server);
        const auto fits = this->fits(name, filter);
        if (!fits) return fits.error();
        const auto member = is_member(name, base);
        if (!member) return member.error();
        if (!*fits)
            said_.push_back("The filter of the base " + base.dn + " leaves it out: " + filter +
                            ".");
        else if (!*member)
            said_.push_back("It is not in the group " + base.group + ".");
        else
            said_.push_back("The base " + base.dn + " has it.");
        return {};
    }

    static bool stands_in(const std::string& name, const model::LdapSettings::Base& base) {
        const auto dn = normalised_dn(name);
        const auto top = normalised_dn(base.dn);
        if (!dn || !top || !is_below(*dn, *top)) return false;
        return base.subtree || parent_of(*dn) == *top;
    }

    Result<bool> fits(const std::string& name, const std::string& filter) {
        bool fits = false;
        Hearing hearing;
        hearing.entry = [&](Entry&) -> Result<void> {
            fits = true;
            return {};
        };
        const auto read =
            read_few(reading_.handle(), {name, LDAP_SCOPE_BASE, filter, {LDAP_NO_ATTRS}},
                     reading_.patience, hearing);
        if (!read) return read.error();
        return fits;
    }

    Result<bool> is_member(const std::string& name, const model::LdapSettings::Base& base) {
        const auto members = members_of(reading_, base.group);
        if (!members) return members.error();
        return !*members || (*members)->contains(normalised_dn(name).value_or(name));
    }

    Reading& reading_;
    Sentences& said_;
    std::vector<std::string> names_;
};

}  // namespace

Result<Sentences> explain(const model::LdapSettings& settings, const std::string& whom) {
    const Patience patience{settings.answer_seconds, [] { return true; }};
    const auto connection = Connection::open(settings);
    if (!connection) return connection.error();
    const auto server = read_root_dse((*connection)->handle(), patience);
    if (!server) return server.error();

    Sentences said;
    Hearsay hearsay(said);
    Teller teller((*connection)->handle(), settings, *server, patience, hearsay);
    Reading reading{**connection, settings, *server, patience, hearsay, teller};
    Explanation explanation(reading, said);
    if (const auto asked = explanation.about(whom); !asked) return asked.error();
    if (!explanation.found_somebody())
        said.push_back("Nobody has this key, user name, mail address or DN, or the account " +
                       std::string("may not see the entry."));
    if (const auto placed = explanation.place(); !placed) return placed.error();
    for (const auto& remark : teller.remarks().take())
        said.push_back("To note: " + remark.what + "; right would be: " + remark.hint + ".");
    return said;
}

}  // namespace kith::connectors::ldap
