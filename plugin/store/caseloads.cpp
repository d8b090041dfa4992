#include "store/caseloads.h"

#include "store/transaction.h"

namespace kith::store {
namespace {

using model::AssignmentState;

// Who has not looked for so long reads all loads anew.
constexpr std::int64_t changes_kept = 1000;

// Whose: one supporter's or all, so that the same statement finds either over its index.
struct Range {
    SupporterRef first;
    SupporterRef last;
};

Range only(const SupporterRef& supporter) {
    return {supporter, supporter};
}
// Pseudonyms are hexadecimal digits.
Range everybody() {
    return {"", "g"};
}

// What was declined or met silence was no case of hers.
Result<std::map<SupporterRef, int>> new_cases(Transaction& tx, Day today, const Range& whose) {
    std::vector<SupporterRef> supporters;
    std::vector<int> numbers;
    const auto since = std::int64_t{today.since_epoch - days_per_year} * hours_per_day;
    const auto read = tx.run(
        "SELECT supporter_ref, COUNT(DISTINCT request_id) FROM assignment "
        "WHERE tenant_id = $1 AND proposed_hour >= $2 AND state NOT IN ($3, $4) "
        "AND supporter_ref BETWEEN $5 AND $6 GROUP BY supporter_ref",
        tx.tenant(), bind(since), bind(static_cast<int>(AssignmentState::declined)),
        bind(static_cast<int>(AssignmentState::expired)), bind(whose.first), bind(whose.last),
        into(supporters), into(numbers));
    if (!read) return read.error();

    std::map<SupporterRef, int> counts;
    for (std::size_t i = 0; i < supporters.size(); ++i)
        counts.emplace(supporters[i], numbers[i]);
    return counts;
}

Result<std::map<SupporterRef, StoredLoad>> select_loads(Transaction& tx, Day today,
                                                        const Range& whose) {
    std::vector<SupporterRef> supporters;
    std::vector<int> open;
    std::vector<Poco::Nullable<int>> cool_down;
    std::vector<Poco::Nullable<int>> last;
    const auto read = tx.run(
        "SELECT supporter_ref, open_count, cool_down_until_day, last_assigned_day "
        "FROM supporter_load WHERE tenant_id = $1 AND supporter_ref BETWEEN $2 AND $3",
        tx.tenant(), bind(whose.first), bind(whose.last), into(supporters), into(open),
        into(cool_down), into(last));
    if (!read) return read.error();
    const auto counts = new_cases(tx, today, whose);
    if (!counts) return counts.error();

    std::map<SupporterRef, StoredLoad> loads;
    for (std::size_t i = 0; i < supporters.size(); ++i) {
        const auto count = counts->find(supporters[i]);
        loads.emplace(supporters[i], StoredLoad{open[i], count == counts->end() ? 0 : count->second,
                                                day_from(cool_down[i]), day_from(last[i])});
    }
    return loads;
}

Result<void> note_change(Transaction& tx, const SupporterRef& supporter) {
    tx.note_change();
    std::vector<std::int64_t> latest;
    const auto read =
        tx.run("SELECT COALESCE(MAX(version), 0) FROM load_change WHERE tenant_id = $1",
               tx.tenant(), into(latest));
    if (!read) return read.error();
    if (latest.size() != 1) return damaged_row();
    const auto version = latest.front() + 1;
    const auto noted =
        tx.run("INSERT INTO load_change (tenant_id, version, supporter_ref) VALUES ($1, $2, $3)",
               tx.tenant(), bind(version), bind(supporter));
    if (!noted) return noted.error();
    const auto old = tx.run("DELETE FROM load_change WHERE tenant_id = $1 AND version <= $2",
                            tx.tenant(), bind(version - changes_kept));
    if (!old) return old.error();
    return {};
}

// Gives what a statement changed on, once readers can learn of it.
Result<std::int64_t> noted(Transaction& tx, const SupporterRef& supporter,
                           const Result<std::int64_t>& changed) {
    if (!changed || *changed == 0) return changed;
    const auto told = note_change(tx, supporter);
    if (!told) return told.error();
    return changed;
}

}  // namespace

Result<std::map<SupporterRef, StoredLoad>> loads(Transaction& tx, Day today) {
    return select_loads(tx, today, everybody());
}

Result<StoredLoad> load_of(Transaction& tx, const SupporterRef& supporter, Day today) {
    const auto found = select_loads(tx, today, only(supporter));
    if (!found) return found.error();
    return found->empty() ? StoredLoad{} : found->begin()->second;
}

Result<std::optional<std::vector<SupporterRef>>> loads_changed(Transaction& tx,
                                                               std::int64_t version) {
    using Changed = std::optional<std::vector<SupporterRef>>;
    std::vector<std::int64_t> versions;
    std::vector<SupporterRef> supporters;
    // The one that is known already as well: where it is gone, others may be, too.
    const auto read = tx.run(
        "SELECT version, supporter_ref FROM load_change WHERE tenant_id = $1 AND version >= $2 "
        "ORDER BY version",
        tx.tenant(), bind(version), into(versions), into(supporters));
    if (!read) return read.error();
    if (version > 0 && (versions.empty() || versions.front() != version)) return Changed{};
    if (version == 0 && !versions.empty() && versions.front() != 1) return Changed{};
    return Changed{std::move(supporters)};
}

Result<std::int64_t> take_place(Transaction& tx, const SupporterRef& supporter, int open_max,
                                std::int64_t hour) {
    const auto there = tx.run(
        "INSERT INTO supporter_load (tenant_id, supporter_ref, open_count) VALUES ($1, $2, 0) "
        "ON CONFLICT (tenant_id, supporter_ref) DO NOTHING",
        tx.tenant(), bind(supporter));
    if (!there) return there;
    const auto taken = tx.run(
        "UPDATE supporter_load SET open_count = open_count + 1, last_assigned_day = $4 "
        "WHERE tenant_id = $1 AND supporter_ref = $2 AND open_count < $3",
        tx.tenant(), bind(supporter), bind(open_max), bind(hour / hours_per_day));
    return noted(tx, supporter, taken);
}

Result<std::int64_t> give_place_back(Transaction& tx, const SupporterRef& supporter) {
    const auto given = tx.run(
        "UPDATE supporter_load SET open_count = open_count - 1 "
        "WHERE tenant_id = $1 AND supporter_ref = $2 AND open_count > 0",
        tx.tenant(), bind(supporter));
    return noted(tx, supporter, given);
}

Result<void> set_cool_down(Transaction& tx, const SupporterRef& supporter, Day until) {
    const auto done = tx.run(
        "INSERT INTO supporter_load (tenant_id, supporter_ref, open_count, cool_down_until_day) "
        "VALUES ($1, $2, 0, $3) ON CONFLICT (tenant_id, supporter_ref) "
        "DO UPDATE SET cool_down_until_day = excluded.cool_down_until_day",
        tx.tenant(), bind(supporter), bind(until.since_epoch));
    const auto known = noted(tx, supporter, done);
    if (!known) return known.error();
    return {};
}

Result<void> forget_load(Transaction& tx, const SupporterRef& supporter) {
    const auto load = tx.run(
        "DELETE FROM supporter_load WHERE tenant_id = $1 AND supporter_ref = $2 AND open_count = 0",
        tx.tenant(), bind(supporter));
    if (!load) return load.error();
    // The change stays, without her: a version is never given twice.
    const auto nobody = crypto::random_uuid();
    if (!nobody) return nobody.error();
    const auto changes = tx.run(
        "UPDATE load_change SET supporter_ref = $3 WHERE tenant_id = $1 AND supporter_ref = $2",
        tx.tenant(), bind(supporter), bind(*nobody));
    if (!changes) return changes.error();
    return {};
}

}  // namespace kith::store
