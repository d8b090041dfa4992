// Kith's own rooms, filled from a made-up company's files, and the questions in their words.
#pragma once

#include <memory>
#include <vector>

#include "directory/search.h"
#include "routing/matcher.h"
#include "scale/engine.h"

namespace scale {

struct Rooms {
    kith::directory::Snapshot snapshot;
    kith::routing::Conditions conditions;
    std::shared_ptr<const kith::directory::Roster> roster;
    std::shared_ptr<const kith::routing::Matcher> matcher;
    std::vector<kith::directory::SupporterQuery> searches;
    std::vector<kith::routing::RouteRequest> requests;
    std::vector<kith::routing::RouteRequest> about_executives;

    const kith::routing::RouteRequest& request(Task task, std::size_t i) const {
        return task == Task::request ? requests[i] : about_executives[i];
    }
};

std::shared_ptr<const Rooms> furnished(const Setting& setting);

}  // namespace scale
