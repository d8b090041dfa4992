// A coordinator's list of supporters is taken over as a whole.
#pragma once

#include <string>
#include <vector>

#include "base/result.h"
#include "model/supporter.h"
#include "service/rooms.h"

namespace kith::service {

struct Unlisted {
    EmployeeId supporter;
    std::string why;  // For the administrator who owns the list.
};

struct SupportersImport {
    std::size_t supporters = 0;
    std::vector<Unlisted> unlisted;  // Kept, but not shown and not asked: their role forbids it.
    int assignments_ended = 0;       // Of those who are no longer on the list.
};

// openCases says how many she has in all: what Kith does not know of itself counts as a case
// outside.
Result<SupportersImport> import_supporters(Rooms& rooms, store::Transaction& tx,
                                           const Session& session,
                                           std::vector<model::PeerSupporter> supporters);

// The same list with the open cases that Kith knows of added, so that it can be imported again.
Result<std::vector<model::PeerSupporter>> export_supporters(Rooms& rooms, store::Transaction& tx,
                                                            const Session& session);

}  // namespace kith::service
