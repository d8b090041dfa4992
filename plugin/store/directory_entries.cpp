#include "store/directory_entries.h"

#include "store/directory_state.h"
#include "store/fields.h"
#include "store/rows_digest.h"
#include "store/transaction.h"

namespace kith::store {
namespace {

constexpr int rows_per_page = 2000;

struct EntryColumns {
    std::vector<std::string> tenants;
    std::vector<std::string> sources;
    std::vector<std::string> keys;
    std::vector<std::string> people;
    std::vector<std::string> names;
    std::vector<std::string> managers;
    std::vector<std::string> told;
    std::vector<Poco::Nullable<int>> departed;

    std::vector<EntryRow> rows() {
        std::vector<EntryRow> found;
        found.reserve(keys.size());
        for (std::size_t i = 0; i < keys.size(); ++i) {
            EntryRow row{std::move(keys[i]),  EmployeeId{std::move(people[i])},
                         std::move(names[i]), std::move(managers[i]),
                         std::move(told[i]),  std::nullopt};
            if (!departed[i].isNull()) row.departed = Day{departed[i].value()};
            found.push_back(std::move(row));
        }
        return found;
    }
    void add(const std::string& tenant, const std::string& source, const EntryRow& row) {
        tenants.push_back(tenant);
        sources.push_back(source);
        keys.push_back(row.key);
        people.push_back(row.person.text());
        names.push_back(row.name);
        managers.push_back(row.manager_name);
        told.push_back(row.told);
        departed.emplace_back();
        if (row.departed) departed.back() = row.departed->since_epoch;
    }
};

std::string entry_row(const EntryRow& row) {
    return FieldWriter()
        .text(row.key)
        .text(row.person.text())
        .text(row.name)
        .text(row.manager_name)
        .text(row.told)
        .text(row.departed ? std::to_string(row.departed->since_epoch) : std::string{})
        .packed();
}

// `sql` selects entry_key, person_id, name, manager_name, told and departed_day.
template <class... Parts>
Result<std::vector<EntryRow>> found_entries(Transaction& tx, std::string_view sql,
                                            const Parts&... parts) {
    EntryColumns read;
    const auto done =
        tx.run(sql, tx.tenant(), parts..., into(read.keys), into(read.people), into(read.names),
               into(read.managers), into(read.told), into(read.departed));
    if (!done) return done.error();
    return read.rows();
}

Result<std::optional<EntryRow>> one(Result<std::vector<EntryRow>> rows) {
    if (!rows) return rows.error();
    if (rows->empty()) return std::optional<EntryRow>{};
    return std::optional(std::move(rows->front()));
}

template <class... Parts>
Result<std::vector<EmployeeId>> ids(Transaction& tx, std::string_view sql, const Parts&... parts) {
    std::vector<std::string> texts;
    const auto read = tx.run(sql, tx.tenant(), parts..., into(texts));
    if (!read) return read.error();
    std::vector<EmployeeId> found;
    for (auto& text : texts)
        found.emplace_back(std::move(text));
    return found;
}

struct StatedEntries {
    std::int64_t version = 0;
    std::string digest;
};

Result<StatedEntries> stated_entries(Transaction& tx, const std::string& source) {
    std::vector<std::int64_t> versions;
    std::vector<std::string> digests;
    const auto read = tx.run(
        "SELECT version, entries_digest FROM dir_source WHERE tenant_id = $1 AND source = $2",
        tx.tenant(), bind(source), into(versions), into(digests));
    if (!read) return read.error();
    if (versions.empty()) return StatedEntries{};
    return StatedEntries{versions.front(), digests.front()};
}

RowsDigest digest_of_none(const Transaction& tx, const std::string& source) {
    return {tx.tenant_keys(), "entries of " + source};
}

Result<void> insert_entries(Transaction& tx, const EntryColumns& rows) {
    const auto done = tx.run(
        "INSERT INTO dir_entry (tenant_id, source, entry_key, person_id, name, manager_name, told, "
        "departed_day) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
        bind(rows.tenants), bind(rows.sources), bind(rows.keys), bind(rows.people),
        bind(rows.names), bind(rows.managers), bind(rows.told), bind(rows.departed));
    if (!done) return done.error();
    return {};
}

Result<void> take_out(Transaction& tx, const std::string& source, const EntryRow& row) {
    const auto done =
        tx.run("DELETE FROM dir_entry WHERE tenant_id = $1 AND source = $2 AND entry_key = $3",
               tx.tenant(), bind(source), bind(row.key));
    if (!done) return done.error();
    return {};
}

Result<void> keep_name(Transaction& tx, const std::string& source, const EntryRow& row) {
    const auto done = tx.run(
        "INSERT INTO dir_former_name (tenant_id, source, name, entry_key) VALUES ($1, $2, $3, $4) "
        "ON CONFLICT (tenant_id, source, name) DO UPDATE SET entry_key = excluded.entry_key",
        tx.tenant(), bind(source), bind(row.name), bind(row.key));
    if (!done) return done.error();
    return {};
}

Result<void> forget_names(Transaction& tx, const std::string& source, const EntryRow& row) {
    const auto done = tx.run(
        "DELETE FROM dir_former_name WHERE tenant_id = $1 AND source = $2 AND entry_key = $3",
        tx.tenant(), bind(source), bind(row.key));
    if (!done) return done.error();
    return {};
}

Result<void> clear(Transaction& tx, const std::string& source, const EntryChange& change) {
    if (!change.before) return {};
    const auto gone = take_out(tx, source, *change.before);
    if (!gone) return gone;
    if (!change.after) return forget_names(tx, source, *change.before);
    if (change.before->departed) return {};  // Kept when it departed; others may have had it since.
    if (change.before->name.empty()) return {};
    if (change.before->name == change.after->name && !change.after->departed) return {};
    return keep_name(tx, source, *change.before);
}

}  // namespace

Result<void> each_entry(Transaction& tx, const std::string& source,
                        const std::function<void(const EntryRow&)>& take) {
    auto digest = digest_of_none(tx, source);
    std::string after;
    for (;;) {
        const auto page = found_entries(
            tx,
            "SELECT entry_key, person_id, name, manager_name, told, departed_day FROM dir_entry "
            "WHERE tenant_id = $1 AND source = $2 AND entry_key > $3 "
            "ORDER BY entry_key LIMIT $4",
            bind(source), bind(after), bind(rows_per_page));
        if (!page) return page.error();
        if (page->empty()) break;
        for (const auto& row : *page) {
            digest.add(entry_row(row));
            take(row);
        }
        after = page->back().key;
    }
    const auto state = stated_entries(tx, source);
    if (!state) return state.error();
    if (differs(tx, std::move(digest), state->version, state->digest)) return changed_behind_us();
    return {};
}

Result<std::optional<EntryRow>> entry_by_key(Transaction& tx, const std::string& source,
                                             const std::string& key) {
    return one(found_entries(
        tx,
        "SELECT entry_key, person_id, name, manager_name, told, departed_day FROM dir_entry "
        "WHERE tenant_id = $1 AND source = $2 AND entry_key = $3",
        bind(source), bind(key)));
}

Result<std::optional<EntryRow>> entry_of(Transaction& tx, const std::string& source,
                                         const EmployeeId& person) {
    return one(found_entries(
        tx,
        "SELECT entry_key, person_id, name, manager_name, told, departed_day FROM dir_entry "
        "WHERE tenant_id = $1 AND source = $2 AND person_id = $3",
        bind(source), bind(person.text())));
}

Result<std::optional<EntryRow>> entry_by_name(Transaction& tx, const std::string& source,
                                              const std::string& name) {
    return one(found_entries(
        tx,
        "SELECT entry_key, person_id, name, manager_name, told, departed_day FROM dir_entry "
        "WHERE tenant_id = $1 AND source = $2 AND name = $3 AND departed_day IS NULL",
        bind(source), bind(name)));
}

Result<std::optional<EntryRow>> entry_by_former_name(Transaction& tx, const std::string& source,
                                                     const std::string& name) {
    return one(found_entries(
        tx,
        "SELECT entry_key, person_id, name, manager_name, told, departed_day FROM dir_entry "
        "WHERE tenant_id = $1 AND source = $2 AND entry_key = "
        "(SELECT f.entry_key FROM dir_former_name f WHERE f.tenant_id = $1 "
        "AND f.source = $2 AND f.name = $3)",
        bind(source), bind(name)));
}

Result<std::vector<EntryRow>> others_with_name(Transaction& tx, const std::string& source,
                                               const NamedEntry& entry) {
    return found_entries(
        tx,
        "SELECT entry_key, person_id, name, manager_name, told, departed_day FROM dir_entry "
        "WHERE tenant_id = $1 AND source = $2 AND name = $3 AND entry_key <> $4 "
        "AND departed_day IS NULL",
        bind(source), bind(entry.name), bind(entry.key));
}

Result<std::vector<EmployeeId>> departed_with(Transaction& tx, const std::string& source,
                                              const std::string& name) {
    // Told apart here: SQLite would rather walk through all who departed than by the name.
    const auto named = found_entries(
        tx,
        "SELECT entry_key, person_id, name, manager_name, told, departed_day FROM dir_entry "
        "WHERE tenant_id = $1 AND source = $2 AND name = $3",
        bind(source), bind(name));
    if (!named) return named.error();
    std::vector<EmployeeId> departed;
    for (const auto& row : *named)
        if (row.departed) departed.push_back(row.person);
    return departed;
}

Result<std::vector<EntryRow>> departed_before(Transaction& tx, const std::string& source, Day day) {
    return found_entries(
        tx,
        "SELECT entry_key, person_id, name, manager_name, told, departed_day FROM dir_entry "
        "WHERE tenant_id = $1 AND source = $2 AND departed_day < $3",
        bind(source), bind(day.since_epoch));
}

Result<void> change_entries(Transaction& tx, const std::string& source,
                            const std::vector<EntryChange>& changes) {
    if (changes.empty()) return {};
    const auto state = stated_entries(tx, source);
    if (!state) return state.error();
    auto digest = digest_of_none(tx, source);
    const auto resumed = digest.resume(state->version, state->digest);
    if (!resumed) return resumed;

    const auto tenant = tx.database().tenant().text();
    // First all that goes: what comes may take over its person.
    for (const auto& change : changes) {
        if (change.before) digest.take_out(entry_row(*change.before));
        const auto cleared = clear(tx, source, change);
        if (!cleared) return cleared;
    }
    EntryColumns rows;
    for (const auto& change : changes) {
        if (!change.after) continue;
        digest.add(entry_row(*change.after));
        rows.add(tenant, source, *change.after);
        if (rows.keys.size() < bound_rows_max) continue;
        const auto inserted = insert_entries(tx, rows);
        if (!inserted) return inserted;
        rows = EntryColumns{};
    }
    if (!rows.keys.empty()) {
        const auto inserted = insert_entries(tx, rows);
        if (!inserted) return inserted;
    }
    const auto now = digest.stated(state->version + 1);
    if (!now) return now.error();
    const auto done = tx.run(
        "INSERT INTO dir_source (tenant_id, source, state, asked_ms, taken_ms, whole_ms, version, "
        "entries_digest) VALUES ($1, $2, '', 0, 0, 0, $3, $4) ON CONFLICT (tenant_id, source) "
        "DO UPDATE SET version = excluded.version, entries_digest = excluded.entries_digest",
        tx.tenant(), bind(source), bind(state->version + 1), bind(*now));
    if (!done) return done.error();
    return {};
}

Result<bool> entries_known(Transaction& tx, const std::string& source) {
    const auto known =
        ids(tx, "SELECT entry_key FROM dir_entry WHERE tenant_id = $1 AND source = $2 LIMIT 1",
            bind(source));
    if (!known) return known.error();
    return !known->empty();
}

Result<bool> people_known(Transaction& tx) {
    const auto known = ids(tx, "SELECT id FROM dir_person WHERE tenant_id = $1 LIMIT 1");
    if (!known) return known.error();
    return !known->empty();
}

Result<std::size_t> entries_there(Transaction& tx, const std::string& source,
                                  std::int64_t at_most) {
    std::vector<std::int64_t> counts;
    const auto read = tx.run(
        "SELECT COUNT(*) FROM (SELECT 1 FROM dir_entry WHERE tenant_id = $1 AND source = $2 "
        "AND departed_day IS NULL LIMIT $3) e",
        tx.tenant(), bind(source), bind(at_most), into(counts));
    if (!read) return read.error();
    return static_cast<std::size_t>(counts.at(0));
}

Result<std::vector<EmployeeId>> people_without_entry(Transaction& tx, const std::string& source) {
    return ids(tx,
               "SELECT p.id FROM dir_person p WHERE p.tenant_id = $1 AND NOT EXISTS "
               "(SELECT 1 FROM dir_entry e WHERE e.tenant_id = p.tenant_id AND e.source = $2 "
               "AND e.person_id = p.id)",
               bind(source));
}

Result<std::vector<EmployeeId>> led_by(Transaction& tx, const EmployeeId& manager) {
    return ids(tx,
               "SELECT id FROM dir_person WHERE tenant_id = $1 AND manager_id = $2 "
               "UNION SELECT person_id FROM dir_dotted_line WHERE tenant_id = $1 "
               "AND manager_id = $2",
               bind(manager.text()));
}

Result<bool> leads_anybody(Transaction& tx, const EmployeeId& person) {
    for (const auto* const statement :
         {"SELECT id FROM dir_person WHERE tenant_id = $1 AND manager_id = $2 LIMIT 1",
          "SELECT person_id FROM dir_dotted_line WHERE tenant_id = $1 AND manager_id = $2 "
          "LIMIT 1"}) {
        const auto led = ids(tx, statement, bind(person.text()));
        if (!led) return led.error();
        if (!led->empty()) return true;
    }
    return false;
}

Result<void> forget_source(Transaction& tx, const std::string& source) {
    for (const auto* const statement :
         {"DELETE FROM dir_entry WHERE tenant_id = $1 AND source = $2",
          "DELETE FROM dir_former_name WHERE tenant_id = $1 AND source = $2",
          "DELETE FROM dir_view WHERE tenant_id = $1 AND source = $2",
          "DELETE FROM dir_source WHERE tenant_id = $1 AND source = $2"}) {
        const auto done = tx.run(statement, tx.tenant(), bind(source));
        if (!done) return done.error();
    }
    return {};
}

Result<void> forget_sources(Transaction& tx) {
    for (const auto* const statement : {"DELETE FROM dir_entry WHERE tenant_id = $1",
                                        "DELETE FROM dir_former_name WHERE tenant_id = $1",
                                        "DELETE FROM dir_view WHERE tenant_id = $1",
                                        "DELETE FROM dir_source WHERE tenant_id = $1"}) {
        const auto done = tx.run(statement, tx.tenant());
        if (!done) return done.error();
    }
    return {};
}

std::string told_digest(const Database& database, const std::string& packed) {
    return database.tenant_keys().pseudonym("entry told", packed).substr(0, told_digits);
}

}  // namespace kith::store
