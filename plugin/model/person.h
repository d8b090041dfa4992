// An employee as the people source gives her. Names as in SCIM (RFC 7643, sections 4.1 and 4.3).
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/day.h"
#include "base/ids.h"

namespace kith::model {

struct Person {
    EmployeeId id;
    std::string user_name;
    std::string display_name;
    std::string mail;
    std::string title;
    EmployeeId manager_id;                       // Empty where the source gives none.
    std::vector<EmployeeId> dotted_manager_ids;  // Matrix lines.
    std::string department;
    std::string location;
    std::string timezone;      // IANA name.
    std::optional<int> level;  // Absent: the depth in the org chart.
    std::string preferred_language;
    bool active = true;
    // The source does not say who leads her: manager_id is who was last known to, if anybody was.
    bool manager_unsure = false;
    // She vanished from the source. She stays here, inactive, as long as somebody was led through
    // her.
    bool departed = false;

    bool operator==(const Person&) const = default;
};

// What one of several sources says of a person.
struct SourceView {
    std::string source;  // By the name that the manifest's settings give it.
    Person person;

    bool operator==(const SourceView&) const = default;
};

// `manager` led `employee` until `until`; routing still keeps them apart for a while.
struct FormerManager {
    EmployeeId employee;
    EmployeeId manager;
    Day until;
};

}  // namespace kith::model
