// Who is in which group: one row a member, so that one comes or goes at the cost of one.
#include <algorithm>

#include "store/fields.h"
#include "store/provisioned.h"
#include "store/provisioned_rows.h"

namespace kith::store {
using model::ResourceMember;

Result<std::vector<ResourceMember>> ProvisionedTable::members(const std::string& group) const {
    std::vector<std::string> ids;
    std::vector<int> kinds;
    std::vector<std::string> macs;
    const auto read = tx_.run(
        "SELECT member_id, kind, mac FROM dir_resource_member "
        "WHERE tenant_id = $1 AND source = $2 AND group_id = $3 ORDER BY member_id",
        tx_.tenant(), bind(source_), bind(group), into(ids), into(kinds), into(macs));
    if (!read) return read.error();
    std::vector<ResourceMember> found;
    found.reserve(ids.size());
    for (std::size_t i = 0; i < ids.size(); ++i) {
        ResourceMember member{std::move(ids[i]), static_cast<Kind>(kinds[i])};
        if (tx_.database().has_key() && macs[i] != mac_of(group, member)) return damaged_row();
        found.push_back(std::move(member));
    }
    return found;
}

Result<bool> ProvisionedTable::has_member(const std::string& group,
                                          const std::string& member) const {
    std::vector<int> found;
    const auto read = tx_.run(
        "SELECT kind FROM dir_resource_member WHERE tenant_id = $1 AND source = $2 "
        "AND group_id = $3 AND member_id = $4",
        tx_.tenant(), bind(source_), bind(group), bind(member), into(found));
    if (!read) return read.error();
    return !found.empty();
}

Result<std::vector<std::string>> ProvisionedTable::groups_of(const std::string& member) const {
    std::vector<std::string> groups;
    std::vector<int> kinds;
    std::vector<std::string> macs;
    const auto read = tx_.run(
        "SELECT group_id, kind, mac FROM dir_resource_member "
        "WHERE tenant_id = $1 AND source = $2 AND member_id = $3 ORDER BY group_id",
        tx_.tenant(), bind(source_), bind(member), into(groups), into(kinds), into(macs));
    if (!read) return read.error();
    for (std::size_t i = 0; i < groups.size(); ++i)
        if (tx_.database().has_key() &&
            macs[i] != mac_of(groups[i], {member, static_cast<Kind>(kinds[i])}))
            return damaged_row();
    return groups;
}

Result<std::size_t> ProvisionedTable::add_members(const std::string& group,
                                                  const std::vector<ResourceMember>& members) {
    std::size_t added = 0;
    for (std::size_t begin = 0; begin < members.size(); begin += bound_rows_max) {
        const auto end = std::min(begin + bound_rows_max, members.size());
        std::vector<std::string> ids;
        std::vector<int> kinds;
        std::vector<std::string> macs;
        for (std::size_t i = begin; i < end; ++i) {
            const auto there = has_member(group, members[i].id);
            if (!there) return there.error();
            if (*there || std::find(ids.begin(), ids.end(), members[i].id) != ids.end()) continue;
            ids.push_back(members[i].id);
            kinds.push_back(number_of(members[i].kind));
            macs.push_back(mac_of(group, members[i]));
        }
        if (ids.empty()) continue;
        const std::vector<std::string> tenants(ids.size(), tx_.database().tenant().text());
        const std::vector<std::string> sources(ids.size(), source_);
        const std::vector<std::string> groups(ids.size(), group);
        const auto done = tx_.run(
            "INSERT INTO dir_resource_member (tenant_id, source, group_id, member_id, kind, mac) "
            "VALUES ($1, $2, $3, $4, $5, $6)",
            bind(tenants), bind(sources), bind(groups), bind(ids), bind(kinds), bind(macs));
        if (!done) return done.error();
        added += ids.size();
    }
    return added;
}

Result<std::size_t> ProvisionedTable::remove_members(const std::string& group,
                                                     const std::vector<std::string>& members) {
    std::size_t removed = 0;
    for (const auto& member : members) {
        const auto done = tx_.run(
            "DELETE FROM dir_resource_member WHERE tenant_id = $1 AND source = $2 "
            "AND group_id = $3 AND member_id = $4",
            tx_.tenant(), bind(source_), bind(group), bind(member));
        if (!done) return done.error();
        removed += static_cast<std::size_t>(*done);
    }
    return removed;
}

Result<std::size_t> ProvisionedTable::remove_all_members(const std::string& group) {
    const auto done = tx_.run(
        "DELETE FROM dir_resource_member WHERE tenant_id = $1 AND source = $2 AND group_id = $3",
        tx_.tenant(), bind(source_), bind(group));
    if (!done) return done.error();
    return static_cast<std::size_t>(*done);
}

std::string ProvisionedTable::mac_of(const std::string& group, const ResourceMember& member) const {
    return tx_.tenant_keys().pseudonym("provisioned member", FieldWriter()
                                                                 .text(source_)
                                                                 .text(group)
                                                                 .text(member.id)
                                                                 .number(number_of(member.kind))
                                                                 .packed());
}

}  // namespace kith::store
