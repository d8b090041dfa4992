#include "service/provisioning_desk.h"

#include <algorithm>
#include <map>

#include "crypto/crypto.h"
#include "service/directory_merge.h"
#include "service/provision.h"
#include "service/standing.h"
#include "store/provisioned.h"
#include "store/recheck_mark.h"
#include "store/tenant_keys.h"

namespace kith::service {
namespace {

using model::ResourceMember;

// What is lost is counted over the day, not over one merge.
constexpr int any_share = 100;

const Session host{policy::Capacity::host, policy::Purpose::administration, {}, {}};

const model::SourceRules& rules_of(const Rooms& rooms, const std::string& source) {
    const auto& servers = rooms.settings.scim_servers;
    const auto found = std::ranges::find(servers, source, &model::ScimServerSettings::name);
    KITH_ASSERT(found != servers.end());
    return *found;
}

class Table final : public ports::ResourceTable {
public:
    Table(Rooms& rooms, store::Transaction& tx, const std::string& source)
        : rooms_(rooms), tx_(tx), source_(source), rows_(tx, source) {}

    Maybe<Resource> find(Kind kind, const std::string& id) override { return rows_.find(kind, id); }
    Result<std::vector<std::string>> ids(Kind kind, const model::ResourceLookup& lookup) override {
        return rows_.ids(kind, lookup);
    }
    Result<std::vector<Resource>> page(Kind kind, const std::string& after, std::int64_t skip,
                                       int count) override {
        return rows_.page(kind, {after, skip, count});
    }
    Result<std::int64_t> count(Kind kind) override { return rows_.count(kind); }
    Maybe<Kind> kind_of(const std::string& id) override { return rows_.kind_of(id); }
    Result<std::vector<ResourceMember>> members(const std::string& group) override {
        return rows_.members(group);
    }
    Result<bool> has_member(const std::string& group, const std::string& member) override {
        return rows_.has_member(group, member);
    }
    Result<std::vector<std::string>> groups_of(const std::string& member) override {
        return rows_.groups_of(member);
    }
    Maybe<bool> is_listed(const std::string& user) override {
        // Like the directory that she looks round in, and by default nobody's outside.
        const auto permit = may(rooms_, tx_, host, policy::Action::search, policy::Kind::directory);
        if (!permit) return std::optional<bool>{};
        const auto entry = store::entry_by_key(tx_, source_, user);
        if (!entry) return entry.error();
        if (!*entry || (*entry)->departed) return std::optional(false);
        const auto listed = store::is_listed(tx_, (*entry)->person);
        if (!listed) return listed.error();
        return std::optional(*listed);
    }

    Result<std::string> new_id() override { return crypto::random_uuid(); }
    Result<void> add(const Resource& resource) override { return rows_.add(resource); }
    Result<void> change(const Resource& before, const Resource& after) override {
        return rows_.change(before, after);
    }
    Result<void> remove(const Resource& resource) override { return rows_.remove(resource); }
    Result<std::size_t> add_members(const std::string& group,
                                    const std::vector<ResourceMember>& members) override {
        return rows_.add_members(group, members);
    }
    Result<std::size_t> remove_members(const std::string& group,
                                       const std::vector<std::string>& members) override {
        return rows_.remove_members(group, members);
    }
    Result<std::size_t> remove_all_members(const std::string& group) override {
        return rows_.remove_all_members(group);
    }

    Result<void> attempt(const std::function<bool()>& work) override {
        const auto before = told_;
        const auto begun = store::begin_attempt(tx_);
        if (!begun) return begun;
        const bool well = work();
        if (!well) told_ = before;
        return store::end_attempt(tx_, well);
    }

    Result<void> person_told(ports::DirectoryEntry entry) override {
        auto key = entry.key;
        told_.insert_or_assign(std::move(key), std::move(entry));
        return {};
    }
    Result<void> person_gone(const std::string& key) override {
        told_.insert_or_assign(key, std::nullopt);
        return {};
    }

