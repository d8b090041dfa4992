// What a host fetches to tell a supporter that something waits: to whom, and nothing else.
#pragma once

#include <cstdint>
#include <optional>

#include "base/result.h"
#include "service/rooms.h"
#include "store/outbox.h"

namespace kith::service {

// The oldest one; the same until it is acknowledged.
Result<std::optional<store::Notice>> next_notice(Rooms& rooms);
// Denied where no notice of this id waits.
Result<void> acknowledge_notice(Rooms& rooms, std::uint64_t id);

}  // namespace kith::service
