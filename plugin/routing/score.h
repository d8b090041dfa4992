// How well an eligible supporter fits, 0 to 100. RULES.md writes the formula out.
#pragma once

#include "model/person.h"
#include "routing/router.h"

namespace kith::routing {

// The parts of a score that do not depend on who asks; each is 0 to 1000, but for `hours`.
struct OwnParts {
    std::uint16_t hours = 0;  // 0 to 500.
    std::uint16_t spare_capacity = 0;
    std::uint16_t rested = 0;
};

// How she stands to what is asked. What is not asked about holds.
struct Fit {
    bool topic = true;
    std::size_t language_place = 0;  // In her list.
    bool channel = true;
    bool time_zone = true;
    bool location = true;
};

OwnParts own_parts(const model::PeerSupporter& supporter, const Load* load,
                   const Conditions& conditions);
// `requester` is null where she is nobody among the people.
Fit fit(const model::PeerSupporter& supporter, const model::Person& person,
        const RouteRequest& request, const model::Person* requester);

int score(const OwnParts& own, const Fit& fit, const model::RoutingWeights& weights);

}  // namespace kith::routing
