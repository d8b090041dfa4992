// The <policy> section: a manifest's own, and the two that are compiled in.
#pragma once

#include <string_view>

#include "manifest/report.h"
#include "model/policy.h"

namespace kith::manifest {

// `policy` is the section's element, already valid against the schema. Rules are sorted by id, so
// that equal policies are equal texts.
model::Policy policy_of(const xmlNode* policy, const Report& report);

}  // namespace kith::manifest
