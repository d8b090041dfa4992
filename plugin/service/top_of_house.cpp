#include "service/top_of_house.h"

#include <algorithm>

#include "service/people_sources.h"
#include "store/directory_tops.h"

namespace kith::service {
namespace {

constexpr int several = 2;

// Their rows, where they do not say so yet.
Result<void> add_changes(store::Transaction& tx, const std::vector<EmployeeId>& people, bool sure,
                         std::vector<store::PersonChange>& changes) {
    for (const auto& id : people) {
        const auto known = store::person(tx, id);
        if (!known) return known.error();
        if (!*known || (*known)->departed || !(*known)->manager_id.empty()) continue;
        if ((*known)->manager_unsure != sure) continue;
        auto person = **known;
        person.manager_unsure = !sure;
        changes.push_back({*known, std::move(person), {}});
    }
    return {};
}

// Those who are to be sure, and those who are not.
struct Settled {
    std::vector<EmployeeId> sure;
    std::vector<EmployeeId> unsure;
    std::optional<EmployeeId> one_of_several;
};

Settled settled(store::Tops tops, std::vector<EmployeeId> named) {
    Settled found;
    if (!named.empty()) {
        for (auto& id : tops.sure)
            if (std::find(named.begin(), named.end(), id) == named.end())
                found.unsure.push_back(std::move(id));
        found.sure = std::move(named);
        return found;
    }
    const auto count = tops.sure.size() + tops.unsure.size();
    if (count == 1) {
        found.sure = std::move(tops.unsure);
        return found;
    }
    if (count > 1) found.one_of_several = (tops.sure.empty() ? tops.unsure : tops.sure).front();
    found.unsure = std::move(tops.sure);
    return found;
}

}  // namespace

Result<void> settle_tops(const Rooms& rooms, store::Transaction& tx, const std::string& source,
                         Findings& findings) {
    auto found = store::tops(tx, several);
    if (!found) return found.error();
    const auto tops = settled(std::move(*found), named_tops(rooms.settings));
    std::vector<store::PersonChange> changes;
    const auto sure = add_changes(tx, tops.sure, true, changes);
    if (!sure) return sure;
    const auto unsure = add_changes(tx, tops.unsure, false, changes);
    if (!unsure) return unsure;
    const auto changed = store::change_people(tx, changes, rooms.clock->today(),
                                              rooms.settings.routing.former_manager_months);
    if (!changed) return changed.error();
    if (tops.one_of_several)
        findings.push_back(
            {Severity::warning, source, 0,
             "several people lead somebody and have no manager, among them '" +
                 tops.one_of_several->text() + "'",
             "name who leads the house as <top> in the manifest; until then the chain of all below "
             "them counts as unknown"});
    return {};
}

}  // namespace kith::service
