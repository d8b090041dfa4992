// Looking round: supporters and colleagues. Nothing is written, so nobody can read who searched.
#pragma once

#include <string>
#include <vector>

#include "base/result.h"
#include "directory/search.h"
#include "service/rooms.h"

namespace kith::service {

Result<directory::SupporterPage> search_supporters(Rooms& rooms, store::Transaction& tx,
                                                   const Session& session,
                                                   const directory::SupporterQuery& query);
Result<std::vector<directory::PersonCard>> search_people(Rooms& rooms, store::Transaction& tx,
                                                         const Session& session,
                                                         const std::string& text,
                                                         std::size_t limit);

}  // namespace kith::service
