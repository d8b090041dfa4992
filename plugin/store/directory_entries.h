// Which entry of the company's directory is whom.
//
// An entry is known by the directory's own key, never by its name. Every name that it had is kept:
// others may still name it so. The rows carry a keyed digest, as those of the people do.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "base/day.h"
#include "base/ids.h"
#include "base/result.h"
#include "store/database.h"

namespace kith::store {

struct EntryRow {
    std::string key;
    EmployeeId person;
    std::string name;             // Its DN, normalised.
    std::string manager_name;     // The DN that it named as manager when it was last told.
    std::string told;             // A keyed digest of all that it told.
    std::optional<Day> departed;  // Since when it is not there any more.

    bool operator==(const EntryRow&) const = default;
};

// Each of them, by key, some thousand at a time. store_corrupt, at the end, where they are not what
// Kith wrote.
Result<void> each_entry(Transaction& tx, const std::string& source,
                        const std::function<void(const EntryRow&)>& take);
Result<std::optional<EntryRow>> entry_by_key(Transaction& tx, const std::string& source,
                                             const std::string& key);
Result<std::optional<EntryRow>> entry_of(Transaction& tx, const std::string& source,
                                         const EmployeeId& person);
// Who is there with this name.
Result<std::optional<EntryRow>> entry_by_name(Transaction& tx, const std::string& source,
                                              const std::string& name);
// Who had it last, of those who have another now or departed with it.
Result<std::optional<EntryRow>> entry_by_former_name(Transaction& tx, const std::string& source,
                                                     const std::string& name);
// Others than this one that are there with this name: it cannot be theirs any more.
struct NamedEntry {
    std::string name;
    std::string key;
};
Result<std::vector<EntryRow>> others_with_name(Transaction& tx, const std::string& source,
                                               const NamedEntry& entry);
// Who departed with this name.
Result<std::vector<EmployeeId>> departed_with(Transaction& tx, const std::string& source,
                                              const std::string& name);
// Those that departed before this day.
Result<std::vector<EntryRow>> departed_before(Transaction& tx, const std::string& source, Day day);

// One row before and after; nothing before: it is new; nothing after: it goes for good.
struct EntryChange {
    std::optional<EntryRow> before;
    std::optional<EntryRow> after;
};
Result<void> change_entries(Transaction& tx, const std::string& source,
                            const std::vector<EntryChange>& changes);

// Whether there is any entry of this source, and anybody at all among the people.
Result<bool> entries_known(Transaction& tx, const std::string& source);
Result<bool> people_known(Transaction& tx);
// How many there are, those that departed apart; counted no further than to `at_most`.
Result<std::size_t> entries_there(Transaction& tx, const std::string& source, std::int64_t at_most);
// People who are of no entry of this source: they came another way.
Result<std::vector<EmployeeId>> people_without_entry(Transaction& tx, const std::string& source);

// Those whom somebody names as manager on a solid or a dotted line.
Result<std::vector<EmployeeId>> led_by(Transaction& tx, const EmployeeId& manager);
Result<bool> leads_anybody(Transaction& tx, const EmployeeId& person);

// The manifest names this source no more: what was known of its entries is forgotten.
Result<void> forget_source(Transaction& tx, const std::string& source);
// A file has taken over, and is the only source: all that sources told of somebody is forgotten.
Result<void> forget_sources(Transaction& tx);

inline constexpr std::size_t told_digits = 32;
// A keyed digest of what an entry told.
std::string told_digest(const Database& database, const std::string& packed);

}  // namespace kith::store
