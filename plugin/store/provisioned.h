// What a provider told (SCIM), kept for it: users, groups, who is in which. No source sees what
// another one told.
//
// The tables are clear, as the directory is. Each row carries a keyed digest of all its values: one
// that was changed behind Kith's back gives store_corrupt, and no person is made of it.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/day.h"
#include "base/result.h"
#include "model/provisioned.h"
#include "store/database.h"

namespace kith::store {

struct ResourceColumns;

// Of one source. Not longer than its transaction.
class ProvisionedTable {
public:
    ProvisionedTable(Transaction& tx, std::string source) : tx_(tx), source_(std::move(source)) {}

    using Resource = model::ProvisionedResource;
    using Kind = model::ResourceKind;

    Result<std::optional<Resource>> find(Kind kind, const std::string& id) const;
    Result<std::vector<std::string>> ids(Kind kind, const model::ResourceLookup& lookup) const;
    // In the order of their ids: at most `count` of those behind `after`, without the first `skip`.
    struct Slice {
        std::string after;
        std::int64_t skip = 0;
        int count = 0;
    };
    Result<std::vector<Resource>> page(Kind kind, const Slice& slice) const;
    Result<std::int64_t> count(Kind kind) const;
    Result<std::optional<Kind>> kind_of(const std::string& id) const;

    Result<std::vector<model::ResourceMember>> members(const std::string& group) const;
    Result<bool> has_member(const std::string& group, const std::string& member) const;
    // Groups in which it is directly.
    Result<std::vector<std::string>> groups_of(const std::string& member) const;

    Result<void> add(const Resource& resource);
    Result<void> change(const Resource& before, const Resource& after);
    Result<void> remove(const Resource& resource);  // And from every group.
    // How many were not there before, or were.
    Result<std::size_t> add_members(const std::string& group,
                                    const std::vector<model::ResourceMember>& members);
    Result<std::size_t> remove_members(const std::string& group,
                                       const std::vector<std::string>& members);
    Result<std::size_t> remove_all_members(const std::string& group);

    // How many people the source took away on this day, and that it took more.
    Result<std::int64_t> lost_on(Day day) const;
    Result<void> add_lost(Day day, std::int64_t people);

private:
    Result<std::vector<Resource>> taken(ResourceColumns& read, Kind kind) const;
    std::string mac_of(const Resource& resource) const;
    std::string mac_of(const std::string& group, const model::ResourceMember& member) const;
    Result<void> put_mails(const Resource& resource);
    Result<void> drop_mails(const Resource& resource);
    Result<void> counted(Kind kind, std::int64_t more);

    Transaction& tx_;
    std::string source_;
};

// A part of a transaction that can be undone alone. One at a time.
Result<void> begin_attempt(Transaction& tx);
Result<void> end_attempt(Transaction& tx, bool keep);

}  // namespace kith::store
