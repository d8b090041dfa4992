#include "service/import_people.h"

#include <unordered_map>
#include <unordered_set>

#include "service/people_sources.h"
#include "service/recheck_assignments.h"
#include "service/source_views.h"
#include "service/standing.h"
#include "service/top_of_house.h"
#include "store/directory_entries.h"

namespace kith::service {
namespace {

Result<void> check_loss(std::size_t lost, std::size_t before, int removed_percent_max) {
    if (lost * 100 <= before * static_cast<std::size_t>(removed_percent_max)) return {};
    return Error{ErrorCode::conflict,
                 "too many of the known people are missing from this feed",
                 {},
                 "check that the feed is whole; --max-removed PERCENT allows more"};
}

Result<void> check_loss(store::Transaction& tx, const std::vector<model::Person>& people,
                        int removed_percent_max) {
    const auto known = store::people(tx);
    if (!known) return known.error();

    std::unordered_set<EmployeeId> staying;
    for (const auto& person : people)
        staying.insert(person.id);
    std::size_t lost = 0;
    for (const auto& person : *known)
        lost += staying.contains(person.id) ? 0 : 1;
    return check_loss(lost, known->size(), removed_percent_max);
}

// The file as one of several sources: the others' people and entries stay as they are.
class ImportBeside {
public:
    ImportBeside(Rooms& rooms, store::Transaction& tx, Findings& findings)
        : rooms_(rooms), tx_(tx), findings_(findings), views_(rooms, tx, file_source, findings) {}

    Result<store::PeopleChange> take(const std::vector<model::Person>& people,
                                     int removed_percent_max) {
        const auto dropped = views_.drop_unnamed();
        if (!dropped) return dropped.error();
        for (const auto& person : people)
            told_.emplace(person.id, &person);
        const auto known = take_known(removed_percent_max);
        if (!known) return known.error();
        for (const auto& [id, person] : told_) {
            const auto taken = take({}, *person);
            if (!taken) return taken.error();
        }
        const auto change = store::change_people(tx_, changes_, rooms_.clock->today(),
                                                 rooms_.settings.routing.former_manager_months);
        if (!change) return change;
        const auto settled = settle_tops(rooms_, tx_, file_source, findings_);
        if (!settled) return settled.error();
        return change;
    }

private:
    // Those who are there: the file tells of them, or does not any more, or never did.
    Result<void> take_known(int removed_percent_max) {
        auto all = store::people(tx_);
        if (!all) return all.error();
        std::size_t before = 0;
        std::size_t lost = 0;
        for (auto& person : *all) {
            const auto told = told_.find(person.id);
            const auto known = views_.known(std::move(person), /*has_entry=*/false);
            if (!known) return known.error();
            before += known->own ? 1 : 0;
            if (told == told_.end() && !known->own) continue;
            lost += told == told_.end() ? 1 : 0;
            const auto taken =
                take(*known, told == told_.end() ? std::nullopt : std::optional(*told->second));
            if (!taken) return taken;
            if (told != told_.end()) told_.erase(told);
        }
        return check_loss(lost, before, removed_percent_max);
    }

    Result<void> take(const KnownPerson& known, std::optional<model::Person> told) {
        auto change = views_.take(known, std::move(told));
        if (!change) return change.error();
        changes_.push_back(std::move(*change));
        return {};
    }

    Rooms& rooms_;
    store::Transaction& tx_;
    Findings& findings_;
    SourceViews views_;
    std::unordered_map<EmployeeId, const model::Person*> told_;  // Not taken yet.
    std::vector<store::PersonChange> changes_;
};

Result<store::PeopleChange> replace(Rooms& rooms, store::Transaction& tx,
                                    const std::vector<model::Person>& people,
                                    int removed_percent_max) {
    const auto plausible = check_loss(tx, people, removed_percent_max);
    if (!plausible) return plausible.error();
    const auto forgotten = store::forget_sources(tx);
    if (!forgotten) return forgotten.error();
    return store::replace_people(tx, people, rooms.clock->today(),
                                 rooms.settings.routing.former_manager_months);
}

Error no_file_named() {
    return {ErrorCode::conflict,
            "the manifest names sources of people, and no file among them",
            {},
            "name the file as <csv> or <ldif> in <people>, or let those sources tell of people"};
}

}  // namespace

Result<PeopleImport> import_people(Rooms& rooms, store::Transaction& tx, const Session& session,
                                   const std::vector<model::Person>& people,
                                   int removed_percent_max) {
    const auto permit = may(rooms, tx, session, policy::Action::import_, policy::Kind::people_feed);
    if (!permit) return permit.error();
    const bool beside = !rooms.settings.scim_servers.empty();
    if (beside && people_sources(rooms.settings).front() != file_source) return no_file_named();

    PeopleImport done;
    const auto change =
        beside ? ImportBeside(rooms, tx, done.findings).take(people, removed_percent_max)
               : replace(rooms, tx, people, removed_percent_max);
    if (!change) return change.error();
    done.change = *change;
    const auto ended = recheck_assignments(rooms, tx);
    if (!ended) return ended.error();
    done.assignments_ended = *ended;
    return done;
}

Result<std::vector<model::Person>> export_people(Rooms& rooms, store::Transaction& tx,
                                                 const Session& session) {
    const auto permit = may(rooms, tx, session, policy::Action::import_, policy::Kind::people_feed);
    if (!permit) return permit.error();
    return store::people(tx);
}

}  // namespace kith::service
