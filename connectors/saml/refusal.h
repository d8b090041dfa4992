// Why a message was refused: the rule that it breaks, and what to tell the administrator.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace kith::connectors::saml {

struct Refusal {
    FixedText rule;            // Its code, for the log and for kithctl.
    std::string_view section;  // Where it stands: "Core 2.5.1.4".
    // For an administrator of either side. Never XML, a NameID or an attribute's value.
    std::string detail;
};

// Rules that hold, in the order in which they were asked.
struct HeldRule {
    FixedText rule;
    std::string_view section;
};
using HeldRules = std::vector<HeldRule>;

template <class T>
using Checked = Result<T, Refusal>;

}  // namespace kith::connectors::saml
