// Tells a listener what a server's entries are: people, or entries that cannot be taken and why.
#pragma once

#include <deque>
#include <optional>
#include <string>
#include <unordered_set>
#include <vector>

#include "base/finding.h"
#include "connectors/common/directory_entry.h"
#include "connectors/common/entry_values.h"
#include "connectors/ldap/operation.h"
#include "connectors/ldap/root_dse.h"
#include "model/settings.h"
#include "ports/people_directory.h"

namespace kith::connectors::ldap {

// Remarks for an administrator, at most limits::findings_max.
class Remarks {
public:
    explicit Remarks(std::string source) : source_(std::move(source)) {}
    void add(std::string what, std::string hint);
    Findings take() { return std::move(remarks_); }

private:
    std::string source_;
    Findings remarks_;
};

class Teller {
public:
    // All must outlive the teller. Where there are several bases, an entry that is in two of them
    // is told once.
    Teller(LDAP* handle, const model::LdapSettings& settings, const RootDse& server,
           const Patience& patience, ports::DirectoryListener& listener);

    // From here on each entry is told once, and was_told knows it.
    void remember() { remembers_ = true; }
    // From here on entries are asked when they were changed last.
    void ask_times();

    // What to ask a server for, so that its entries can be told.
    const std::vector<std::string>& attributes() const { return values_.names(); }
    const std::string& key_attribute() const { return key_attribute_; }

    // Tells one entry, or why it cannot be taken.
    Result<void> tell(Entry& entry);
    Result<void> still_there(const std::string& key);
    // In this reading. Known only where it remembers: with several bases, or when told to.
    bool was_told(const std::string& key) const { return told_.contains(key); }
    void forget() { told_.clear(); }

    // Only these may be told, by their names as normalised_dn spells them; none: everybody.
    void limit_to(const std::unordered_set<std::string>* names) { members_ = names; }
    // On another connection from here on, for what a referral leads to.
    void speak_to(LDAP* handle) { handle_ = handle; }

    // An entry without a key was among them: who it is, and whether it is gone, nobody knows.
    bool met_nobody_known() const { return met_nobody_known_; }
    // The latest modifyTimestamp met, as the server spells it; empty: none was asked for or seen.
    const std::string& latest() const { return latest_; }
    Remarks& remarks() { return remarks_; }

private:
    Result<void> read(Entry& entry);
    Result<void> read_rest(const std::string& dn, EntryValues::Place place, std::size_t begin);
    std::string_view first_of(std::string_view attribute) const;
    std::string key() const;
    bool is_new(const std::string& key);
    Result<void> refuse(const std::string& key, const std::string& name, const Flaw& flaw);
    Result<void> tell_person(std::string key, std::string name);

    LDAP* handle_;
    const Patience& patience_;
    ports::DirectoryListener& listener_;
    EntryMapping mapping_;
    std::string key_attribute_;
    EntryValues values_;
    std::string latest_;
    std::deque<std::string> rest_;  // Values that were fetched behind the entry.
    std::unordered_set<std::string> told_;
    bool remembers_;
    const std::unordered_set<std::string>* members_ = nullptr;
    bool met_nobody_known_ = false;
    Remarks remarks_;
};

}  // namespace kith::connectors::ldap
