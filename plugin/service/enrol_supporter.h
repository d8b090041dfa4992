// Becoming a peer supporter, and saying "not now": her own word each time, the coordinator's for
// the start.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "model/supporter.h"
#include "service/rooms.h"

namespace kith::service {

// What she says of herself. Accreditation is not among it: the coordinator confirms that.
struct Profile {
    std::vector<std::string> languages;
    std::vector<std::string> topics;
    int capacity = 3;
    bool listed = true;
    std::optional<Day> on_leave_until;
    std::vector<EmployeeId> declared_conflicts;
    std::string about;
    std::vector<std::string> channels;
    std::vector<std::string> hours;
    std::vector<std::string> shared;
};

// Applies, or changes what she said before. conflict where her role does not go with listening.
Result<model::Enrolment> enrol_supporter(Rooms& rooms, store::Transaction& tx,
                                         const Session& session, const Profile& profile);
Result<model::PeerSupporter> own_supporter_record(Rooms& rooms, store::Transaction& tx,
                                                  const Session& session);

// The coordinator approves with the day until which she is accredited, or ends the role.
Result<void> approve_supporter(Rooms& rooms, store::Transaction& tx, const Session& session,
                               const EmployeeId& supporter, Day accredited_until);
Result<void> end_supporter(Rooms& rooms, store::Transaction& tx, const Session& session,
                           const EmployeeId& supporter);

}  // namespace kith::service
