#include "service/search_directory.h"

#include "service/standing.h"

namespace kith::service {

Result<directory::SupporterPage> search_supporters(Rooms& rooms, store::Transaction& tx,
                                                   const Session& session,
                                                   const directory::SupporterQuery& query) {
    const auto permit = may(rooms, tx, session, policy::Action::search, policy::Kind::directory);
    if (!permit) return permit.error();
    const auto view = rooms.directory.view(rooms, tx);
    if (!view) return view.error();
    return directory::search(view->matcher->roster(), query, view->matcher->full());
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
