#include "service/import_people.h"

#include <unordered_set>

#include "service/recheck_assignments.h"
#include "service/standing.h"
#include "store/directory_entries.h"

namespace kith::service {
namespace {

Result<void> check_loss(store::Transaction& tx, const std::vector<model::Person>& people,
                        int removed_percent_max) {
    const auto known = store::people(tx);
    if (!known) return known.error();

    std::unordered_set<EmployeeId> staying;
    for (const auto& person : people)
        staying.insert(person.id);
    std::size_t lost = 0;
    for (const auto& person : *known)
        lost += staying.contains(person.id) ? 0 : 1;
    if (lost * 100 <= known->size() * static_cast<std::size_t>(removed_percent_max)) return {};
    return Error{ErrorCode::conflict,
                 "too many of the known people are missing from this feed",
                 {},
                 "check that the feed is whole; --max-removed PERCENT allows more"};
}

}  // namespace

Result<PeopleImport> import_people(Rooms& rooms, store::Transaction& tx, const Session& session,
                                   const std::vector<model::Person>& people,
                                   int removed_percent_max) {
    const auto permit = may(rooms, tx, session, policy::Action::import_, policy::Kind::people_feed);
    if (!permit) return permit.error();
    const auto plausible = check_loss(tx, people, removed_percent_max);
    if (!plausible) return plausible.error();

    const auto forgotten = store::forget_entries(tx);
    if (!forgotten) return forgotten.error();
    const auto change = store::replace_people(tx, people, rooms.clock->today(),
                                              rooms.settings.routing.former_manager_months);
    if (!change) return change.error();
    const auto ended = recheck_assignments(rooms, tx);
    if (!ended) return ended.error();
    return PeopleImport{*change, *ended};
}

}  // namespace kith::service
