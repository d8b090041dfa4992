// Finds a supporter for a request and asks her: routing's choice and the caseload in one
// transaction.
#pragma once

#include <optional>

#include "base/result.h"
#include "model/support_request.h"
#include "routing/batch.h"
#include "service/rooms.h"

namespace kith::service {

// What routing is asked, from the two sealed parts of a request.
routing::RouteRequest route_request(const RequestId& id, const model::RequestIdentity& identity,
                                    const model::RequestContent& content);

// The tenant's rules, for who may never meet whom; without anybody's load.
routing::Conditions conditions(const Rooms& rooms);
// Who served the other side of this conflict.
Result<routing::Earlier> earlier(store::Transaction& tx, const DirectoryView& view,
                                 const model::RequestIdentity& identity);

// A stored request as routing sees it, by Kith's own permit, and what happened before.
Result<routing::BatchRequest> open_for_routing(Rooms& rooms, store::Transaction& tx,
                                               const DirectoryView& view, const RequestId& id);

// Who would be asked first: the wished one or nobody where there is a wish, else the best.
std::optional<EmployeeId> first_choice(const DirectoryView& view,
                                       const routing::RouteRequest& request,
                                       const routing::Earlier& earlier);

// Proposes `supporter`, tells her that something waits, and sets the request to `offered`.
Result<void> propose_to(Rooms& rooms, store::Transaction& tx, const RequestId& id,
                        const model::PeerSupporter& supporter);

// After an assignment ended, or for a request that waits: asks the next one. False where nobody is
// eligible; the request then waits.
Result<bool> place_again(Rooms& rooms, store::Transaction& tx, const DirectoryView& view,
                         const RequestId& id);

}  // namespace kith::service
