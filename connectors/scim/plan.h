// How the resources that a filter may hold for are found without a look at each.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "connectors/scim/filter.h"
#include "model/provisioned.h"

namespace kith::connectors::scim {

struct Plan {
    // Every resource for which the filter holds is found by one of these.
    std::vector<model::ResourceLookup> lookups;
    std::vector<std::string> groups;  // Or is in one of these, through others too.
    bool exact = false;               // And no other is: nothing has to be compared any more.
};

// None where each has to be looked at. Names and addresses are folded as values.h folds them.
std::optional<Plan> plan_of(model::ResourceKind kind, const Filter& filter);

// Whether the filter asks about a part of this place, or about one that holds it.
bool compares(const Filter& filter, const Place& place);

}  // namespace kith::connectors::scim
