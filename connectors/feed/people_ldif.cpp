#include "connectors/feed/people_ldif.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <initializer_list>
#include <unordered_map>
#include <utility>

#include "base/limits.h"
#include "base/text.h"
#include "connectors/feed/dn.h"
#include "connectors/feed/ldif.h"

namespace kith::connectors::feed {
namespace {

constexpr unsigned account_disabled = 0x2;  // Active Directory: ADS_UF_ACCOUNTDISABLE.
constexpr std::string_view locked_for_good = "000001010000Z";  // OpenLDAP's password policy.

bool is_person(const LdifEntry& entry) {
    constexpr std::array<std::string_view, 4> persons{"person", "organizationalperson",
                                                      "inetorgperson", "user"};
    bool person = false;
    for (const auto& attribute : entry.attributes) {
        if (attribute.name != "objectclass") continue;
        const auto name = lower_ascii(trimmed(attribute.value));
        if (name == "computer") return false;  // For Active Directory a computer is a user, too.
        person = person || std::find(persons.begin(), persons.end(), name) != persons.end();
    }
    return person;
}

// RFC 4122, with the first three groups little-endian, as Active Directory shows its objectGUID.
std::string uuid_text(std::string_view guid) {
    constexpr std::array<std::size_t, 16> order{3, 2, 1,  0,  5,  4,  7,  6,
                                                8, 9, 10, 11, 12, 13, 14, 15};
    constexpr std::string_view digits = "0123456789abcdef";
    std::string text;
    for (std::size_t i = 0; i < order.size(); ++i) {
        if (i == 4 || i == 6 || i == 8 || i == 10) text += '-';
        const auto byte = static_cast<unsigned char>(guid[order[i]]);
        text += digits[byte >> 4];
        text += digits[byte & 15];
    }
    return text;
}

// A manager who is nobody stays one when his name is cut: an id has no more room.
EmployeeId nobody(std::string dn) {
    if (dn.size() > limits::id_bytes_max) {
        dn.resize(limits::id_bytes_max);
        while (!is_utf8(dn))
            dn.pop_back();
    }
    return EmployeeId{std::move(dn)};
}

class PeopleOfLdif {
public:
    explicit PeopleOfLdif(FindingList& findings) : findings_(findings) {}

    void add(const LdifEntry& entry);
    // Managers are named by dn, and may come after the people they lead.
    std::vector<model::Person> take();

private:
    std::string text(const LdifEntry& entry, std::initializer_list<std::string_view> names);
    std::string id(const LdifEntry& entry, const std::string& dn);
    bool active(const LdifEntry& entry);
    std::vector<EmployeeId> dns(const LdifEntry& entry, std::string_view name);
    EmployeeId solid_line(const LdifEntry& entry);
    EmployeeId resolved(const EmployeeId& dn) const;
    void see(std::unordered_map<std::string, std::size_t>& seen, const std::string& key,
             const char* what);

