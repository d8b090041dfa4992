// How a session stands to a request, read from Kith's own store, and what the gate says to that.
#pragma once

#include <initializer_list>
#include <optional>

#include "base/result.h"
#include "model/disclosure_exception.h"
#include "model/permit.h"
#include "policy/gate.h"
#include "service/rooms.h"
#include "store/assignments.h"
#include "store/requests.h"

namespace kith::service {

// Kith's own pass for routing, which needs to know who must be kept apart.
// Kith's own, to erase what is past its time or was ordered to go.
Result<model::Permit> erasing_permit(Rooms& rooms, const RequestId& request, bool held);
Result<model::Permit> routing_permit(Rooms& rooms, store::Transaction& tx, policy::Kind kind,
                                     const RequestId& request);

// The one way to a permit: facts, decision, obligations, release.
Result<model::Permit> may(Rooms& rooms, store::Transaction& tx, const Session& session,
                          policy::Action action, policy::Kind kind, const RequestId& request);

// The same for what belongs to no request. `known`: what the use case itself has found to be true.
Result<model::Permit> may(Rooms& rooms, store::Transaction& tx, const Session& session,
                          policy::Action action, policy::Kind kind,
                          std::initializer_list<policy::Fact> known = {});

// The same for one disclosure exception, or for what it opens.
Result<model::Permit> may(Rooms& rooms, store::Transaction& tx, const Session& session,
                          policy::Action action, policy::Kind kind,
                          const model::DisclosureException& exception);

// A request that stands, behind a permit. Denied where it is not there.
Result<store::RequestRow> standing_request(store::Transaction& tx, const RequestId& request);
// conflict where it is closed.
Result<store::RequestRow> open_request_row(store::Transaction& tx, const RequestId& request);

// The open assignment of a request. conflict where nobody is asked or serves.
Result<store::Assignment> current_assignment(store::Transaction& tx, const RequestId& request);

}  // namespace kith::service
