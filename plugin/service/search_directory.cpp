#include "service/search_directory.h"

#include <algorithm>

#include "service/standing.h"

namespace kith::service {
namespace {

std::unordered_set<EmployeeId> full_supporters(
    const Rooms& rooms, const DirectoryView& view,
    const std::map<store::SupporterRef, store::StoredLoad>& loads) {
    std::unordered_set<EmployeeId> full;
    for (const auto& [ref, id] : *view.by_ref) {
        const auto* entry = view.snapshot.book->find(id);
        const auto load = loads.find(ref);
        const int open = entry->open_cases + (load == loads.end() ? 0 : load->second.open);
        if (open >= std::min(entry->capacity, rooms.settings.caseload.open_max)) full.insert(id);
    }
    return full;
}

}  // namespace

Result<directory::SupporterPage> search_supporters(Rooms& rooms, store::Transaction& tx,
                                                   const Session& session,
                                                   const directory::SupporterQuery& query) {
    const auto permit = may(rooms, tx, session, policy::Action::search, policy::Kind::directory);
    if (!permit) return permit.error();
    const auto view = rooms.directory.view(rooms, tx);
    if (!view) return view.error();
    const auto loads = store::loads(tx, rooms.clock->today());
    if (!loads) return loads.error();

    return directory::search(view->snapshot, query, full_supporters(rooms, *view, *loads),
                             rooms.clock->today());
}

Result<std::vector<directory::PersonCard>> search_people(Rooms& rooms, store::Transaction& tx,
                                                         const Session& session,
                                                         const std::string& text,
                                                         std::size_t limit) {
    const auto permit = may(rooms, tx, session, policy::Action::search, policy::Kind::directory);
    if (!permit) return permit.error();
    const auto view = rooms.directory.view(rooms, tx);
    if (!view) return view.error();
    return directory::find_people(*view->snapshot.chart, text, limit);
}

}  // namespace kith::service
