#include "service/eligibility.h"
#include "service/rooms.h"
#include "store/tenant_keys.h"
#include "store/transaction.h"

namespace kith::service {
namespace {

// A role that came later takes the listing away as long as it lasts; her own word stays.
std::shared_ptr<const std::unordered_set<EmployeeId>> barred(
    const model::EligibilitySettings& settings, const directory::OrgChart& chart,
    const directory::SupporterBook& book) {
    auto found = std::make_shared<std::unordered_set<EmployeeId>>();
    for (const auto& supporter : book.all())
        if (!ineligible(settings, chart, supporter.id).empty()) found->insert(supporter.id);
    return found;
}

Result<DirectoryView> read_directory(const Rooms& rooms, store::Transaction& tx) {
    auto people = store::people(tx);
    if (!people) return people.error();
    auto supporters = store::supporters(tx);
    if (!supporters) return supporters.error();
    auto former = store::former_managers(tx);
    if (!former) return former.error();

    DirectoryView view;
    auto& snapshot = view.snapshot;
    snapshot.chart = std::make_shared<directory::OrgChart>(std::move(*people));
    snapshot.book = std::make_shared<directory::SupporterBook>(std::move(*supporters));
    snapshot.former_managers =
        std::make_shared<std::vector<model::FormerManager>>(std::move(*former));
    snapshot.barred = barred(rooms.settings.eligibility, *snapshot.chart, *snapshot.book);

    auto by_ref = std::make_shared<std::unordered_map<store::SupporterRef, EmployeeId>>();
    for (const auto& supporter : snapshot.book->all())
        by_ref->emplace(store::supporter_ref(*rooms.database, supporter.id), supporter.id);
    view.by_ref = std::move(by_ref);
    return view;
}

// Nothing where she is no supporter any more.
void set_load(routing::Matcher& matcher, const DirectoryView& view, const store::SupporterRef& ref,
              const store::StoredLoad& stored) {
    const auto who = view.by_ref->find(ref);
    if (who == view.by_ref->end()) return;
    const auto place = matcher.roster().place(who->second);
    KITH_ASSERT(place);
    const auto load = load_from(stored, matcher.roster().supporter(*place));
    matcher.set_load(*place, &load);
}

Result<void> match_anew(const Rooms& rooms, store::Transaction& tx, DirectoryView& view) {
    routing::Conditions rules;
    rules.today = rooms.clock->today();
    rules.settings = rooms.settings.routing;
    rules.caseload = rooms.settings.caseload;
    rules.tie_key = rooms.database->tenant_keys().tie_key();
    auto roster = std::make_shared<directory::Roster>(view.snapshot, rules.today);
    auto matcher = std::make_shared<routing::Matcher>(std::move(roster), std::move(rules));
    const auto loads = store::loads(tx, rooms.clock->today());
    if (!loads) return loads.error();
    for (const auto& [ref, load] : *loads)
        set_load(*matcher, view, ref, load);
    view.matcher = std::move(matcher);
    return {};
}

// Only whose load changed since. False where that cannot be told any more.
Result<bool> follow_loads(const Rooms& rooms, store::Transaction& tx, DirectoryView& view) {
    const auto changed = store::loads_changed(tx, view.version.loads);
    if (!changed) return changed.error();
    if (!*changed) return false;
    auto matcher = std::make_shared<routing::Matcher>(*view.matcher);
    for (const auto& ref : **changed) {
        const auto load = store::load_of(tx, ref, rooms.clock->today());
        if (!load) return load.error();
        set_load(*matcher, view, ref, *load);
    }
    view.matcher = std::move(matcher);
    return true;
}

bool is_same_directory(const store::DirectoryVersion& a, const store::DirectoryVersion& b) {
    return a.people == b.people && a.supporters == b.supporters;
}

}  // namespace

routing::Load load_from(const store::StoredLoad& stored, const model::PeerSupporter& supporter) {
    return {stored.open + supporter.open_cases, stored.new_this_year, stored.cool_down_until,
            stored.last_assigned};
}

Result<DirectoryView> brought_up(const Rooms& rooms, store::Transaction& tx, DirectoryView view) {
    const auto version = store::directory_version(tx);
    if (!version) return version.error();
    const bool same = is_same_directory(*version, view.version);
    if (!same) {
        auto fresh = read_directory(rooms, tx);
        if (!fresh) return fresh;
        view = std::move(*fresh);
    }
    const bool today = same && view.matcher->roster().today() == rooms.clock->today();
    if (today && *version == view.version) return view;

    const auto followed = today ? follow_loads(rooms, tx, view) : Result<bool>(false);
    if (!followed) return followed.error();
    if (!*followed) {
        const auto matched = match_anew(rooms, tx, view);
        if (!matched) return matched.error();
    }
    view.version = *version;
    return view;
}

Result<DirectoryView> DirectoryCache::view(const Rooms& rooms, store::Transaction& tx) {
    const std::lock_guard lock(mutex_);
    auto seen = brought_up(rooms, tx, view_);
    if (seen && !tx.changed()) view_ = *seen;
    return seen;
}

}  // namespace kith::service
