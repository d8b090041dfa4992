#include "connectors/ldap/group.h"

#include <deque>
#include <utility>
#include <vector>

#include "connectors/common/dn.h"
#include "connectors/common/entry_values.h"
#include "connectors/ldap/ranges.h"
#include "connectors/ldap/search.h"

namespace kith::connectors::ldap {
namespace {

constexpr const char* groups =
    "(|(objectClass=groupOfNames)(objectClass=groupOfUniqueNames)(objectClass=groupOfMembers))";

// All groups that the server has: what is in none of them is nothing to walk into.
Result<Names> all_groups(const Reading& reading) {
    Names names;
    Hearing hearing;
    hearing.entry = [&](Entry& entry) -> Result<void> {
        if (auto name = normalised_dn(std::string(entry.dn()))) names.insert(std::move(*name));
        return {};
    };
    for (const auto& context : reading.server.naming_contexts) {
        const Asked asked{context, LDAP_SCOPE_SUBTREE, groups, {LDAP_NO_ATTRS}};
        const auto read = read_pages(reading.handle(), asked, reading.settings.page_size,
                                     reading.patience, hearing);
        if (!read) return read.error();
    }
    return names;
}

// The names that one group holds, nested or not. None where there is no such entry.
Result<std::optional<std::vector<std::string>>> read_group(const Reading& reading,
                                                           const std::string& group) {
    std::optional<std::vector<std::string>> held;
    const EntryValues names({"member", "uniquemember"});
    Hearing hearing;
    hearing.entry = [&](Entry& entry) -> Result<void> {
        held.emplace();
        while (entry.next()) {
            const auto place = names.place(entry.name());
            if (!place) continue;
            for (const berval* value = entry.values(); value->bv_val != nullptr; ++value)
                held->emplace_back(view(*value));
            const auto rest = rest_of_values(reading.handle(), group, names.names()[place->index],
                                             rest_begins(range_of(entry.name())), reading.patience);
            if (!rest) return rest.error();
            held->insert(held->end(), rest->begin(), rest->end());
        }
        return {};
    };
    const Asked asked{group, LDAP_SCOPE_BASE, "(objectClass=*)", {"member", "uniqueMember"}};
    const auto read = read_few(reading.handle(), asked, reading.patience, hearing);
    if (!read) return read.error();
    return held;
}

Error missing(const std::string& group) {
    return {ErrorCode::source_unreadable,
            "ldap: the group of a base is not there, or the account may not see it", group,
            "the DN of a group; outside of Active Directory a groupOfNames, groupOfUniqueNames or "
            "groupOfMembers"};
}

// Active Directory walks by itself, and where there is no such group it finds nobody.
Result<void> must_exist(const Reading& reading, const std::string& group) {
    bool there = false;
    Hearing hearing;
    hearing.entry = [&](Entry&) -> Result<void> {
        there = true;
        return {};
    };
    const Asked asked{group, LDAP_SCOPE_BASE, "(objectClass=group)", {LDAP_NO_ATTRS}};
    const auto read = read_few(reading.handle(), asked, reading.patience, hearing);
    if (!read) return read;
    return there ? Result<void>{} : missing(group);
}

class Walk {
public:
    Walk(const Reading& reading, Names groups) : reading_(reading), groups_(std::move(groups)) {}

    Result<Names> from(const std::string& group) {
        const auto first = normalised_dn(group);
        if (!first || !groups_.contains(*first)) return missing(group);
        to_read_.push_back(*first);
        seen_.insert(*first);
        while (!to_read_.empty()) {
            const auto next = std::exchange(to_read_.front(), {});
            to_read_.pop_front();
            if (const auto walked = into(next); !walked) return walked.error();
        }
        return std::move(seen_);
    }

private:
    Result<void> into(const std::string& group) {
        const auto held = read_group(reading_, group);
        if (!held) return held.error();
        if (!*held) return missing(group);
        for (const auto& member : **held) {
            auto name = normalised_dn(member);
            if (!name || !seen_.insert(*name).second) continue;
            if (groups_.contains(*name)) to_read_.push_back(std::move(*name));
        }
        return {};
    }

    const Reading& reading_;
    const Names groups_;
    Names seen_;
    std::deque<std::string> to_read_;
};

}  // namespace

Result<std::optional<Names>> members_of(const Reading& reading, const std::string& group) {
    if (group.empty()) return std::optional<Names>();
    if (reading.server.vendor == Vendor::active_directory) {
        const auto there = must_exist(reading, group);
        if (!there) return there.error();
        return std::optional<Names>();
    }
    auto groups = all_groups(reading);
    if (!groups) return groups.error();
    auto names = Walk(reading, std::move(*groups)).from(group);
    if (!names) return names.error();
    return std::optional(std::move(*names));
}

}  // namespace kith::connectors::ldap
