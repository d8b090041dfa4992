// What is wrong with a policy, found before it decides anything: run at every load, and told in
// full by `kithctl policy check`.
#pragma once

#include <string>
#include <vector>

#include "base/finding.h"
#include "policy/gate.h"
#include "policy/policy_set.h"

namespace kith::policy {

// Errors stop the load: an invariant that some facts break, an example with another answer, a
// permit of the site's that can never come true, a withdrawn permit that is none, an id used twice,
// an obligation without a handler.
Findings problems(const PolicySet& set, Words<Obligation> handled);

// What the load lets pass and an author should know: permits that say no more than another one.
Findings remarks(const PolicySet& set);

// Rules that nothing would miss: dropped, they break no proof and no example.
std::vector<std::string> untested_rules(const PolicySet& set);

// "peer-supporter read conversation for peer-support, where assigned; not known: in-chain".
std::string sentence(const Access& access);
Access access_of(const model::Example& example);

}  // namespace kith::policy
