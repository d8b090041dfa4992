// Role incompatibilities: who can never be listed as a peer supporter (design, section 9).
#pragma once

#include <vector>

#include "base/error.h"
#include "directory/org_chart.h"
#include "model/settings.h"

namespace kith::service {

// Why she may not be listed; empty where she may. Somebody who is nobody in the chart may not.
std::vector<FixedText> ineligible(const model::EligibilitySettings& settings,
                                  const directory::OrgChart& chart, const EmployeeId& person);

}  // namespace kith::service
