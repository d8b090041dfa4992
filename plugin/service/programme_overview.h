// What the coordinator sees: states and counts, never content and never who asked.
#pragma once

#include <optional>
#include <vector>

#include "base/result.h"
#include "model/supporter.h"
#include "service/rooms.h"
#include "store/requests.h"

namespace kith::service {

// Below this many requests in all their states tell of single people.
inline constexpr std::int64_t cohort_min = 10;

struct ProgrammeOverview {
    std::optional<store::StateCounts> requests;  // None where too few stand behind them.
    std::int64_t supporters_applied = 0;
    std::int64_t supporters_listed = 0;  // Approved, listed and accredited today.
    std::int64_t supporters_paused = 0;  // Approved, but not listed, on leave or lapsed.
};

Result<ProgrammeOverview> programme_overview(Rooms& rooms, store::Transaction& tx,
                                             const Session& session);

struct SupporterEntry {
    model::PeerSupporter supporter;
    std::string display_name;
    bool eligible = true;  // Her role still goes with listening.
};

// All of them, those who wait for approval first.
Result<std::vector<SupporterEntry>> supporter_list(Rooms& rooms, store::Transaction& tx,
                                                   const Session& session);

}  // namespace kith::service
