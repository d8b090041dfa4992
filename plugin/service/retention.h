// How long a request is kept, and what time erases.
#pragma once

#include <cstdint>
#include <functional>
#include <vector>

#include "base/result.h"
#include "model/legal_hold.h"
#include "service/rooms.h"
#include "store/retention.h"

namespace kith::service {

// What its owner has not read is kept for so many days more (GlobaLeaks #3591: evidence that came
// late went with a report a day later).
inline constexpr int unread_days = 30;

// From which hour on it is erased by time, where no hold stands.
std::int64_t kept_until(const model::RetentionSettings& settings, const store::KeptRequest& kept);

struct Keeping {
    std::int64_t until_hour = 0;
    bool unread = false;                  // That is why it is kept longer.
    std::vector<model::LegalHold> holds;  // That stand today.
};
// For its owner.
Result<Keeping> keeping(Rooms& rooms, store::Transaction& tx, const Session& session,
                        const RequestId& request);

// Its owner has just read a request's state, or its conversation, too: no time is kept of that.
void note_read(Rooms& rooms, const Session& session, const RequestId& request, bool conversation);

// Erases what is past its time. False where the watch stopped it; asked before each.
Result<bool> erase_by_time(Rooms& rooms, const std::function<bool()>& go_on);

}  // namespace kith::service
