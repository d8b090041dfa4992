// How well an eligible supporter fits, 0 to 100. RULES.md writes the formula out.
#pragma once

#include "model/person.h"
#include "routing/router.h"

namespace kith::routing {

class Score {
public:
    // What is given must outlive the Score. `requester` is null where she is nobody among the
    // people.
    Score(const RouteRequest& request, const model::Person* requester,
          const Conditions& conditions);

    int of(const model::PeerSupporter& supporter, const model::Person& person) const;

private:
    const RouteRequest& request_;
    const model::Person* requester_;
    const Conditions& conditions_;
};

}  // namespace kith::routing
