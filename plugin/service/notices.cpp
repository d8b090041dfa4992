#include "service/notices.h"

namespace kith::service {
namespace {

// A notice is fetched by the host itself, outside any session.
Result<model::Permit> host_may(const Rooms& rooms, policy::Action action) {
    return rooms.policy->gate.release({policy::Capacity::host,
                                       action,
                                       policy::Kind::notice,
                                       policy::Purpose::administration,
                                       policy::Facts::all_false(),
                                       {}},
                                      {});
}

}  // namespace

Result<std::optional<store::Notice>> next_notice(Rooms& rooms) {
    const auto permit = host_may(rooms, policy::Action::read);
    if (!permit) return permit.error();
    return rooms.database->read([](store::Transaction& tx) { return store::next_notice(tx); });
}

Result<void> acknowledge_notice(Rooms& rooms, std::uint64_t id) {
    const auto permit = host_may(rooms, policy::Action::acknowledge);
    if (!permit) return permit.error();
    const auto known =
        rooms.database->write([&](store::Transaction& tx) { return store::acknowledge(tx, id); });
    if (!known) return known.error();
    if (!*known) return policy::denied();
    return {};
}

}  // namespace kith::service
