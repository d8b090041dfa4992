// What time brings: an offer that was met with silence goes to somebody else, a waiting request is
// tried again, and what is past its time is erased, and with the month the keys turn.
#pragma once

#include "base/result.h"
#include "service/rooms.h"

namespace kith::service {

struct DueWork {
    int passed_on = 0;  // Silent offers that ended.
    int placed = 0;     // Waiting requests that found somebody.
    bool more = false;  // The budget ended before the work did.
};

// At most `budget_ms`, one short transaction for each request.
Result<DueWork> do_due_work(Rooms& rooms, std::uint32_t budget_ms);

}  // namespace kith::service
