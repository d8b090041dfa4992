#include "routing/standing.h"

#include <algorithm>

namespace kith::routing {
namespace {

std::span<const model::FormerManager> former_managers(const EmployeeId& id,
                                                      const directory::Snapshot& snapshot,
                                                      const Conditions& conditions) {
    if (!snapshot.former_managers || conditions.settings.former_manager_months <= 0) return {};
    const auto [first, last] = std::ranges::equal_range(*snapshot.former_managers, id, {},
                                                        &model::FormerManager::employee);
    return {first, last};
}

}  // namespace

Standing standing(const EmployeeId& id, const directory::Snapshot& snapshot,
                  const Conditions& conditions) {
    Standing found;
    found.id = &id;
    found.led_by = former_managers(id, snapshot, conditions);
    found.barred = directory::is_barred(snapshot, id);
    found.seat = snapshot.chart->seat(id);
    if (!found.seat) return found;

    const auto& chart = *snapshot.chart;
    found.span = chart.span(*found.seat);
    found.level = chart.level(*found.seat);
    found.team = chart.team(*found.seat);
    found.department = chart.department(*found.seat);
    const auto& person = chart.person(*found.seat);
    found.active = person.active;
    found.dotted_managers = person.dotted_manager_ids;
    found.chain_unknown = chart.chain_unknown(*found.seat);
    return found;
}

Parties parties(const RouteRequest& request, const directory::Snapshot& snapshot,
                const Conditions& conditions) {
    Parties all{standing(request.requester, snapshot, conditions), {}};
    all.concerned.reserve(request.persons_concerned.size());
    for (const auto& concerned : request.persons_concerned)
        all.concerned.push_back(standing(concerned, snapshot, conditions));
    return all;
}

}  // namespace kith::routing
