// supporters.csv both ways: a coordinator's list of supporters (design, section 8).
#pragma once

#include <string>
#include <vector>

#include "base/finding.h"
#include "base/result.h"
#include "model/supporter.h"

namespace kith::connectors::feed {

struct SupporterFeed {
    std::vector<model::PeerSupporter> supporters;
    Findings findings;  // An error among them means: nothing may be taken over.
};

Result<SupporterFeed> read_supporters(const std::string& path);
std::string write_supporters(const std::vector<model::PeerSupporter>& supporters);

}  // namespace kith::connectors::feed
