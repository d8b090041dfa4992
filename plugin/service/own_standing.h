// What a signed-in person is to Kith: her name, her language, the capacities that she holds.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "base/result.h"
#include "service/rooms.h"

namespace kith::service {

struct OwnStanding {
    std::string display_name;
    std::string language;                      // As the people source gives it; may be empty.
    std::vector<policy::Capacity> capacities;  // None for somebody who is nobody in the directory.
};

// `granted`: as holds() takes it.
Result<OwnStanding> own_standing(Rooms& rooms, store::Transaction& tx, const EmployeeId& subject,
                                 std::span<const std::string> granted = {});

}  // namespace kith::service
