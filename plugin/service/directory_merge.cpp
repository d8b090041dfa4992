#include "service/directory_merge.h"

#include <algorithm>

#include "base/limits.h"
#include "service/people_sources.h"
#include "service/top_of_house.h"

namespace kith::service {
namespace {

constexpr std::size_t rows_at_once = 1000;

}  // namespace

DirectoryMerge::DirectoryMerge(Rooms& rooms, store::Transaction& tx,
                               const DirectoryReading& reading, SyncReport& report,
                               const model::SourceRules& source, bool names_are_links)
    : rooms_(rooms),
      tx_(tx),
      reading_(reading),
      report_(report),
      source_(source),
      names_are_links_(names_are_links),
      tops_(named_tops(rooms.settings)),
      views_(rooms, tx, source.name, report.findings),
      holders_(tx, source_.name) {}

Result<void> DirectoryMerge::run(int removed_percent_max) {
    const auto dropped = views_.drop_unnamed();
    if (!dropped) return dropped;
    const auto there = store::entries_known(tx_, source_.name);
    if (!there) return there.error();
    first_ = !*there;
    const auto anybody = store::people_known(tx_);
    if (!anybody) return anybody.error();
    nobody_ = !*anybody;

    for (const auto& refusal : reading_.refusals())
        refuse(refusal.name, refusal.why, refusal.hint);
    // Who departs goes first: somebody else may come by her id.
    const auto steps = {&DirectoryMerge::depart, &DirectoryMerge::take_entries,
                        &DirectoryMerge::free_names};
    for (const auto step : steps) {
        const auto done = (this->*step)();
        if (!done) return done;
    }
    const auto plausible = check_loss(removed_percent_max);
    if (!plausible) return plausible;
    const auto rest = {&DirectoryMerge::take_people, &DirectoryMerge::flush,
                       &DirectoryMerge::remove_after_grace, &DirectoryMerge::flush};
    for (const auto step : rest) {
        const auto done = (this->*step)();
        if (!done) return done;
    }
    return settle_tops(rooms_, tx_, source_.name, report_.findings);
}

Result<void> DirectoryMerge::depart() {
    auto keys = report_.everybody ? reading_.missing() : std::vector<std::string>{};
    keys.insert(keys.end(), reading_.gone_keys().begin(), reading_.gone_keys().end());
    std::sort(keys.begin(), keys.end());
    keys.erase(std::unique(keys.begin(), keys.end()), keys.end());

    std::unordered_set<std::string> kept;
    for (const auto& name : reading_.refused_names()) {
        const auto row = store::entry_by_name(tx_, source_.name, name);
        if (!row) return row.error();
        if (*row) kept.insert((*row)->key);
    }
    std::vector<store::EntryChange> changes;
    for (const auto& key : keys) {
        const auto row = store::entry_by_key(tx_, source_.name, key);
        if (!row) return row.error();
        if (!*row || (*row)->departed || kept.contains(key)) continue;
        auto departed = **row;
        departed.departed = rooms_.clock->today();
        changes.push_back({**row, departed});
        vanished_.push_back(**row);
        ++report_.departed;
        tell(SyncLine::What::departed, departed.person,
             departed.name.empty() ? departed.key : departed.name);
    }
    return store::change_entries(tx_, source_.name, changes);
}

Result<void> DirectoryMerge::take_entries() {
    std::vector<store::EntryChange> changes;
    for (std::size_t i = 0; i < reading_.arrivals(); ++i) {
        const auto taken = take_entry(i, changes);
        if (!taken) return taken;
        if (changes.size() < rows_at_once) continue;
        const auto changed = store::change_entries(tx_, source_.name, changes);
        if (!changed) return changed;
        changes.clear();
    }
    return store::change_entries(tx_, source_.name, changes);
}

Result<void> DirectoryMerge::take_entry(std::size_t index,
                                        std::vector<store::EntryChange>& changes) {
    const auto entry = reading_.arrival(index);
    std::optional<store::EntryRow> before;
    if (!first_) {
        auto known = store::entry_by_key(tx_, source_.name, entry.key);
        if (!known) return known.error();
        before = std::move(*known);
    }
    store::EntryRow after{
        entry.key, {}, entry.name, entry.manager, reading_.arrival_digest(index), std::nullopt};
    if (before) {
        after.person = before->person;  // Hers for life, whatever the directory calls her now.
        if (after == *before) return {};
    } else {
        after.person = entry.person.id.empty() ? EmployeeId{entry.key} : entry.person.id;
        const auto clash = clashes(entry, after.person, changes);
        if (!clash) return clash.error();
        if (*clash) return {};
    }
    const bool by_key = after.person.text() == entry.key;
    arrivals_.push_back({index, by_key ? EmployeeId{} : after.person,
                         before || made_anew_.contains(after.person),
                         !before || before->name != after.name,
                         before && before->manager_name == after.manager_name});
    if (before && before->departed) {
        ++report_.came_back;
        tell(SyncLine::What::came_back, after.person, after.name);
    }
    if (!before || before->departed) ++came_;
    changes.push_back({std::move(before), std::move(after)});
    return {};
}

// Of two entries with one name the older has lost it: it was renamed or is gone, and not every way
// of asking tells that.
Result<void> DirectoryMerge::free_names() {
    if (first_) return {};
    std::vector<store::EntryChange> changes;
    for (const auto& arrival : arrivals_) {
        if (!arrival.new_name) continue;
        const auto entry = reading_.arrival(arrival.index);
        const auto others = store::others_with_name(tx_, source_.name, {entry.name, entry.key});
        if (!others) return others.error();
        for (const auto& other : *others) {
            auto nameless = other;
            nameless.name.clear();
            changes.push_back({other, std::move(nameless)});
        }
    }
    return store::change_entries(tx_, source_.name, changes);
}

// Two entries of one person's id: the first stays, and the second stops nobody else. Who departed
// makes room: she was made anew in the directory.
Result<bool> DirectoryMerge::clashes(const ports::DirectoryEntry& entry, const EmployeeId& person,
                                     std::vector<store::EntryChange>& changes) {
    if (person.text() == entry.key) return false;
    const auto clash = [&](const std::string& other) {
        refuse(entry.name, "its id '" + person.text() + "' is that of " + other + ", too",
               "each person needs an id of her own; the first stays as she is");
        return true;
    };
    if (!mapped_ids_.insert(person).second) return clash("another entry");
    const auto holder = store::entry_of(tx_, source_.name, person);
    if (!holder) return holder.error();
    if (!*holder) return false;
    if (!(*holder)->departed) return clash("'" + (*holder)->name + "'");
    changes.push_back({**holder, std::nullopt});
    made_anew_.insert(person);
    return false;
}

Result<void> DirectoryMerge::check_loss(int removed_percent_max) {
    if (report_.everybody && !nobody_) {
        auto strangers = views_.strangers();
        if (!strangers) return strangers.error();
        strangers_ = std::move(*strangers);
    }
    const auto lost = vanished_.size() + strangers_.size();
    if (lost == 0) return {};
    // As many as there must be for so many to be few enough; the others need not be counted.
    const auto percent = static_cast<std::size_t>(removed_percent_max);
    const auto enough = percent == 0 ? 0 : (lost * 100 + percent - 1) / percent + came_;
    const auto there = store::entries_there(tx_, source_.name, static_cast<std::int64_t>(enough));
    if (!there) return there.error();
    const auto before = *there + lost - came_;
    if (lost * 100 <= before * percent) return {};
    return Error{ErrorCode::conflict,
                 "too many of the known people are missing from the directory's answer",
                 {},
                 "check the bases, the filters and the account's rights; "
                 "--max-removed PERCENT allows more"};
}

Result<void> DirectoryMerge::take_people() {
    for (const auto& row : vanished_) {
        const auto known = views_.known(row.person, true);
        if (!known) return known.error();
        if (!known->own) continue;
        auto departed = *known->own;
        departed.active = false;
        departed.departed = true;
        auto change = views_.take(*known, std::move(departed));
        if (!change) return change.error();
        const auto written = write(std::move(*change));
        if (!written) return written;
    }
    // Who was made anew is among the arrivals, too.
    const auto gone = flush();
    if (!gone) return gone;
    for (const auto& arrival : arrivals_) {
        const auto taken = take_person(arrival);
        if (!taken) return taken;
    }
    for (const auto& id : strangers_) {
        const auto removed = remove(id);
        if (!removed) return removed;
    }
    const auto done = flush();
    if (!done || nobody_) return done;
    for (const auto& arrival : arrivals_) {
        if (!arrival.new_name) continue;
        const auto looked = look_again(reading_.arrival(arrival.index).name);
        if (!looked) return looked;
    }
    return {};
}

Result<void> DirectoryMerge::take_person(const Arrival& arrival) {
    const auto entry = reading_.arrival(arrival.index);
    auto person = entry.person;
    person.id = arrival.person.empty() ? EmployeeId{entry.key} : arrival.person;
    KnownPerson known;
    if (!nobody_) {
        auto found = views_.known(person.id, arrival.had_entry);
        if (!found) return found.error();
        known = std::move(*found);
    }
    if (known.own) {
        person.manager_id = known.own->manager_id;
        person.manager_unsure = known.own->manager_unsure;
    } else {
        person.manager_unsure = true;
    }
    const auto led = set_manager(person, entry.manager, arrival.named_before);
    if (!led) return led;
    for (const auto& name : entry.dotted_managers) {
        const auto holder = holders_.of(name);
        if (!holder) return holder.error();
        const auto& who = holder->now.empty() ? holder->formerly : holder->now;
        person.dotted_manager_ids.push_back(who.empty() ? directory::nobody_by_name(name) : who);
    }
    auto change = views_.take(known, std::move(person));
    if (!change) return change.error();
    tell_of(*change, entry.name);
    return write(std::move(*change));
}

void DirectoryMerge::tell_of(const store::PersonChange& change, const std::string& name) {
    const auto& [before, after, led_beside] = change;
    if (!before) {
        ++report_.came;
        tell(SyncLine::What::came, after->id, name);
    } else if (!before->manager_id.empty() && before->manager_id != after->manager_id) {
        ++report_.managers_changed;
        tell(SyncLine::What::manager_changed, after->id, name);
    } else if (!before->departed && *before != *after) {
        ++report_.changed;
        tell(SyncLine::What::changed, after->id, name);
    }
}

Result<void> DirectoryMerge::remove_after_grace() {
    const auto over =
        store::departed_before(tx_, source_.name, rooms_.clock->today().plus(-source_.grace_days));
    if (!over) return over.error();
    std::vector<store::EntryChange> changes;
    for (const auto& row : *over) {
        const auto known = views_.known(row.person, true);
        if (!known) return known.error();
        if (!known->others.empty()) {  // She stands elsewhere, and stays.
            changes.push_back({row, std::nullopt});
            auto change = views_.take(*known, std::nullopt);
            if (!change) return change.error();
            tell_of(*change, row.name);
            const auto written = write(std::move(*change));
            if (!written) return written;
            continue;
        }
        const auto leads = store::leads_anybody(tx_, row.person);
        if (!leads) return leads.error();
        if (*leads) continue;
        changes.push_back({row, std::nullopt});
        const auto gone = remove(row.person);
        if (!gone) return gone;
        ++report_.removed;
        tell(SyncLine::What::removed, row.person, row.name);
    }
    return store::change_entries(tx_, source_.name, changes);
}

Result<void> DirectoryMerge::write(store::PersonChange change) {
    changes_.push_back(std::move(change));
    if (changes_.size() < rows_at_once) return {};
    return flush();
}

Result<void> DirectoryMerge::remove(const EmployeeId& person) {
    auto known = store::person(tx_, person);
    if (!known) return known.error();
    if (!*known) return {};
    return write({std::move(*known), std::nullopt, {}});
}

Result<void> DirectoryMerge::flush() {
    if (changes_.empty()) return {};
    const auto changed = store::change_people(tx_, changes_, rooms_.clock->today(),
                                              rooms_.settings.routing.former_manager_months);
    if (!changed) return changed.error();
    report_.rows_changed += changed->added + changed->changed + changed->removed;
    changes_.clear();
    return {};
}

void DirectoryMerge::tell(SyncLine::What what, const EmployeeId& person, const std::string& name) {
    if (report_.lines.size() < limits::findings_max) report_.lines.push_back({what, person, name});
}

void DirectoryMerge::refuse(const std::string& name, const std::string& why,
                            const std::string& hint) {
    ++report_.refused;
    if (report_.findings.size() < limits::findings_max)
        report_.findings.push_back(
            {Severity::warning, source_.name, 0, "'" + name + "': " + why, hint});
}

}  // namespace kith::service
