// A directory's entry as a person: the one mapping for LDAP and for LDIF.
//
// The manifest's mappings lie over the defaults, field by field. What an entry names as manager is
// never lost: a value that is no name stays as a manager whom nobody knows, because without one a
// person would look like the top of the house.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "base/finding.h"
#include "connectors/common/entry_values.h"
#include "model/person.h"
#include "model/settings.h"

namespace kith::connectors {

// What is wrong with an entry. With an error it cannot be taken; a warning takes nothing away.
struct Flaw {
    Severity severity = Severity::error;
    int line = 0;
    std::string what;
    std::string hint;
};

struct MappedEntry {
    model::Person person;  // Without managers, and without an id where none is mapped.
    std::string manager;   // As normalised_dn spells it; else the value itself, in quotes.
    std::vector<std::string> dotted_managers;
    std::vector<Flaw> flaws;
};

class EntryMapping {
public:
    explicit EntryMapping(const std::vector<model::LdapSettings::Mapping>& over = {});

    // The attributes that it reads, in lower case, each once. EntryValues made of them, with more
    // behind them or not, are what person_of takes.
    const std::vector<std::string>& attributes() const { return attributes_; }

    MappedEntry person_of(const EntryValues& values) const;

private:
    struct Source {
        std::vector<std::size_t> places;
        model::LdapSettings::Transform transform = model::LdapSettings::Transform::none;
        std::string otherwise;
        bool mapped = false;  // By the manifest.
    };
    class Reading;

    Source source(std::string_view field, const std::vector<std::string_view>& by_default,
                  const std::vector<model::LdapSettings::Mapping>& over);
    std::size_t place(std::string_view attribute);

    std::vector<std::string> attributes_;
    std::vector<Source> texts_;  // In the order of the table of fields.
    Source id_;
    Source level_;
    Source active_;
    Source manager_;
    Source dotted_;
    std::size_t account_control_;
    std::size_t account_lock_;
    std::size_t locked_time_;
};

}  // namespace kith::connectors
