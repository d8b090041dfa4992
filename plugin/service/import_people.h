// A new org chart is taken over, and what it now forbids ends.
#pragma once

#include <vector>

#include "base/finding.h"
#include "base/result.h"
#include "model/person.h"
#include "service/rooms.h"

namespace kith::service {

struct PeopleImport {
    store::PeopleChange change;
    int assignments_ended = 0;  // A rule now forbids them; somebody else is asked.
    Findings findings{};        // Where the file and another source differ.
};

// Where the manifest names SCIM servers as well, only who came from the file goes with it, and what
// the servers told stays.
// conflict, and nothing changes, where more than `removed_percent_max` of the known people would
// vanish: a feed that was cut off must not turn everybody's manager into nobody.
Result<PeopleImport> import_people(Rooms& rooms, store::Transaction& tx, const Session& session,
                                   const std::vector<model::Person>& people,
                                   int removed_percent_max);

// Everybody who is known, whichever source told of her.
Result<std::vector<model::Person>> export_people(Rooms& rooms, store::Transaction& tx,
                                                 const Session& session);

}  // namespace kith::service
