// A trained colleague who listens, and what she lets others see of herself.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/day.h"
#include "base/ids.h"

namespace kith::model {

// Enrolment: she applies, the coordinator approves. Only an approved supporter can be listed.
enum class Enrolment { applied, approved, left };

struct PeerSupporter {
    EmployeeId id;
    Enrolment enrolment = Enrolment::approved;
    std::vector<std::string> languages;   // BCP 47, lower case.
    std::vector<std::string> topics;      // Ids of the manifest's topics, lower case.
    int capacity = 0;                     // Open assignments at the most.
    int open_cases = 0;                   // Open assignments now.
    std::optional<Day> accredited_until;  // Absent: never accredited.
    bool listed = false;  // Her own word; false is also "not now", without a reason.
    std::optional<Day> on_leave_until;
    std::vector<EmployeeId> declared_conflicts;
    std::string about;                  // Her own words, shown.
    std::vector<std::string> channels;  // Ways to talk: "chat", "phone", "video", "in-person".
    std::vector<std::string> hours;     // Weekday and hours in her zone: "mon 09-12".
    std::vector<std::string> shared;    // Attributes she chose to show, free words.
};

}  // namespace kith::model
