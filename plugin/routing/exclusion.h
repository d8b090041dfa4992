// The hard rules (design, section 9; written out in plugin/routing/RULES.md) and their codes.
#pragma once

#include <string_view>
#include <vector>

#include "base/day.h"
#include "directory/snapshot.h"
#include "model/settings.h"

namespace kith::routing {

// Why a supporter was passed over. For simulation, tests and the audit; a requester never sees one.
enum class Exclusion {
    not_listed,
    inactive,
    on_leave,
    accreditation_expired,
    at_capacity,
    language,
    topic,
    excluded_by_requester,
    party,
    declared_conflict,
    chain_of_command,
    same_team,
    concerned_department,
    level_distance,
    unknown_chain,
    // From the manifest's settings and from what happened before; never in a bare simulation.
    yearly_limit,
    cool_down,
    other_side,      // She serves or served the other side of this conflict.
    former_manager,  // She led a party, or a party led her, within the manifest's months.
    asked_before,    // She declined, let pass or left this very request.
};

std::string_view code(Exclusion exclusion);  // "not_listed" ...

// What the store knows of a supporter beyond her entry.
struct Load {
    int open = 0;
    int new_this_year = 0;
    std::optional<Day> cool_down_until;  // Inclusive.
    std::optional<Day> last_assigned;
};

struct RouteRequest {
    std::string key;  // Breaks ties, with the supporter's id, under `tie_key`.
    EmployeeId requester;
    std::vector<EmployeeId> persons_concerned;
    std::vector<EmployeeId> excluded;
    EmployeeId wished;  // Empty: pick for me.
    std::string language;
    std::string topic;
    std::string channel;
};

}  // namespace kith::routing
