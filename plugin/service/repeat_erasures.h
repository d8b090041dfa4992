// What a restored backup still has and was erased since is erased again.
#pragma once

#include "base/result.h"
#include "service/rooms.h"
#include "store/erased_list.h"

namespace kith::service {

struct Repeated {
    int requests = 0;
    int supporters = 0;
};

// In the restored database, before anybody opens it. Records the restore in the audit log.
Result<Repeated> repeat_erasures(Rooms& rooms, const store::Erased& erased);

}  // namespace kith::service
