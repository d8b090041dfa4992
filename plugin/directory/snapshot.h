// What a request reads: one state of the org chart and of the supporter book, kept together.
#pragma once

#include <memory>
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
};

}  // namespace kith::directory
