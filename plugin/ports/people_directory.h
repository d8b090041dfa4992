// A company's directory that is asked again and again: LDAP. It tells what it has, entry by entry,
// and what it says of entries that are gone. What that means for people is for Kith to decide.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "base/finding.h"
#include "base/result.h"
#include "model/person.h"

namespace kith::ports {

struct DirectoryEntry {
    // The directory's own, for life: objectGUID, entryUUID or nsUniqueId, as text.
    std::string key;
    std::string name;      // Its DN now, as normalised_dn spells it.
    model::Person person;  // As mapped; without managers, and without an id where none is mapped.
    std::string manager;   // The DN that it names as manager, in the same spelling; empty: none.
    std::vector<std::string> dotted_managers;
};

// Who hears what a directory tells. An error ends the reading.
class DirectoryListener {
public:
    DirectoryListener() = default;
    DirectoryListener(const DirectoryListener&) = delete;
    DirectoryListener& operator=(const DirectoryListener&) = delete;
    virtual ~DirectoryListener() = default;

    virtual Result<void> found(DirectoryEntry entry) = 0;
    virtual Result<void> still_there(const std::string& key) = 0;  // As it was when last told.
    // Deleted, no person any more, or never one of ours.
    virtual Result<void> gone(const std::string& key) = 0;
    // An entry that cannot be taken as it is, and why. Where its key is known it is not gone.
    virtual Result<void> refused(const std::string& key, const std::string& name, std::string why,
                                 std::string hint) = 0;
};

struct DirectoryQuestion {
    std::string state;   // What the last complete answer left; empty: there was none.
    bool whole = false;  // Ask for everything, whatever the state says.
    std::function<bool()> go_on = [] { return true; };  // False: stop; the answer is an error.
    // At most so long for each step of connecting, whatever the settings say.
    std::optional<int> connect_seconds_max{};
};

// Only a complete answer gives one of these: after anything else nothing may be concluded from what
// was not told.
struct DirectoryAnswer {
    bool everybody = false;  // Who was neither found, still there nor refused is gone.
    // A manager's name goes with the entry that it names: who takes that name later leads nobody.
    bool names_are_links = false;
    std::string state;   // For the next question; empty: ask for everything again.
    std::string way;     // "paged", "syncrepl", "dirsync", "usn", "timestamp".
    std::string reason;  // Why this way, in words.
    Findings remarks;    // Referrals that were not followed, a state that was refused ...
};

class PeopleDirectory {
public:
    PeopleDirectory() = default;
    PeopleDirectory(const PeopleDirectory&) = delete;
    PeopleDirectory& operator=(const PeopleDirectory&) = delete;
    virtual ~PeopleDirectory() = default;

    // Fails with source_unreadable, in words for an administrator, where any part of the answer is
    // missing: a limit, a cut, a refusal.
    virtual Result<DirectoryAnswer> ask(const DirectoryQuestion& question,
                                        DirectoryListener& listener) = 0;
    // As ask, and then stays and tells what changes as it happens. `settle` hears a complete answer
    // behind the first reading and behind each burst of changes; an error of his ends it. Ends
    // well where go_on says no; `unsupported` where this directory has to be asked again and again.
    virtual Result<void> follow(const DirectoryQuestion&, DirectoryListener&,
                                const std::function<Result<void>(DirectoryAnswer)>&) {
        return Error{ErrorCode::unsupported, "this directory cannot be followed", {}, {}};
    }
    // What the directory says of one person, by key, DN or user name, in sentences: there or not,
    // inside the bases and filters or not, and what of the entry cannot be taken.
    virtual Result<std::vector<std::string>> explain(const std::string& whom) = 0;
    // Connection, encryption, bind, rights and limits, one finding each; an error where a sync
    // would fail.
    virtual Findings examine() = 0;
};

}  // namespace kith::ports
