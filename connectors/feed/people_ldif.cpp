#include "connectors/feed/people_ldif.h"

#include <algorithm>
#include <array>
#include <unordered_map>
#include <utility>

#include "base/limits.h"
#include "base/text.h"
#include "connectors/common/directory_entry.h"
#include "connectors/common/directory_key.h"
#include "connectors/common/dn.h"
#include "connectors/common/entry_values.h"
#include "connectors/feed/ldif.h"

namespace kith::connectors::feed {
namespace {

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

// A manager who is nobody stays one when his name is cut: an id has no more room.
EmployeeId nobody(std::string dn) {
    if (dn.size() > limits::id_bytes_max) {
        dn.resize(limits::id_bytes_max);
        while (!is_utf8(dn))
            dn.pop_back();
    }
    return EmployeeId{std::move(dn)};
}

constexpr std::size_t entry_uuid = 0;  // The first of our own attributes behind the mapping's.
constexpr std::size_t object_guid = 1;
constexpr std::size_t ns_unique_id = 2;

std::vector<std::string> names_read(const EntryMapping& mapping) {
    auto names = mapping.attributes();
    names.insert(names.end(), {"entryuuid", "objectguid", "nsuniqueid"});
    return names;
}

class PeopleOfLdif {
public:
    explicit PeopleOfLdif(FindingList& findings)
        : findings_(findings), values_(names_read(mapping_)) {}

    void add(const LdifEntry& entry);
    // Managers are named by dn, and may come after the people they lead.
    std::vector<model::Person> take();

private:
    void read(const LdifEntry& entry);
    void note(const std::vector<Flaw>& flaws, int line);
    std::string id(const LdifEntry& entry, const std::string& dn);
    std::string key(std::size_t own_attribute, int line);
    EmployeeId resolved(const EmployeeId& dn) const;
    void see(std::unordered_map<std::string, std::size_t>& seen, const std::string& key,
             const char* what);

    FindingList& findings_;
    EntryMapping mapping_;
    EntryValues values_;
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
    read(entry);
    auto mapped = mapping_.person_of(values_);
    note(mapped.flaws, entry.line);
    auto& person = mapped.person;
    person.id = EmployeeId{id(entry, *dn)};
    person.manager_id = EmployeeId{std::move(mapped.manager)};
    for (auto& dotted : mapped.dotted_managers)
        person.dotted_manager_ids.emplace_back(std::move(dotted));
    if (person.user_name.empty())
        findings_.warning(entry.line, "no uid and no sAMAccountName",
                          "without one nobody can sign in as this person");

    lines_.push_back(entry.line);
    see(by_dn_, *dn, "dn");
    see(by_id_, person.id.text(), "id");
    people_.push_back(std::move(person));
}

void PeopleOfLdif::read(const LdifEntry& entry) {
    values_.clear();
    for (const auto& attribute : entry.attributes)
        if (const auto place = values_.place(attribute.name))
            values_.add(*place, {attribute.value, attribute.line});
}

void PeopleOfLdif::note(const std::vector<Flaw>& flaws, int line) {
    for (const auto& flaw : flaws) {
        const int at = flaw.line == 0 ? line : flaw.line;
        if (flaw.severity == Severity::error)
            findings_.error(at, flaw.what, flaw.hint);
        else
            findings_.warning(at, flaw.what, flaw.hint);
    }
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

// What stays when she marries or moves to another department comes first.
std::string PeopleOfLdif::id(const LdifEntry& entry, const std::string& dn) {
    for (const auto own : {entry_uuid, object_guid, ns_unique_id})
        if (auto found = key(own, entry.line); !found.empty()) return found;
    if (dn.size() > limits::id_bytes_max)
        findings_.error(entry.line, "the id is too long: " + quoted(dn),
                        "at most " + std::to_string(limits::id_bytes_max) +
                            " bytes; export entryUUID or objectGUID");
    return dn;
}

std::string PeopleOfLdif::key(std::size_t own_attribute, int line) {
    const auto place = mapping_.attributes().size() + own_attribute;
    const auto& attribute = values_.names()[place];
    for (const auto& value : values_.of(place)) {
        if (value.bytes.empty()) continue;
        if (auto key = key_text(attribute, value.bytes)) return std::move(*key);
        if (own_attribute == object_guid)
            findings_.error(value.line,
                            "objectGUID has " + std::to_string(value.bytes.size()) + " bytes",
                            "16 bytes in base64, after \"::\"");
        else
            findings_.error(line, "the id is too long or no text: " + quoted(value.bytes),
                            "at most " + std::to_string(limits::id_bytes_max) + " bytes");
        break;
    }
    return {};
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