    Result<void> take_over() {
        if (told_.empty()) return {};
        const auto plausible = check_loss();
        if (!plausible) return plausible;
        DirectoryReading reading(*rooms_.database, {});
        for (auto& [key, entry] : told_) {
            const auto read = entry ? reading.found(std::move(*entry)) : reading.gone(key);
            if (!read) return read;
        }
        reading.end();
        SyncReport report;
        const auto merged =
            DirectoryMerge(rooms_, tx_, reading, report, rules_of(rooms_, source_), false)
                .run(any_share);
        if (!merged || report.rows_changed == 0) return merged;
        return store::mark_recheck(tx_);
    }

private:
    // A provider whose scope was set wrongly takes away half the company, one by one.
    Result<void> check_loss() {
        std::int64_t lost = 0;
        for (const auto& [key, entry] : told_) {
            if (entry && entry->person.active) continue;
            const auto was_here = is_active(key);
            if (!was_here) return was_here.error();
            lost += *was_here ? 1 : 0;
        }
        if (lost == 0) return {};
        const auto today = rooms_.clock->today();
        const auto before = rows_.lost_on(today);
        if (!before) return before.error();
        const auto left = rows_.count(Kind::user);
        if (!left) return left.error();
        const auto all = *left + *before;  // About: who was made inactive is still there.
        const auto share = all * rules_of(rooms_, source_).removed_percent_max / 100;
        if (*before + lost > std::max(share, limits::lost_in_a_day_min))
            return Error{ErrorCode::conflict,
                         "more people would be gone in one day than the manifest's "
                         "maxRemovedPercent allows; nothing was changed",
                         {},
                         "look at the provider's scope; where it is meant, raise "
                         "maxRemovedPercent"};
        return rows_.add_lost(today, lost);
    }

    Result<bool> is_active(const std::string& key) {
        const auto entry = store::entry_by_key(tx_, source_, key);
        if (!entry) return entry.error();
        if (!*entry || (*entry)->departed) return false;
        const auto person = store::person(tx_, (*entry)->person);
        if (!person) return person.error();
        return *person && (*person)->active;
    }

    Rooms& rooms_;
    store::Transaction& tx_;
    const std::string& source_;
    store::ProvisionedTable rows_;
    // Who was told of, as last; nothing: gone.
    std::map<std::string, std::optional<ports::DirectoryEntry>> told_;
};

}  // namespace

Result<void> SourceDesk::read(const Work& work) {
    return rooms_.database->read([&](store::Transaction& tx) -> Result<void> {
        Table table(rooms_, tx, source_);
        return work(table);
    });
}

Result<void> SourceDesk::write(const Work& work) {
    return rooms_.database->write([&](store::Transaction& tx) -> Result<void> {
        const auto permit =
            may(rooms_, tx, host, policy::Action::import_, policy::Kind::people_feed);
        if (!permit) return permit.error();
        Table table(rooms_, tx, source_);
        const auto done = work(table);
        if (!done) return done;
        return table.take_over();
    });
}

std::string SourceDesk::signature(std::string_view text) const {
    return rooms_.database->tenant_keys().pseudonym("provisioning cursor", text);
}

ports::ResourceTable::Maybe<std::string> SourceDesk::resource_of(const EmployeeId& person) {
    return rooms_.database->read([&](store::Transaction& tx) -> Result<std::optional<std::string>> {
        const auto entry = store::entry_of(tx, source_, person);
        if (!entry) return entry.error();
        if (!*entry || (*entry)->departed) return std::optional<std::string>{};
        return std::optional((*entry)->key);
    });
}

Result<void> remove_after_grace(Rooms& rooms) {
    for (const auto& source : rooms.settings.scim_servers) {
        const auto day = rooms.clock->today().plus(-source.grace_days);
        const auto over = rooms.database->read(
            [&](store::Transaction& tx) { return store::departed_before(tx, source.name, day); });
        if (!over) return over.error();
        if (over->empty()) continue;
        const auto removed = rooms.database->write([&](store::Transaction& tx) {
            SyncReport report;
            const DirectoryReading nothing(*rooms.database, {});
            return DirectoryMerge(rooms, tx, nothing, report, source, false).run(any_share);
        });
        if (!removed) return removed;
    }
    return {};
}

}  // namespace kith::service
