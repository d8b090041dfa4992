#include "service/begin_session.h"

#include <algorithm>

#include "crypto/return_code.h"
#include "service/granted_role.h"
#include "store/requests.h"

namespace kith::service {
namespace {

using policy::Capacity;

Result<bool> holds_role(const Rooms& rooms, store::Transaction& tx, std::string_view role,
                        const EmployeeId& person, std::span<const std::string> granted) {
    if (std::ranges::find(granted, role) != granted.end()) return true;
    const bool named = std::any_of(
        rooms.settings.role_holders.begin(), rooms.settings.role_holders.end(),
        [&](const auto& holder) { return holder.role == role && holder.person == person; });
    return named ? Result<bool>(true) : is_granted(rooms, tx, role, person);
}

bool is_supporter(const DirectoryView& view, const EmployeeId& person) {
    const auto* entry = view.snapshot.book->find(person);
    return entry != nullptr && entry->enrolment == model::Enrolment::approved;
}

}  // namespace

Result<bool> holds(const Rooms& rooms, store::Transaction& tx, const DirectoryView& view,
                   Capacity capacity, const EmployeeId& subject,
                   std::span<const std::string> granted) {
    const auto seat = view.snapshot.chart->seat(subject);
    if (!seat || !view.snapshot.chart->person(*seat).active) return false;
    switch (capacity) {
        case Capacity::employee:
        case Capacity::requester:
            return true;
        case Capacity::peer_supporter:
            return is_supporter(view, subject);
        case Capacity::coordinator:
        case Capacity::identity_custodian:
        case Capacity::it_admin:
            return holds_role(rooms, tx, policy::name(capacity), subject, granted);
        case Capacity::host:
        case Capacity::library:
            return false;
    }
    return false;
}

Result<Session> begin_session(Rooms& rooms, store::Transaction& tx, Capacity capacity,
                              policy::Purpose purpose, const EmployeeId& subject,
                              std::span<const std::string> granted) {
    if (capacity == Capacity::host) {
        if (!subject.empty()) return policy::denied();
        return Session{capacity, purpose, {}, {}};
    }
    const auto view = rooms.directory.view(rooms, tx);
    if (!view) return view.error();
    const auto held = holds(rooms, tx, *view, capacity, subject, granted);
    if (!held) return held.error();
    if (!*held) return policy::denied();
    return Session{capacity, purpose, subject, {}};
}

Result<Session> begin_session_by_code(Rooms&, store::Transaction& tx,
                                      std::string_view return_code) {
    const auto bits = crypto::parse_return_code(return_code);
    if (!bits) return policy::denied();
    const auto request = store::request_by_return_code(tx, *bits);
    if (!request) return request.error();
    if (!*request) return policy::denied();
    return Session{Capacity::requester, policy::Purpose::peer_support, {}, **request};
}

}  // namespace kith::service
