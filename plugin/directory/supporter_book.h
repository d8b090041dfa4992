// The peer supporters of one tenant, as values that never change once made.
#pragma once

#include <unordered_map>
#include <vector>

#include "base/ids.h"
#include "model/supporter.h"

namespace kith::directory {

class SupporterBook {
public:
    // Sorted by id inside. Of two entries for one person the first counts.
    explicit SupporterBook(std::vector<model::PeerSupporter> supporters);

    const std::vector<model::PeerSupporter>& all() const { return supporters_; }
    const model::PeerSupporter* find(const EmployeeId& id) const;

private:
    std::vector<model::PeerSupporter> supporters_;
    std::unordered_map<EmployeeId, std::size_t> places_;
};

}  // namespace kith::directory
