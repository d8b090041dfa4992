// What a request reads: one state of the org chart and of the supporter book, kept together.
#pragma once

#include <memory>
#include <unordered_set>
#include <vector>

#include "directory/org_chart.h"
#include "directory/supporter_book.h"
#include "model/person.h"

namespace kith::directory {

struct Snapshot {
    std::shared_ptr<const OrgChart> chart;
    std::shared_ptr<const SupporterBook> book;
    std::shared_ptr<const std::vector<model::FormerManager>>
        former_managers;  // Sorted by employee.
    // Who may be no supporter by the manifest: she counts as not listed, whatever she says herself.
    std::shared_ptr<const std::unordered_set<EmployeeId>> barred{};
};

inline bool is_barred(const Snapshot& snapshot, const EmployeeId& id) {
    return snapshot.barred && snapshot.barred->contains(id);
}

}  // namespace kith::directory
