// What waits for a supporter: offers without what was written, and the conversations she serves.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "model/support_request.h"
#include "service/rooms.h"

namespace kith::service {

struct DeskEntry {
    RequestId request;
    bool accepted = false;
    std::string topic;
    std::string language;
    std::string channel;
    std::int64_t answer_by_hour = 0;  // Of an offer.
    // Only once she accepted.
    std::string requester;  // The alias, or the name where the requester lets her know it.
    std::string text;
    bool withheld = false;  // The requester took her consent back: nothing of hers is shown.
};

// What she carries, and what this tenant lets one supporter carry.
struct DeskLimits {
    int open = 0;
    int open_max = 0;
    int this_year = 0;
    int per_year_max = 0;
    std::optional<Day> cool_down_until;
};

struct Desk {
    std::vector<DeskEntry> entries;
    DeskLimits limits;
};

// Notes for their owners what is read of theirs: not in a transaction that only reads.
Result<Desk> supporter_desk(Rooms& rooms, store::Transaction& tx, const Session& session);

}  // namespace kith::service
