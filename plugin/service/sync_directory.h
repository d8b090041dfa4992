// The company's directory is asked, and what it says of people is taken over.
//
// Never destroys on doubt: where any part of an answer is missing nothing is taken over; who
// vanishes is made inactive first, stays in the chart as long as somebody was led through her, and
// goes for good only after the days of grace.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "base/finding.h"
#include "base/result.h"
#include "service/rooms.h"

namespace kith::service {

struct SyncOrder {
    bool whole = false;                           // Ask for everybody, whatever was read before.
    bool dry = false;                             // Only tell what would change.
    std::optional<int> removed_percent_max;       // Instead of the manifest's.
    std::function<bool(std::size_t told)> watch;  // Also while nothing comes; false stops.
    std::optional<int> connect_seconds_max;       // As ports::DirectoryQuestion has it.
};

// One person of a run, for the administrator who looks after the directory.
struct SyncLine {
    enum class What { came, changed, manager_changed, departed, came_back, removed };
    What what = What::changed;
    EmployeeId person;
    std::string name;  // The entry's DN.
};

struct SyncReport {
    std::string way;  // How the directory was asked, and why so.
    std::string reason;
    bool everybody = false;
    std::size_t told = 0;
    std::size_t came = 0;
    std::size_t changed = 0;
    std::size_t managers_changed = 0;
    std::size_t departed = 0;
    std::size_t came_back = 0;
    std::size_t removed = 0;       // After the days of grace.
    std::size_t refused = 0;       // Entries that could not be taken; `findings` says why.
    std::size_t rows_changed = 0;  // People whose row is another one now, those new and gone too.
    int assignments_ended = 0;
    std::vector<SyncLine> lines;  // At most limits::findings_max.
    Findings findings;
};

// source_unreadable where the directory did not answer in full, conflict where too many would
// vanish, busy where another run came in between: nothing is changed then.
Result<SyncReport> sync_directory(Rooms& rooms, const Session& session, const SyncOrder& order);

// Stays connected and takes over each change as it happens; `heard` hears of each. Ends well where
// `watch` says no, or where it is time to ask for everybody again. `unsupported` where this
// directory can only be asked again and again; else the errors of sync_directory.
using SyncHeard = std::function<void(const SyncReport&)>;
Result<void> follow_directory(Rooms& rooms, const Session& session, const SyncOrder& order,
                              const SyncHeard& heard);

// Whether the manifest's time has come; the one who is told so is to do it. Never where there is no
// directory.
Result<bool> claim_due_sync(Rooms& rooms);

// How the people stand to the directory. Behind: nothing was taken over for three times as long as
// the manifest wants; everything goes on with what was known then.
struct DirectoryStanding {
    enum class State { no_directory, never_read, behind, in_step };
    State state = State::no_directory;
    std::int64_t taken_ms = 0;  // When an answer was taken over last, on the wall clock.
};
Result<DirectoryStanding> directory_standing(Rooms& rooms, store::Transaction& tx);

// One run of the past.
struct PastSync {
    std::int64_t at_ms = 0;
    std::string way;
    std::string trouble;  // Empty where it went well.
    bool everybody = false;
    std::int64_t told = 0;
    std::int64_t came = 0;
    std::int64_t changed = 0;
    std::int64_t managers_changed = 0;
    std::int64_t departed = 0;
    std::int64_t came_back = 0;
    std::int64_t removed = 0;
    std::int64_t refused = 0;
};
Result<std::vector<PastSync>> past_syncs(Rooms& rooms);  // The newest first.

}  // namespace kith::service
