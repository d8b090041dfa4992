// Who leads a person, where her company's directory says it by names that change and go.
//
// Servers do to a manager's name what they like: when the manager is renamed, one leaves the old
// name with those he leads, another writes the new one and tells nobody; when he is deleted, one
// leaves a name of nobody, another takes the attribute away without a word. So a line that was
// known once is kept until the directory says another, and "no manager" never means "the top".
#pragma once

#include <string>

#include "base/ids.h"

namespace kith::directory {

struct NamedManager {
    std::string name;           // That her entry gives now; empty: none.
    bool named_before = false;  // The same name as when her line was last decided.
    EmployeeId last;            // Who was known to lead her until now; empty: nobody ever.
    bool last_is_there = false;
    EmployeeId holder;         // Who has that name now; empty: nobody.
    EmployeeId former_holder;  // Who had it last, where nobody has it now.
    bool top = false;          // The manifest says that she leads the house.
};

struct ManagerLine {
    EmployeeId manager;   // Empty: nobody is known.
    bool unsure = false;  // Nothing says that this is so today.
};

ManagerLine manager_line(const NamedManager& named);

// A manager who is nobody among the people, by the name that was given: two who name the same one
// share a manager still.
EmployeeId nobody_by_name(std::string name);

}  // namespace kith::directory
