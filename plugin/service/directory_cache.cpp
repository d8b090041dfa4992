#include "service/rooms.h"

namespace kith::service {

Result<DirectoryView> read_directory(const store::Database& database, store::Transaction& tx) {
    auto people = store::people(tx);
    if (!people) return people.error();
    auto supporters = store::supporters(tx);
    if (!supporters) return supporters.error();
    auto former = store::former_managers(tx);
    if (!former) return former.error();

    DirectoryView view;
    view.snapshot.chart = std::make_shared<directory::OrgChart>(std::move(*people));
    view.snapshot.book = std::make_shared<directory::SupporterBook>(std::move(*supporters));
    view.snapshot.former_managers =
        std::make_shared<std::vector<model::FormerManager>>(std::move(*former));

    auto by_ref = std::make_shared<std::unordered_map<store::SupporterRef, EmployeeId>>();
    for (const auto& supporter : view.snapshot.book->all())
        by_ref->emplace(store::supporter_ref(database, supporter.id), supporter.id);
    view.by_ref = std::move(by_ref);
    return view;
}

Result<DirectoryView> DirectoryCache::view(const store::Database& database,
                                           store::Transaction& tx) {
    const auto version = store::directory_version(tx);
    if (!version) return version.error();

    const std::lock_guard lock(mutex_);
    if (*version == version_) return view_;

    auto fresh = read_directory(database, tx);
    if (!fresh) return fresh.error();
    view_ = std::move(*fresh);
    version_ = *version;
    return view_;
}

}  // namespace kith::service
