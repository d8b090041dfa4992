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

// The formula under one tenant's weights. Sums of met parts compare as scores do, and are quicker
// to make than points.
class Scoring {
public:
    explicit Scoring(const model::RoutingWeights& weights);

    std::int64_t load(const OwnParts& own) const;
    std::int64_t hours(const OwnParts& own) const;
    // All but what load() and hours() give. An upper bound where what is not known yet fits.
    std::int64_t asked(const Fit& fit) const;
    std::int64_t sum(const OwnParts& own, const Fit& fit) const {
        return load(own) + asked(fit) + (fit.time_zone ? hours(own) : 0);
    }
    std::int64_t most_of_her_own() const;  // Of load() and hours() together.

    int points(std::int64_t sum) const;
    // The smallest sum that gives so many.
    std::int64_t least(int points) const;

private:
    model::RoutingWeights weights_;
    std::int64_t all_ = 0;
};

}  // namespace kith::routing
