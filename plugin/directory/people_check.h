// What is dirty in an org chart, told to the administrator who can mend it at its source.
#pragma once

#include <string>
#include <vector>

#include "directory/org_chart.h"

namespace kith::directory {

enum class ChartFault {
    cycle,            // Walking up comes back: one finding per cycle.
    unknown_manager,  // managerId is nobody among the people.
    unknown_dotted_manager,
    orphan,            // Neither a manager nor a report.
    several_roots,     // More than one person at the top who has reports: one finding, all named.
    inactive_manager,  // A leaver who still has active reports.
    unsure_manager,    // The source does not say who leads them: one finding, all named.
};

struct ChartFinding {
    ChartFault fault;
    std::vector<EmployeeId> people;  // Whom it is about; for a cycle in walking order.
    std::string what;                // One sentence, with the ids.
    std::string hint;                // What would be right, and what Kith does until then.
};

std::vector<ChartFinding> check(const OrgChart& chart);

}  // namespace kith::directory
