// Why the gate answers as it does, for auditors and authors of policies. Never for whoever asked.
#pragma once

#include <string>
#include <vector>

#include "policy/gate.h"

namespace kith::policy {

struct RuleSaid {
    std::string id;
    bool forbid = false;
    Truth truth = Truth::no;
    Words<Fact> unknown;  // Facts that it asks for and that are not known.
};

struct Explanation {
    bool permitted = false;
    std::string why;                       // A code: "forbidden".
    std::vector<std::string> determining;  // Ids of the rules that decided, sorted.
    std::vector<RuleSaid> rules;           // Every rule that speaks of this access, sorted.
    Words<Obligation> obligations;
};

Explanation explain(const model::Policy& policy, const Access& access);

}  // namespace kith::policy
