#include "service/name_holders.h"

namespace kith::service {

Result<NameHolders::Holder> NameHolders::of(const std::string& name) {
    const auto known = holders_.find(name);
    if (known != holders_.end()) return known->second;
    Holder holder;
    const auto now = store::entry_by_name(tx_, source_, name);
    if (!now) return now.error();
    if (*now) {
        holder.now = (*now)->person;
    } else {
        const auto formerly = store::entry_by_former_name(tx_, source_, name);
        if (!formerly) return formerly.error();
        if (*formerly) holder.formerly = (*formerly)->person;
    }
    holders_.emplace(name, holder);
    return holder;
}

Result<bool> NameHolders::is_there(const EmployeeId& person) {
    const auto known = there_.find(person);
    if (known != there_.end()) return known->second;
    const auto row = store::entry_of(tx_, source_, person);
    if (!row) return row.error();
    const bool there = *row && !(*row)->departed;
    there_.emplace(person, there);
    return there;
}

}  // namespace kith::service
