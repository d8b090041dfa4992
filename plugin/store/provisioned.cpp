#include "store/provisioned.h"

#include "store/provisioned_rows.h"

namespace kith::store {

using model::ResourceLookup;
using By = ResourceLookup::By;
using How = ResourceLookup::How;

namespace {

// Their ids, by one statement that binds tenant, source, kind and what is looked for.
template <class Value>
Result<std::vector<std::string>> ids_by(Transaction& tx, const ResourceRowKey& of,
                                        std::string_view sql, const Value& value) {
    std::vector<std::string> found;
    const auto read =
        tx.run(sql, tx.tenant(), bind(of.source), bind(of.kind), bind(value), into(found));
    if (!read) return read.error();
    return found;
}

std::string_view by_name(How how) {
    if (how == How::begins)
        return "SELECT id FROM dir_resource WHERE tenant_id = $1 AND source = $2 AND kind = $3 "
               "AND unique_name >= $4 AND unique_name < $4 || '\U0010FFFF' ORDER BY id";
    return "SELECT id FROM dir_resource WHERE tenant_id = $1 AND source = $2 AND kind = $3 "
           "AND unique_name = $4";
}

std::string_view by_mail(How how) {
    if (how == How::begins)
        return "SELECT DISTINCT m.id FROM dir_resource_mail m WHERE m.tenant_id = $1 "
               "AND m.source = $2 AND m.address >= $3 AND m.address < $3 || '\U0010FFFF' "
               "ORDER BY m.id";
    return "SELECT DISTINCT m.id FROM dir_resource_mail m WHERE m.tenant_id = $1 "
           "AND m.source = $2 AND m.address = $3 ORDER BY m.id";
}

std::string_view by_change(How how) {
    switch (how) {
        case How::above:
            return "SELECT id FROM dir_resource WHERE tenant_id = $1 AND source = $2 "
                   "AND kind = $3 AND changed_ms > $4 ORDER BY id";
        case How::at_least:
            return "SELECT id FROM dir_resource WHERE tenant_id = $1 AND source = $2 "
                   "AND kind = $3 AND changed_ms >= $4 ORDER BY id";
        case How::below:
            return "SELECT id FROM dir_resource WHERE tenant_id = $1 AND source = $2 "
                   "AND kind = $3 AND changed_ms < $4 ORDER BY id";
        case How::at_most:
            return "SELECT id FROM dir_resource WHERE tenant_id = $1 AND source = $2 "
                   "AND kind = $3 AND changed_ms <= $4 ORDER BY id";
        default:
            return "SELECT id FROM dir_resource WHERE tenant_id = $1 AND source = $2 "
                   "AND kind = $3 AND changed_ms = $4 ORDER BY id";
    }
}

}  // namespace

Result<std::optional<ProvisionedTable::Resource>> ProvisionedTable::find(
    Kind kind, const std::string& id) const {
    ResourceColumns read;
    const auto done = tx_.run(
        "SELECT id, unique_name, external_id, manager, created_ms, changed_ms, version, body, mac "
        "FROM dir_resource WHERE tenant_id = $1 AND source = $2 AND kind = $3 AND id = $4",
        tx_.tenant(), bind(source_), bind(number_of(kind)), bind(id), into(read.ids),
        into(read.names), into(read.external_ids), into(read.managers), into(read.created),
        into(read.changed), into(read.versions), into(read.bodies), into(read.macs));
    if (!done) return done.error();
    if (read.ids.empty()) return std::optional<Resource>{};
    auto found = taken(read, kind);
    if (!found) return found.error();
    return std::optional(std::move(found->front()));
}

Result<std::vector<std::string>> ProvisionedTable::ids(Kind kind,
                                                       const ResourceLookup& lookup) const {
    const ResourceRowKey of{source_, number_of(kind)};
    switch (lookup.by) {
        case By::id:
            return ids_by(tx_, of,
                          "SELECT id FROM dir_resource WHERE tenant_id = $1 AND source = $2 "
                          "AND kind = $3 AND id = $4",
                          lookup.text);
        case By::unique_name:
            return ids_by(tx_, of, by_name(lookup.how), lookup.text);
        case By::external_id:
            return ids_by(tx_, of,
                          "SELECT id FROM dir_resource WHERE tenant_id = $1 AND source = $2 "
                          "AND kind = $3 AND external_id = $4 ORDER BY id",
                          lookup.text);
        case By::manager:
            return ids_by(tx_, of,
                          "SELECT id FROM dir_resource WHERE tenant_id = $1 AND source = $2 "
                          "AND kind = $3 AND manager = $4 ORDER BY id",
                          lookup.text);
        case By::changed:
            return ids_by(tx_, of, by_change(lookup.how), lookup.ms);
        case By::mail: {
            std::vector<std::string> found;
            const auto read = tx_.run(by_mail(lookup.how), tx_.tenant(), bind(source_),
                                      bind(lookup.text), into(found));
            if (!read) return read.error();
            return found;
        }
        case By::member:
            return groups_of(lookup.text);
    }
    return std::vector<std::string>{};
}

Result<std::vector<ProvisionedTable::Resource>> ProvisionedTable::page(Kind kind,
                                                                       const Slice& slice) const {
    ResourceColumns read;
    const auto done = tx_.run(
        "SELECT id, unique_name, external_id, manager, created_ms, changed_ms, version, body, mac "
        "FROM dir_resource WHERE tenant_id = $1 AND source = $2 AND kind = $3 AND id > $4 "
        "ORDER BY id LIMIT $5 OFFSET $6",
        tx_.tenant(), bind(source_), bind(number_of(kind)), bind(slice.after), bind(slice.count),
        bind(slice.skip), into(read.ids), into(read.names), into(read.external_ids),
        into(read.managers), into(read.created), into(read.changed), into(read.versions),
        into(read.bodies), into(read.macs));
    if (!done) return done.error();
    return taken(read, kind);
}

Result<std::vector<ProvisionedTable::Resource>> ProvisionedTable::taken(ResourceColumns& read,
                                                                        Kind kind) const {
    std::vector<Resource> found;
    found.reserve(read.ids.size());
    for (std::size_t i = 0; i < read.ids.size(); ++i) {
        found.push_back(read.take(i, kind));
        if (tx_.database().has_key() && read.macs[i] != mac_of(found.back())) return damaged_row();
    }
    return found;
}

Result<std::int64_t> ProvisionedTable::count(Kind kind) const {
    std::vector<std::int64_t> counts;
    const auto read = tx_.run(
        "SELECT resources FROM dir_resource_count WHERE tenant_id = $1 AND source = $2 "
        "AND kind = $3",
        tx_.tenant(), bind(source_), bind(number_of(kind)), into(counts));
    if (!read) return read.error();
    return counts.empty() ? 0 : counts.front();
}

Result<std::optional<ProvisionedTable::Kind>> ProvisionedTable::kind_of(
    const std::string& id) const {
    std::vector<int> kinds;
    const auto read = tx_.run(
        "SELECT kind FROM dir_resource WHERE tenant_id = $1 AND source = $2 AND kind IN (0, 1) "
        "AND id = $3",
        tx_.tenant(), bind(source_), bind(id), into(kinds));
    if (!read) return read.error();
    if (kinds.empty()) return std::optional<Kind>{};
    return std::optional(static_cast<Kind>(kinds.front()));
}

Result<void> ProvisionedTable::add(const Resource& resource) {
    const auto mac = mac_of(resource);
    const auto done = tx_.run(
        "INSERT INTO dir_resource (tenant_id, source, kind, id, unique_name, external_id, manager, "
        "created_ms, changed_ms, version, body, mac) "
        "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)",
        tx_.tenant(), bind(source_), bind(number_of(resource.kind)), bind(resource.id),
        bind(resource.unique_name), bind(resource.external_id), bind(resource.manager),
        bind(resource.created_ms), bind(resource.changed_ms), bind(resource.version),
        bind(resource.body), bind(mac));
    if (!done) return done.error();
    const auto found_by_mail = put_mails(resource);
    return found_by_mail ? counted(resource.kind, 1) : found_by_mail;
}

Result<void> ProvisionedTable::change(const Resource& before, const Resource& after) {
    KITH_ASSERT(before.id == after.id && before.kind == after.kind);
    const auto mac = mac_of(after);
    const auto done = tx_.run(
        "UPDATE dir_resource SET unique_name = $5, external_id = $6, manager = $7, "
        "changed_ms = $8, version = $9, body = $10, mac = $11 "
        "WHERE tenant_id = $1 AND source = $2 AND kind = $3 AND id = $4",
        tx_.tenant(), bind(source_), bind(number_of(after.kind)), bind(after.id),
        bind(after.unique_name), bind(after.external_id), bind(after.manager),
        bind(after.changed_ms), bind(after.version), bind(after.body), bind(mac));
    if (!done) return done.error();
    if (before.mails == after.mails) return {};
    const auto dropped = drop_mails(before);
    return dropped ? put_mails(after) : dropped;
}

Result<void> ProvisionedTable::remove(const Resource& resource) {
    const auto dropped = drop_mails(resource);
    if (!dropped) return dropped;
    const auto left = tx_.run(
        "DELETE FROM dir_resource_member WHERE tenant_id = $1 AND source = $2 AND member_id = $3",
        tx_.tenant(), bind(source_), bind(resource.id));
    if (!left) return left.error();
    if (resource.kind == Kind::group) {
        const auto emptied = remove_all_members(resource.id);
        if (!emptied) return emptied.error();
    }
    const auto done = tx_.run(
        "DELETE FROM dir_resource WHERE tenant_id = $1 AND source = $2 AND kind = $3 AND id = $4",
        tx_.tenant(), bind(source_), bind(number_of(resource.kind)), bind(resource.id));
    if (!done) return done.error();
    return counted(resource.kind, -1);
}

std::string ProvisionedTable::mac_of(const Resource& resource) const {
    return tx_.tenant_keys().pseudonym("provisioned resource", row_of(source_, resource));
}

Result<void> ProvisionedTable::put_mails(const Resource& resource) {
    if (resource.mails.empty()) return {};
    const auto count = resource.mails.size();
    const std::vector<std::string> tenants(count, tx_.database().tenant().text());
    const std::vector<std::string> sources(count, source_);
    const std::vector<std::string> ids(count, resource.id);
    const auto done = tx_.run(
        "INSERT INTO dir_resource_mail (tenant_id, source, address, id) VALUES ($1, $2, $3, $4) "
        "ON CONFLICT (tenant_id, source, address, id) DO NOTHING",
        bind(tenants), bind(sources), bind(resource.mails), bind(ids));
    if (!done) return done.error();
    return {};
}

Result<void> ProvisionedTable::drop_mails(const Resource& resource) {
    for (const auto& address : resource.mails) {
        const auto done = tx_.run(
            "DELETE FROM dir_resource_mail WHERE tenant_id = $1 AND source = $2 AND address = $3 "
            "AND id = $4",
            tx_.tenant(), bind(source_), bind(address), bind(resource.id));
        if (!done) return done.error();
    }
    return {};
}

Result<void> ProvisionedTable::counted(Kind kind, std::int64_t more) {
    const auto done = tx_.run(
        "INSERT INTO dir_resource_count (tenant_id, source, kind, resources) "
        "VALUES ($1, $2, $3, $4) ON CONFLICT (tenant_id, source, kind) "
        "DO UPDATE SET resources = dir_resource_count.resources + $4",
        tx_.tenant(), bind(source_), bind(number_of(kind)), bind(more));
    if (!done) return done.error();
    return {};
}

Result<std::int64_t> ProvisionedTable::lost_on(Day day) const {
    std::vector<std::int64_t> people;
    const auto read = tx_.run(
        "SELECT people FROM dir_resource_lost WHERE tenant_id = $1 AND source = $2 AND day = $3",
        tx_.tenant(), bind(source_), bind(day.since_epoch), into(people));
    if (!read) return read.error();
    return people.empty() ? 0 : people.front();
}

Result<void> ProvisionedTable::add_lost(Day day, std::int64_t people) {
    const auto before = lost_on(day);
    if (!before) return before.error();
    const auto done = tx_.run(
        "INSERT INTO dir_resource_lost (tenant_id, source, day, people) VALUES ($1, $2, $3, $4) "
        "ON CONFLICT (tenant_id, source) DO UPDATE SET day = excluded.day, "
        "people = excluded.people",
        tx_.tenant(), bind(source_), bind(day.since_epoch), bind(*before + people));
    if (!done) return done.error();
    return {};
}

Result<void> begin_attempt(Transaction& tx) {
    const auto done = tx.run("SAVEPOINT attempt");
    if (!done) return done.error();
    return {};
}

Result<void> end_attempt(Transaction& tx, bool keep) {
    if (!keep) {
        const auto undone = tx.run("ROLLBACK TO SAVEPOINT attempt");
        if (!undone) return undone.error();
    }
    const auto done = tx.run("RELEASE SAVEPOINT attempt");
    if (!done) return done.error();
    return {};
}

}  // namespace kith::store
