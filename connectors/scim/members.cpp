#include "connectors/scim/members.h"

#include <unordered_map>
#include <unordered_set>

namespace kith::connectors::scim {
namespace {

using model::ResourceKind;
using model::ResourceMember;
using Poco::JSON::Array;
using Poco::JSON::Object;

// Whatever `type` says, what it is decides; only of what comes later in a bulk is it believed.
Answer<ResourceMember> member_named(Exchange& exchange, const Object& value) {
    const auto id = text_or_empty(value, "value");
    const auto known = told(exchange.table.kind_of(id));
    if (!known) return known.error();
    if (*known) return ResourceMember{id, **known};
    if (!exchange.pending.contains(id))
        return invalid_value("a member is no resource of this source", "members");
    const bool group = same_name(text_or_empty(value, "type"), "Group");
    return ResourceMember{id, group ? ResourceKind::group : ResourceKind::user};
}

Answer<std::vector<ResourceMember>> members_named(Exchange& exchange,
                                                  const std::vector<Object::Ptr>& values) {
    if (values.size() > members_max)
        return Problem{413, {}, "too many members at once; send them in several PATCHes", {}};
    std::vector<ResourceMember> members;
    std::unordered_set<std::string> seen;
    for (const auto& value : values) {
        auto member = member_named(exchange, *value);
        if (!member) return member.error();
        if (seen.insert(member->id).second) members.push_back(std::move(*member));
    }
    return members;
}

}  // namespace

Answer<std::vector<ResourceMember>> take_members(Exchange& exchange, Object& group) {
    const auto list = group.getArray("members");
    group.remove("members");
    std::vector<Object::Ptr> values;
    for (unsigned i = 0; list && i < list->size(); ++i)
        values.push_back(list->getObject(i));
    return members_named(exchange, values);
}

Answer<std::vector<MemberChange>> read_changes(Exchange& exchange,
                                               const std::vector<KeptApartChange>& changes) {
    std::vector<MemberChange> read;
    for (const auto& change : changes) {
        auto members = members_named(exchange, change.values);
        if (!members) return members.error();
        read.push_back({change.kind, std::move(*members), change.ids, change.refused});
    }
    return read;
}

Answer<bool> apply_changes(Exchange& exchange, const std::string& group,
                           const std::vector<MemberChange>& changes) {
    std::size_t changed = 0;
    for (std::size_t i = 0; i < changes.size(); ++i) {
        const auto& change = changes[i];
        if (change.kind == KeptApartChange::Kind::must_be_there) {
            for (const auto& id : change.ids) {
                const auto there = told(exchange.table.has_member(group, id));
                if (!there) return there.error();
                if (!*there) return no_target("no member is chosen by the filter");
            }
            if (change.refused) return mutability("members");
            continue;
        }
        // What replaces all of them is compared with them.
        const bool replaced = change.kind == KeptApartChange::Kind::remove_all &&
                              i + 1 < changes.size() &&
                              changes[i + 1].kind == KeptApartChange::Kind::add;
        if (replaced) {
            const auto set = set_members(exchange, group, changes[++i].members);
            if (!set) return set;
            changed += *set ? 1 : 0;
            continue;
        }
        const auto done = told(change.kind == KeptApartChange::Kind::add
                                   ? exchange.table.add_members(group, change.members)
                               : change.kind == KeptApartChange::Kind::remove
                                   ? exchange.table.remove_members(group, change.ids)
                                   : exchange.table.remove_all_members(group));
        if (!done) return done.error();
        changed += *done;
    }
    return changed > 0;
}

Answer<bool> set_members(Exchange& exchange, const std::string& group,
                         const std::vector<ResourceMember>& members) {
    const auto before = told(exchange.table.members(group));
    if (!before) return before.error();
    std::unordered_set<std::string> wanted;
    for (const auto& member : members)
        wanted.insert(member.id);
    std::vector<std::string> gone;
    for (const auto& member : *before)
        if (!wanted.contains(member.id)) gone.push_back(member.id);
    const auto removed = told(exchange.table.remove_members(group, gone));
    if (!removed) return removed.error();
    const auto added = told(exchange.table.add_members(group, members));
    if (!added) return added.error();
    return *removed + *added > 0;
}

}  // namespace kith::connectors::scim
