#include "service/own_standing.h"

#include "service/begin_session.h"

namespace kith::service {
namespace {

using policy::Capacity;

constexpr Capacity of_people[] = {Capacity::employee,           Capacity::requester,
                                  Capacity::peer_supporter,     Capacity::coordinator,
                                  Capacity::identity_custodian, Capacity::it_admin};

}  // namespace

Result<OwnStanding> own_standing(Rooms& rooms, store::Transaction& tx, const EmployeeId& subject,
                                 std::span<const std::string> granted) {
    const auto view = rooms.directory.view(rooms, tx);
    if (!view) return view.error();

    OwnStanding standing;
    for (const auto capacity : of_people) {
        const auto held = holds(rooms, tx, *view, capacity, subject, granted);
        if (!held) return held.error();
        if (*held) standing.capacities.push_back(capacity);
    }
    if (standing.capacities.empty()) return standing;

    const auto& chart = *view->snapshot.chart;
    const auto& person = chart.person(*chart.seat(subject));
    standing.display_name = person.display_name;
    standing.language = person.preferred_language;
    return standing;
}

}  // namespace kith::service
