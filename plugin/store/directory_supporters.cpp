#include "store/directory_state.h"
#include "store/directory_tables.h"
#include "store/fields.h"
#include "store/rows_digest.h"
#include "store/transaction.h"

namespace kith::store {
namespace {

using model::PeerSupporter;

struct SupporterColumns {
    std::vector<std::string> ids;
    std::vector<int> enrolments;
    std::vector<int> listed;
    std::vector<int> capacities;
    std::vector<int> open_cases;
    std::vector<Poco::Nullable<int>> accredited_until;
    std::vector<Poco::Nullable<int>> on_leave_until;
    std::vector<std::string> languages;
    std::vector<std::string> topics;
    std::vector<std::string> declared_conflicts;
    std::vector<std::string> about;
    std::vector<std::string> channels;
    std::vector<std::string> hours;
    std::vector<std::string> shared;
};

Poco::Nullable<int> column_from(const std::optional<Day>& day) {
    if (!day) return {};
    return Poco::Nullable<int>(day->since_epoch);
}

std::string lines_of(const std::vector<EmployeeId>& ids) {
    std::vector<std::string> texts;
    for (const auto& id : ids)
        texts.push_back(id.text());
    return to_lines(texts);
}

std::vector<EmployeeId> ids_from_lines(std::string_view lines) {
    std::vector<EmployeeId> ids;
    for (auto& text : from_lines(lines))
        ids.emplace_back(std::move(text));
    return ids;
}

std::string day_text(const std::optional<Day>& day) {
    return day ? std::to_string(day->since_epoch) : std::string{};
}

std::string supporter_row(const PeerSupporter& supporter) {
    return FieldWriter()
        .text(supporter.id.text())
        .number(static_cast<int>(supporter.enrolment))
        .number(supporter.listed ? 1 : 0)
        .number(supporter.capacity)
        .number(supporter.open_cases)
        .text(day_text(supporter.accredited_until))
        .text(day_text(supporter.on_leave_until))
        .text(to_lines(supporter.languages))
        .text(to_lines(supporter.topics))
        .text(lines_of(supporter.declared_conflicts))
        .text(supporter.about)
        .text(to_lines(supporter.channels))
        .text(to_lines(supporter.hours))
        .text(to_lines(supporter.shared))
        .packed();
}

Result<std::vector<PeerSupporter>> supporters_from(const SupporterColumns& columns) {
    std::vector<PeerSupporter> supporters;
    for (std::size_t i = 0; i < columns.ids.size(); ++i) {
        const auto enrolment = to_enum(columns.enrolments[i], model::Enrolment::left);
        if (!enrolment) return enrolment.error();
        PeerSupporter supporter;
        supporter.id = EmployeeId{columns.ids[i]};
        supporter.enrolment = *enrolment;
        supporter.listed = columns.listed[i] != 0;
        supporter.capacity = columns.capacities[i];
        supporter.open_cases = columns.open_cases[i];
        supporter.accredited_until = day_from(columns.accredited_until[i]);
        supporter.on_leave_until = day_from(columns.on_leave_until[i]);
        supporter.languages = from_lines(columns.languages[i]);
        supporter.topics = from_lines(columns.topics[i]);
        supporter.declared_conflicts = ids_from_lines(columns.declared_conflicts[i]);
        supporter.about = columns.about[i];
        supporter.channels = from_lines(columns.channels[i]);
        supporter.hours = from_lines(columns.hours[i]);
        supporter.shared = from_lines(columns.shared[i]);
        supporters.push_back(std::move(supporter));
    }
    return supporters;
}

Result<std::vector<PeerSupporter>> stored(Transaction& tx) {
    SupporterColumns found;
    const auto read = tx.run(
        "SELECT id, enrolment, listed, capacity, open_cases, accredited_until_day, "
        "on_leave_until_day, languages, topics, declared_conflicts, about, channels, hours, "
        "shared FROM dir_supporter WHERE tenant_id = $1 ORDER BY id",
        tx.tenant(), into(found.ids), into(found.enrolments), into(found.listed),
        into(found.capacities), into(found.open_cases), into(found.accredited_until),
        into(found.on_leave_until), into(found.languages), into(found.topics),
        into(found.declared_conflicts), into(found.about), into(found.channels), into(found.hours),
        into(found.shared));
    if (!read) return read.error();
    return supporters_from(found);
}

RowsDigest digest_of(const Transaction& tx, const std::vector<PeerSupporter>& supporters) {
    RowsDigest digest(tx.tenant_keys(), "supporters");
    for (const auto& supporter : supporters)
        digest.add(supporter_row(supporter));
    return digest;
}

Result<void> insert_supporter(Transaction& tx, const PeerSupporter& supporter) {
    const auto done = tx.run(
        "INSERT INTO dir_supporter (tenant_id, id, enrolment, listed, capacity, open_cases, "
        "accredited_until_day, on_leave_until_day, languages, topics, declared_conflicts, about, "
        "channels, hours, shared) "
        "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)",
        tx.tenant(), bind(supporter.id.text()), bind(static_cast<int>(supporter.enrolment)),
        bind(supporter.listed ? 1 : 0), bind(supporter.capacity), bind(supporter.open_cases),
        bind(column_from(supporter.accredited_until)), bind(column_from(supporter.on_leave_until)),
        bind(to_lines(supporter.languages)), bind(to_lines(supporter.topics)),
        bind(lines_of(supporter.declared_conflicts)), bind(supporter.about),
        bind(to_lines(supporter.channels)), bind(to_lines(supporter.hours)),
        bind(to_lines(supporter.shared)));
    if (!done) return done.error();
    return {};
}

// What stands there now gets its version and its digest.
Result<void> state_changed(Transaction& tx, DirectoryState state) {
    const auto now = stored(tx);
    if (!now) return now.error();
    ++state.supporters_version;
    auto digest = digest_of(tx, *now).stated(state.supporters_version);
    if (!digest) return digest.error();
    state.supporters_digest = std::move(*digest);
    // The other row sets keep theirs, also where no state was kept yet.
    return set_directory_state(tx, state);
}

// The state, where the digest fits: a change must not put a new digest on somebody else's rows.
Result<DirectoryState> sound_state(Transaction& tx) {
    auto state = directory_state(tx);
    if (!state) return state;
    const auto now = stored(tx);
    if (!now) return now.error();
    if (differs(tx, digest_of(tx, *now), state->supporters_version, state->supporters_digest))
        return changed_behind_us();
    return state;
}

}  // namespace

Result<std::vector<PeerSupporter>> supporters(Transaction& tx) {
    const auto state = directory_state(tx);
    if (!state) return state.error();
    auto found = stored(tx);
    if (!found) return found;
    if (differs(tx, digest_of(tx, *found), state->supporters_version, state->supporters_digest))
        return changed_behind_us();
    return found;
}

Result<bool> is_listed(Transaction& tx, const EmployeeId& supporter) {
    std::int64_t found = 0;
    const auto read = tx.run(
        "SELECT COUNT(*) FROM dir_supporter WHERE tenant_id = $1 AND id = $2 AND listed <> 0 "
        "AND enrolment = $3",
        tx.tenant(), bind(supporter.text()), bind(static_cast<int>(model::Enrolment::approved)),
        into(found));
    if (!read) return read.error();
    return found > 0;
}

Result<void> put_supporter(Transaction& tx, const PeerSupporter& supporter) {
    const auto state = sound_state(tx);
    if (!state) return state.error();
    const auto removed = tx.run("DELETE FROM dir_supporter WHERE tenant_id = $1 AND id = $2",
                                tx.tenant(), bind(supporter.id.text()));
    if (!removed) return removed.error();
    const auto inserted = insert_supporter(tx, supporter);
    if (!inserted) return inserted;
    return state_changed(tx, *state);
}

Result<void> remove_supporter(Transaction& tx, const EmployeeId& supporter) {
    const auto state = sound_state(tx);
    if (!state) return state.error();
    const auto removed = tx.run("DELETE FROM dir_supporter WHERE tenant_id = $1 AND id = $2",
                                tx.tenant(), bind(supporter.text()));
    if (!removed) return removed.error();
    return state_changed(tx, *state);
}

Result<void> replace_supporters(Transaction& tx, const std::vector<PeerSupporter>& supporters) {
    const auto state = sound_state(tx);
    if (!state) return state.error();
    const auto removed = tx.run("DELETE FROM dir_supporter WHERE tenant_id = $1", tx.tenant());
    if (!removed) return removed.error();
    for (const auto& supporter : supporters) {
        const auto inserted = insert_supporter(tx, supporter);
        if (!inserted) return inserted;
    }
    return state_changed(tx, *state);
}

}  // namespace kith::store
