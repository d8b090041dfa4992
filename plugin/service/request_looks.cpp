#include "service/request_looks.h"

#include "service/standing.h"

namespace kith::service {

Result<std::vector<store::Look>> request_looks(Rooms& rooms, store::Transaction& tx,
                                               const Session& session, const RequestId& request) {
    const auto permit =
        may(rooms, tx, session, policy::Action::read, policy::Kind::request_looks, request);
    if (!permit) return permit.error();
    return store::looks(tx, *permit);
}

}  // namespace kith::service
