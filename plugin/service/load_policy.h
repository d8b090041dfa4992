// The policy that an instance decides by: the signed constitution, the shipped permits, and what
// the manifest adds.
#pragma once

#include <memory>

#include "base/finding.h"
#include "base/result.h"
#include "model/settings.h"
#include "policy/policy_set.h"

namespace kith::service {

// All layers. Unsupported where the constitution is not the one that was signed, or cannot be read:
// this build of Kith is not sound.
Result<policy::PolicySet> policy_set(const model::Policy& site);

// What is wrong with a site's policy; nothing where it may decide. Proves every invariant.
Result<Findings> policy_problems(const model::Policy& site);

// manifest_invalid where there are problems.
Result<std::shared_ptr<const policy::InForce>> load_policy(const model::Policy& site);

}  // namespace kith::service
