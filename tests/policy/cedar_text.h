// The policy in Cedar's language, and accesses and decisions as lines of JSON: what
// tests/policy/cedar/ reads.
#pragma once

#include <iosfwd>
#include <string>
#include <vector>

#include "policy/gate.h"

namespace kith::policy_test {

struct CedarPolicy {
    std::string id;  // "own-request#1": the rule's id and the number of its term.
    std::string text;
};

// One policy of Cedar's for each term: its "or" errs as soon as its first side does, even where the
// second is true, and that would be one more difference.
std::vector<CedarPolicy> cedar(const model::Policy& policy);

// {"cedar": {"own-request#1": "permit (...) when {...};", ...}}
void write_cedar(std::ostream& out, const model::Policy& policy);

// {"access": ["requester", "read", "notice", "programme"], "facts": "01?...", "permitted": true,
//  "skipping": true, "rules": "own-request"}. Facts in the order of fact_names; `skipping`: whether
// it is permitted where a forbid is skipped that asks for an unknown fact.
struct Decided {
    bool permitted = false;
    bool skipping = false;
    std::vector<std::string> rules;
};
void write_decided(std::ostream& out, const policy::Access& access, const Decided& decided);
// {"facts": ["owner", ...]}
void write_fact_names(std::ostream& out);

}  // namespace kith::policy_test
