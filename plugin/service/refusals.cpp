#include "service/refusals.h"

#include "base/text.h"
#include "service/once.h"
#include "service/standing.h"

namespace kith::service {

void count_denied(Rooms& rooms, policy::Capacity capacity, std::string_view act) {
    const auto counted = rooms.database->write([&](store::Transaction& tx) {
        return store::count_refusal(tx, {rooms.clock->hour(), std::string(policy::name(capacity)),
                                         std::string(act), "denied", 1});
    });
    if (!counted) rooms.log->write(ports::LogLevel::error, "a refusal could not be counted", 1);
}

Result<void> count_refused_wish(Rooms& rooms, store::Transaction& tx, std::string_view act,
                                const std::vector<std::string>& rules) {
    const auto why = rules.empty() ? std::string("wish") : "wish: " + join(rules, " ");
    return store::count_refusal(
        tx, {rooms.clock->hour(), std::string(policy::name(policy::Capacity::requester)),
             std::string(act), why, 1});
}

Result<std::vector<store::Refusal>> refusals(Rooms& rooms, const Session& session) {
    return reading(rooms, [&](store::Transaction& tx) -> Result<std::vector<store::Refusal>> {
        const auto permit = may(rooms, tx, session, policy::Action::read, policy::Kind::audit_log);
        if (!permit) return permit.error();
        return store::refusals(tx);
    });
}

}  // namespace kith::service
