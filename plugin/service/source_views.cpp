#include "service/source_views.h"

#include <algorithm>

#include "base/limits.h"
#include "directory/combined_person.h"
#include "service/people_sources.h"
#include "store/directory_entries.h"
#include "store/directory_views.h"

namespace kith::service {
namespace {

using model::Person;
using model::SourceView;

Error do_not_fit() {
    return {ErrorCode::store_corrupt,
            "what two sources say of a person was changed, but not by Kith",
            {},
            "nothing was taken over; restore the file from a backup"};
}

// Who led her by this source's word alone, and does so no more.
std::vector<EmployeeId> led_beside(const KnownPerson& known, const std::optional<Person>& after) {
    if (!known.row || !known.own || !after) return {};
    const auto& manager = known.own->manager_id;
    if (manager.empty() || manager == known.row->manager_id || manager == after->manager_id)
        return {};
    const auto& lines = after->dotted_manager_ids;
    if (std::find(lines.begin(), lines.end(), manager) != lines.end()) return {};
    return {manager};
}

Finding told(const EmployeeId& person, const directory::Clash& clash) {
    auto what = "'" + person.text() + "': " + clash.attribute + " differs between '" +
                clash.source + "' and '" + clash.other + "'";
    if (!clash.value.empty())
        what += ": '" + clash.value + "' holds, not '" + clash.other_value + "'";
    return {Severity::warning, clash.other, 0, std::move(what),
            "the source that the manifest names first decides; whoever leads her in either is kept "
            "apart from her"};
}

}  // namespace

SourceViews::SourceViews(const Rooms& rooms, store::Transaction& tx, std::string source,
                         Findings& findings)
    : rooms_(rooms),
      tx_(tx),
      source_(std::move(source)),
      sources_(people_sources(rooms.settings)),
      findings_(findings) {}

Result<void> SourceViews::drop_unnamed() {
    const auto kept = store::sources_kept(tx_);
    if (!kept) return kept.error();
    for (const auto& source : *kept) {
        if (names(source)) continue;
        const auto dropped = drop(source);
        if (!dropped) return dropped;
    }
    return {};
}

Result<void> SourceViews::drop(const std::string& source) {
    const auto people = store::people_of_source(tx_, source);
    if (!people) return people.error();
    std::vector<store::PersonChange> changes;
    for (const auto& id : *people) {
        auto views = store::views_of(tx_, id);
        if (!views) return views.error();
        std::erase_if(*views, [&](const SourceView& view) { return view.source == source; });
        if (views->empty()) continue;  // Her row stays, and she is of no source.
        std::stable_sort(views->begin(), views->end(),
                         [&](const SourceView& a, const SourceView& b) {
                             return place(a.source) < place(b.source);
                         });
        const auto row = store::person(tx_, id);
        if (!row) return row.error();
        if (!*row) return do_not_fit();
        if (views->size() == 1) {
            const auto removed = store::remove_views_of(tx_, id);
            if (!removed) return removed;
        }
        changes.push_back({*row, combined(*views, *row), {}});
    }
    const auto forgotten = store::forget_source(tx_, source);
    if (!forgotten) return forgotten;
    const auto changed = store::change_people(tx_, changes, rooms_.clock->today(),
                                              rooms_.settings.routing.former_manager_months);
    if (!changed) return changed.error();
    return {};
}

Result<KnownPerson> SourceViews::known(const EmployeeId& person, bool has_entry) {
    auto row = store::person(tx_, person);
    if (!row) return row.error();
    if (!*row) return KnownPerson{};
    return known(std::move(**row), has_entry);
}

Result<KnownPerson> SourceViews::known(Person row, bool has_entry) {
    KnownPerson known;
    known.row = std::move(row);
    if (alone()) {
        known.own = known.row;
        return known;
    }
    auto views = store::views_of(tx_, known.row->id);
    if (!views) return views.error();
    return sorted(std::move(known), std::move(*views), has_entry);
}

// Each source that has her has its view, once more than one has her; else her row is the view of
// the one.
Result<KnownPerson> SourceViews::sorted(KnownPerson known, std::vector<SourceView> views,
                                        bool has_entry_here) {
    const auto& person = known.row->id;
    known.kept_apart = !views.empty();
    bool elsewhere = false;
    for (const auto& source : sources_) {
        const auto view = std::find_if(views.begin(), views.end(),
                                       [&](const auto& one) { return one.source == source; });
        const bool viewed = view != views.end();
        if (source == source_) {
            if (known.kept_apart && has_entry_here && !viewed) return do_not_fit();
            if (viewed) known.own = view->person;
            continue;
        }
        bool there = viewed;
        if (source != file_source) {
            const auto entry = has_entry(source, person);
            if (!entry) return entry.error();
            there = *entry;
            elsewhere = elsewhere || there;
            if (known.kept_apart && there != viewed) return do_not_fit();
        }
        if (there) known.others.push_back({source, viewed ? view->person : *known.row});
    }
    if (known.kept_apart) {
        const auto count = known.others.size() + (known.own ? 1 : 0);
        if (count < 2 || count != views.size()) return do_not_fit();
        return known;
    }
    const bool of_file = !elsewhere && names(file_source);
    if (has_entry_here || (of_file && source_ == file_source)) {
        if (elsewhere) return do_not_fit();
        known.own = known.row;
        return known;
    }
    if (of_file) known.others.push_back({file_source, *known.row});
    if (known.others.size() > 1) return do_not_fit();
    if (known.others.empty()) known.own = known.row;  // She is taken over from nobody.
    return known;
}

Result<store::PersonChange> SourceViews::take(const KnownPerson& known, std::optional<Person> own) {
    if (known.others.empty()) return store::PersonChange{known.row, std::move(own), {}};

    auto views = known.others;
    if (own) {
        const auto next = std::find_if(views.begin(), views.end(), [&](const SourceView& view) {
            return place(view.source) > place(source_);
        });
        views.insert(next, SourceView{source_, *own});
    }
    const auto kept = keep(known, views, own);
    if (!kept) return kept.error();
    std::optional<Person> row = combined(views, known.row);
    auto beside = led_beside(known, row);
    return store::PersonChange{known.row, std::move(row), std::move(beside)};
}

Result<void> SourceViews::keep(const KnownPerson& known, const std::vector<SourceView>& views,
                               const std::optional<Person>& own) {
    const auto& person = views.front().person.id;
    if (views.size() == 1) return store::remove_views_of(tx_, person);
    if (!own) return store::remove_view(tx_, source_, person);
    for (const auto& view : views) {
        if (known.kept_apart && view.source != source_) continue;
        if (view.source == source_ && known.own == own && known.kept_apart) continue;
        const auto put = store::put_view(tx_, view);
        if (!put) return put;
    }
    return {};
}

Person SourceViews::combined(const std::vector<SourceView>& views,
                             const std::optional<Person>& row) {
    auto made = directory::combined_person(views);
    for (const auto& clash : made.clashes)
        if (findings_.size() < limits::findings_max)
            findings_.push_back(told(made.person.id, clash));
    // Whether she is the top of the house no source alone can say.
    if (row && row->manager_id.empty() && made.person.manager_id.empty())
        made.person.manager_unsure = row->manager_unsure;
    return std::move(made.person);
}

Result<std::vector<EmployeeId>> SourceViews::strangers() {
    if (names(file_source))
        return std::vector<EmployeeId>{};  // Whoever has no entry is the file's.
    auto people = store::people_without_entry(tx_, source_);
    if (!people || alone()) return people;
    std::vector<EmployeeId> strangers;
    for (auto& person : *people) {
        bool elsewhere = false;
        for (const auto& source : sources_) {
            if (elsewhere || source == source_) continue;
            const auto entry = has_entry(source, person);
            if (!entry) return entry.error();
            elsewhere = *entry;
        }
        if (!elsewhere) strangers.push_back(std::move(person));
    }
    return strangers;
}

Result<bool> SourceViews::has_entry(const std::string& source, const EmployeeId& person) {
    const auto entry = store::entry_of(tx_, source, person);
    if (!entry) return entry.error();
    return entry->has_value();
}

std::ptrdiff_t SourceViews::place(const std::string& source) const {
    return std::find(sources_.begin(), sources_.end(), source) - sources_.begin();
}

bool SourceViews::names(const std::string& source) const {
    return place(source) < std::ssize(sources_);
}

Result<Findings> source_clashes(const Rooms& rooms, store::Transaction& tx) {
    const auto people = store::people_with_views(tx);
    if (!people) return people.error();
    const auto sources = people_sources(rooms.settings);
    const auto place = [&](const SourceView& view) {
        return std::find(sources.begin(), sources.end(), view.source) - sources.begin();
    };
    Findings findings;
    for (const auto& person : *people) {
        auto views = store::views_of(tx, person);
        if (!views) return views.error();
        std::stable_sort(views->begin(), views->end(),
                         [&](const auto& a, const auto& b) { return place(a) < place(b); });
        for (const auto& clash : directory::combined_person(*views).clashes) {
            if (findings.size() == limits::findings_max) return findings;
            findings.push_back(told(person, clash));
        }
    }
    return findings;
}

}  // namespace kith::service
