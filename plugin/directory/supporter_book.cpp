#include "directory/supporter_book.h"

#include <algorithm>

namespace kith::directory {

SupporterBook::SupporterBook(std::vector<model::PeerSupporter> supporters)
    : supporters_(std::move(supporters)) {
    std::stable_sort(supporters_.begin(), supporters_.end(),
                     [](const auto& a, const auto& b) { return a.id < b.id; });
    supporters_.erase(std::unique(supporters_.begin(), supporters_.end(),
                                  [](const auto& a, const auto& b) { return a.id == b.id; }),
                      supporters_.end());

    places_.reserve(supporters_.size());
    for (const auto& supporter : supporters_)
        places_.emplace(supporter.id, places_.size());
}

const model::PeerSupporter* SupporterBook::find(const EmployeeId& id) const {
    const auto found = places_.find(id);
    return found == places_.end() ? nullptr : &supporters_[found->second];
}

}  // namespace kith::directory
