// What a directory told becomes what Kith knows of people: who is whom, who leads whom.
#pragma once

#include <optional>
#include <string>
#include <unordered_set>
#include <vector>

#include "directory/manager_line.h"
#include "service/directory_reading.h"
#include "service/name_holders.h"
#include "service/source_views.h"
#include "service/sync_directory.h"

namespace kith::service {

// Inside one transaction. What it does and finds goes into the report.
class DirectoryMerge {
public:
    // `source` told what was read. `names_are_links` as ports::DirectoryAnswer has it.
    DirectoryMerge(Rooms& rooms, store::Transaction& tx, const DirectoryReading& reading,
                   SyncReport& report, const model::SourceRules& source, bool names_are_links);

    // conflict where more than so many percent of those who are there would vanish.
    Result<void> run(int removed_percent_max);

private:
    // An entry that is new or tells something new.
    struct Arrival {
        std::size_t index = 0;      // Among the reading's.
        EmployeeId person;          // Empty: her entry's key.
        bool had_entry = false;     // She had one of this source before.
        bool new_name = false;      // It has a name that it did not have before.
        bool named_before = false;  // It names the same manager as before.
    };

    Result<void> depart();
    Result<void> take_entries();
    Result<void> take_entry(std::size_t index, std::vector<store::EntryChange>& changes);
    Result<bool> clashes(const ports::DirectoryEntry& entry, const EmployeeId& person,
                         std::vector<store::EntryChange>& changes);
    Result<void> free_names();
    Result<void> check_loss(int removed_percent_max);
    Result<void> take_people();
    Result<void> take_person(const Arrival& arrival);
    Result<void> set_manager(model::Person& person, const std::string& name, bool named_before);
    Result<void> look_again(const std::string& name);
    Result<void> decide_again(const EmployeeId& id, const std::string& name,
                              const EmployeeId& nobody);
    Result<void> remove_after_grace();

    Result<void> write(store::PersonChange change);
    Result<void> remove(const EmployeeId& person);
    Result<void> flush();
    void tell_of(const store::PersonChange& change, const std::string& name);
    void tell(SyncLine::What what, const EmployeeId& person, const std::string& name);
    void refuse(const std::string& name, const std::string& why, const std::string& hint);
    bool is_top(const EmployeeId& person) const;

    Rooms& rooms_;
    store::Transaction& tx_;
    const DirectoryReading& reading_;
    SyncReport& report_;
    const model::SourceRules& source_;
    const bool names_are_links_;
    const std::vector<EmployeeId> tops_;
    SourceViews views_;

    bool first_ = false;    // Nothing of this source is known yet.
    bool nobody_ = false;   // Nobody is known at all.
    std::size_t came_ = 0;  // Entries that were not there before.
    std::vector<store::EntryRow> vanished_;
    std::vector<EmployeeId> strangers_;
    std::vector<Arrival> arrivals_;
    std::unordered_set<EmployeeId> mapped_ids_;
    std::unordered_set<EmployeeId> made_anew_;  // Under another key, since the last run.
    NameHolders holders_;
    std::vector<store::PersonChange> changes_;
};

}  // namespace kith::service