    FindingList& findings_;
    std::vector<model::Person> people_;
    std::vector<int> lines_;  // Of each person's entry.
    std::unordered_map<std::string, std::size_t> by_dn_;
    std::unordered_map<std::string, std::size_t> by_id_;
};

void PeopleOfLdif::add(const LdifEntry& entry) {
    if (!is_person(entry)) return;
    const auto dn = normalised_dn(std::string(entry.dn));
    if (!dn || dn->empty()) {
        findings_.error(entry.line, "the dn is not a distinguished name: " + quoted(entry.dn),
                        "dn: uid=ana,ou=people,dc=example,dc=org (RFC 4514)");
        return;
    }
    model::Person person;
    person.id = EmployeeId{id(entry, *dn)};
    person.user_name = text(entry, {"uid", "samaccountname"});
    person.display_name = text(entry, {"displayname", "cn"});
    person.mail = text(entry, {"mail"});
    person.title = text(entry, {"title"});
    person.manager_id = solid_line(entry);
    person.dotted_manager_ids = dns(entry, "kithdottedmanager");
    person.department = text(entry, {"departmentnumber", "department", "ou"});
    person.location = text(entry, {"l"});
    person.preferred_language = text(entry, {"preferredlanguage"});
    person.active = active(entry);
    if (person.user_name.empty())
        findings_.warning(entry.line, "no uid and no sAMAccountName",
                          "without one nobody can sign in as this person");

    lines_.push_back(entry.line);
    see(by_dn_, *dn, "dn");
    see(by_id_, person.id.text(), "id");
    people_.push_back(std::move(person));
}

void PeopleOfLdif::see(std::unordered_map<std::string, std::size_t>& seen, const std::string& key,
                       const char* what) {
    const auto [before, fresh] = seen.emplace(key, lines_.size() - 1);
    if (fresh) return;
    findings_.error(lines_.back(),
                    std::string(what) + " " + quoted(key) + " is already in the entry of line " +
                        std::to_string(lines_[before->second]),
                    "each person stands in the export once");
}

std::string PeopleOfLdif::text(const LdifEntry& entry,
                               std::initializer_list<std::string_view> names) {
    for (const auto name : names) {
        const auto* const found = entry.find(name);
        if (found == nullptr) continue;
        const auto value = trimmed(found->value);
        if (value.size() > limits::feed_field_bytes_max)
            findings_.error(found->line, std::string(name) + " is too long",
                            "at most " + std::to_string(limits::feed_field_bytes_max) + " bytes");
        else if (!is_utf8(value))
            findings_.error(found->line, std::string(name) + " is not UTF-8",
                            "LDIF is UTF-8 (RFC 2849)");
        else if (!value.empty())
            return std::string(value);
    }
    return {};
}

// What stays when she marries or moves to another department comes first.
std::string PeopleOfLdif::id(const LdifEntry& entry, const std::string& dn) {
    auto id = lower_ascii(text(entry, {"entryuuid"}));
    const auto* const guid = entry.find("objectguid");
    if (id.empty() && guid != nullptr) {
        if (guid->value.size() == 16) return uuid_text(guid->value);
        findings_.error(guid->line,
                        "objectGUID has " + std::to_string(guid->value.size()) + " bytes",
                        "16 bytes in base64, after \"::\"");
    }
    if (id.empty()) id = text(entry, {"nsuniqueid"});
    if (id.empty()) id = dn;
    if (id.size() <= limits::id_bytes_max) return id;
    findings_.error(entry.line, "the id is too long: " + quoted(id),
                    "at most " + std::to_string(limits::id_bytes_max) +
                        " bytes; export entryUUID or objectGUID");
    return id;
}

bool PeopleOfLdif::active(const LdifEntry& entry) {
    if (lower_ascii(text(entry, {"nsaccountlock"})) == "true") return false;
    if (text(entry, {"pwdaccountlockedtime"}) == locked_for_good) return false;

    const auto* const found = entry.find("useraccountcontrol");
    if (found == nullptr) return true;
    const auto value = trimmed(found->value);
    unsigned flags = 0;
    const auto* const end = value.data() + value.size();
    const auto [stop, trouble] = std::from_chars(value.data(), end, flags);
    if (trouble != std::errc() || stop != end) {
        findings_.error(found->line, "userAccountControl holds " + quoted(value), "a number");
        return false;
    }
    return (flags & account_disabled) == 0;
}

std::vector<EmployeeId> PeopleOfLdif::dns(const LdifEntry& entry, std::string_view name) {
    std::vector<EmployeeId> dns;
    for (const auto& attribute : entry.attributes) {
        if (attribute.name != name || trimmed(attribute.value).empty()) continue;
        const auto dn = normalised_dn(std::string(trimmed(attribute.value)));
        dns.emplace_back(dn.value_or(quoted(attribute.value)));
        if (!dn)
            findings_.warning(
                attribute.line,
                std::string(name) + " is not a distinguished name: " + quoted(attribute.value),
                "the dn of the manager's entry");
    }
    return dns;
}

EmployeeId PeopleOfLdif::solid_line(const LdifEntry& entry) {
    const auto managers = dns(entry, "manager");
    if (managers.size() > 1)
        findings_.warning(entry.line, "more than one manager; the first is taken",
                          "the others belong into kithDottedManager");
    return managers.empty() ? EmployeeId{} : managers.front();
}

EmployeeId PeopleOfLdif::resolved(const EmployeeId& dn) const {
    if (dn.empty()) return dn;
    const auto found = by_dn_.find(dn.text());
    return found == by_dn_.end() ? nobody(dn.text()) : people_[found->second].id;
}

std::vector<model::Person> PeopleOfLdif::take() {
    for (auto& person : people_) {
        person.manager_id = resolved(person.manager_id);
        for (auto& dotted : person.dotted_manager_ids)
            dotted = resolved(dotted);
    }
    return std::move(people_);
}

}  // namespace

Result<ports::PeopleFeed> PeopleLdif::read() {
    FindingList findings(path_);
    ports::PeopleFeed feed;
    if (auto file = FeedFile::open(path_, findings)) {
        LdifReader reader(*file, findings);
        PeopleOfLdif people(findings);
        while (reader.next())
            people.add(reader.entry());
        if (file->failed())
            return Error{ErrorCode::source_unreadable, "people.ldif: the disk refused", {}, {}};
        feed.people = people.take();
    }
    feed.findings = findings.take();
    return feed;
}

}  // namespace kith::connectors::feed
