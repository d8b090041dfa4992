// requests.csv: made-up requests for `kithctl route simulate` (design, section 12).
#pragma once

#include <string>
#include <vector>

#include "base/finding.h"
#include "base/ids.h"
#include "base/result.h"

namespace kith::connectors::feed {

struct SimulatedRequest {
    std::string id;
    EmployeeId requester;
    std::vector<EmployeeId> persons_concerned;
    std::string language;
    std::string topic;
    std::vector<EmployeeId> excluded;
};

struct RequestFeed {
    std::vector<SimulatedRequest> requests;
    Findings findings;
};

Result<RequestFeed> read_requests(const std::string& path);

}  // namespace kith::connectors::feed
