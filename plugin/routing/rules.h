// The hard rules, one line each. RULES.md explains them; nothing else in Kith may exclude a
// supporter.
#pragma once

#include "routing/exclusions.h"
#include "routing/router.h"
#include "routing/standing.h"

namespace kith::routing {

// What speaks against her today, whoever asks: listing, leave, accreditation, load. `load` may be
// null: then her entry's openCases count.
Exclusions unavailable(const model::PeerSupporter& supporter, const Standing& standing,
                       const Load* load, const Conditions& conditions);

// What the request itself says (language, topic, "anyone but ...") and what happened before.
Exclusions unwanted(const model::PeerSupporter& supporter, const RouteRequest& request,
                    const Conditions& conditions);

// Who may never meet whom: her against every party.
Exclusions conflicts(const Standing& supporter, const std::vector<EmployeeId>& declared,
                     const Parties& parties, const directory::OrgChart& chart,
                     const Conditions& conditions);

// How many more assignments she may be given now; below 1: none.
int room(const model::PeerSupporter& supporter, const Load* load, const Conditions& conditions);

// What is known of her load; null where nothing is.
const Load* load(const EmployeeId& supporter, const Conditions& conditions);

// How many she has, and how many she may have at the most.
int open_assignments(const model::PeerSupporter& supporter, const Load* load);
int open_limit(const model::PeerSupporter& supporter, const Conditions& conditions);

}  // namespace kith::routing
