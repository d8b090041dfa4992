#include "service/granted_role.h"

#include <set>

#include "store/directory_entries.h"
#include "store/provisioned.h"

namespace kith::service {
namespace {

using model::ResourceKind;
using model::ResourceLookup;

// Upwards from who is in it: the groups are few, and may be in each other in a circle.
Result<bool> is_in(const store::ProvisionedTable& table, const std::string& member,
                   const std::string& group) {
    std::set<std::string> seen;
    std::vector<std::string> next{member};
    while (!next.empty()) {
        const auto who = std::move(next.back());
        next.pop_back();
        const auto groups = table.groups_of(who);
        if (!groups) return groups.error();
        for (const auto& one : *groups) {
            if (one == group) return true;
            if (seen.insert(one).second) next.push_back(one);
        }
    }
    return false;
}

}  // namespace

Result<bool> is_granted(const Rooms& rooms, store::Transaction& tx, std::string_view role,
                        const EmployeeId& person) {
    for (const auto& server : rooms.provisioning.servers) {
        for (const auto& grant : server->grants()) {
            if (grant.role != role) continue;
            const auto entry = store::entry_of(tx, server->source(), person);
            if (!entry) return entry.error();
            if (!*entry || (*entry)->departed) continue;
            const store::ProvisionedTable table(tx, server->source());
            const auto groups = table.ids(
                ResourceKind::group,
                {ResourceLookup::By::unique_name, ResourceLookup::How::equal, grant.group, 0});
            if (!groups) return groups.error();
            if (groups->empty()) continue;
            auto in = is_in(table, (*entry)->key, groups->front());
            if (!in || *in) return in;
        }
    }
    return false;
}

}  // namespace kith::service
