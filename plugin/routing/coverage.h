// For every employee: how many supporters could she turn to? Run before a programme goes live.
#pragma once

#include <string>
#include <vector>

#include "routing/router.h"

namespace kith::routing {

struct CoverageGroup {
    std::string department;
    std::size_t employees = 0;
    std::size_t without = 0;           // No candidate at all.
    std::size_t fewer_than_three = 0;  // Those without are among them.
};

struct Coverage {
    std::size_t employees = 0;  // Active ones.
    std::size_t without = 0;
    std::size_t fewer_than_three = 0;
    std::vector<CoverageGroup> departments;  // Those with a gap, the worst first.
    std::vector<EmployeeId> single_points;   // Supporters who are somebody's only candidate.
    // Asked for by employees, but spoken by no supporter who may be asked today; lower case,
    // sorted.
    std::vector<std::string> languages_missing;
    std::vector<std::string> topics_missing;  // Of `topics`, covered by no such supporter.
};

// Each active employee asks in her preferred language (or `default_language`), about no topic in
// particular, naming her own manager as the person concerned: the case that most often asks.
// Counts what route() would find for each. Cost: employees x supporters at the worst, where few
// fit.
Coverage coverage(const directory::Snapshot& snapshot, const Conditions& conditions,
                  const std::string& default_language, const std::vector<std::string>& topics);

}  // namespace kith::routing
