// What the org chart says of one person, looked up once and then compared many times.
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "directory/snapshot.h"
#include "routing/router.h"

namespace kith::routing {

// Somebody who is nobody among the people keeps these defaults: of her nothing is known.
struct Standing {
    const EmployeeId* id = nullptr;
    std::optional<directory::Seat> seat;
    directory::OrgChart::Span span;  // Of her seat; without one it leads nobody.
    int level = 0;
    std::uint32_t team = 0;        // 0: names no manager.
    std::uint32_t department = 0;  // 0: empty.
    bool active = false;
    bool barred = false;  // Who may be no supporter by the manifest.
    bool chain_unknown = true;
    std::span<const EmployeeId> dotted_managers;
    std::span<const model::FormerManager> led_by;  // Empty where the tenant keeps no such rule.
};

// `id` and the snapshot must outlive what is returned.
Standing standing(const EmployeeId& id, const directory::Snapshot& snapshot,
                  const Conditions& conditions);

// Seats tell people apart faster than ids do.
inline bool same_person(const Standing& a, const Standing& b) {
    return a.seat && b.seat ? *a.seat == *b.seat : *a.id == *b.id;
}

// The parties of one request.
struct Parties {
    Standing requester;
    std::vector<Standing> concerned;
};
Parties parties(const RouteRequest& request, const directory::Snapshot& snapshot,
                const Conditions& conditions);

}  // namespace kith::routing
