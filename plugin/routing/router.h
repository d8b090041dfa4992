// Picks the peer supporter for a request.
//
// Routing only computes: it reads a snapshot, changes nothing and reaches no store, clock or
// network. Equal inputs give equal routes. Cost: supporters x parties, whatever the height of the
// org chart. The rules, the score and the order are written out in plugin/routing/RULES.md.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "routing/exclusion.h"

namespace kith::routing {

// What happened before, to this requester and those whom she names, and to this request.
struct Earlier {
    std::unordered_set<EmployeeId> other_side;
    std::unordered_set<EmployeeId> asked_before;
};

// The rules that are a company's own, and what happened before. Default: the bare table.
struct Conditions : Earlier {
    Day today;
    model::RoutingSettings settings;
    std::optional<model::CaseloadSettings> caseload;  // Absent: only the supporter's own capacity.
    std::unordered_map<EmployeeId, Load> loads;       // Where absent, the entry's openCases.
    std::array<std::uint8_t, 32> tie_key{};           // Secret of the tenant; zero in a simulation.
};

struct Candidate {
    EmployeeId supporter;
    int score = 0;  // 0 to 100, RULES.md says of what.
};

struct PassedOver {
    EmployeeId supporter;
    std::vector<Exclusion> why;  // Each rule that holds, in the order of the enumeration.
};

struct Route {
    std::vector<Candidate> eligible;      // Best first. Empty: the caller offers a next step.
    std::vector<PassedOver> passed_over;  // By supporter id.
};

// The snapshot has a chart and a book; it may lack the list of former managers.
Route route(const RouteRequest& request, const directory::Snapshot& snapshot,
            const Conditions& conditions);

// Whether an assignment that stands would still be allowed: only the rules about who may never meet
// whom (party, declared_conflict, chain_of_command, same_team, concerned_department,
// level_distance, unknown_chain, inactive, former_manager), not those about time and load.
std::vector<Exclusion> conflicts(const RouteRequest& request, const EmployeeId& supporter,
                                 const directory::Snapshot& snapshot, const Conditions& conditions);

}  // namespace kith::routing
