// What must have been done before the gate opens: each obligation of the policy with its handler.
#pragma once

#include "policy/gate.h"
#include "service/rooms.h"

namespace kith::service {

// What fulfil() can do. A policy that asks for more is refused at load.
policy::Words<policy::Obligation> handled_obligations();

// Does what was decided, in the act's own transaction, and says what is done. An error where a
// handler failed: the transaction is then rolled back, and nothing was released.
Result<policy::Words<policy::Obligation>> fulfil(Rooms& rooms, store::Transaction& tx,
                                                 const Session& session,
                                                 const policy::Access& access,
                                                 const policy::Decision& decision);

}  // namespace kith::service
