#include "service/eligibility.h"
#include "service/rooms.h"

namespace kith::service {

namespace {

// A role that came later takes the listing away as long as it lasts; her own word stays.
void unlist_ineligible(DirectoryView& view, const model::EligibilitySettings& settings,
                       std::vector<model::PeerSupporter> supporters) {
    auto barred = std::make_shared<std::unordered_set<EmployeeId>>();
    for (auto& supporter : supporters) {
        if (ineligible(settings, *view.snapshot.chart, supporter.id).empty()) continue;
        barred->insert(supporter.id);
        supporter.listed = false;
    }
    view.ineligible = std::move(barred);
    view.snapshot.book = std::make_shared<directory::SupporterBook>(std::move(supporters));
}

}  // namespace

Result<DirectoryView> read_directory(const Rooms& rooms, store::Transaction& tx) {
    auto people = store::people(tx);
    if (!people) return people.error();
    auto supporters = store::supporters(tx);
    if (!supporters) return supporters.error();
    auto former = store::former_managers(tx);
    if (!former) return former.error();

    DirectoryView view;
    view.snapshot.chart = std::make_shared<directory::OrgChart>(std::move(*people));
    view.records = std::make_shared<directory::SupporterBook>(*supporters);
    unlist_ineligible(view, rooms.settings.eligibility, std::move(*supporters));
    view.snapshot.former_managers =
        std::make_shared<std::vector<model::FormerManager>>(std::move(*former));

    auto by_ref = std::make_shared<std::unordered_map<store::SupporterRef, EmployeeId>>();
    for (const auto& supporter : view.records->all())
        by_ref->emplace(store::supporter_ref(*rooms.database, supporter.id), supporter.id);
    view.by_ref = std::move(by_ref);
    return view;
}

Result<DirectoryView> DirectoryCache::view(const Rooms& rooms, store::Transaction& tx) {
    const auto version = store::directory_version(tx);
    if (!version) return version.error();

    const std::lock_guard lock(mutex_);
    if (*version == version_) return view_;

    auto fresh = read_directory(rooms, tx);
    if (!fresh) return fresh.error();
    view_ = std::move(*fresh);
    version_ = *version;
    return view_;
}

}  // namespace kith::service
