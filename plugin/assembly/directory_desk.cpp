// What an administrator does with the company's directory.
#include "assembly/admin.h"
#include "assembly/opening.h"
#include "service/source_views.h"

namespace kith::assembly {
namespace {

Error no_directory() {
    return {ErrorCode::conflict,
            "the manifest names no directory",
            {},
            "people come from a file: kithctl people import"};
}

}  // namespace

Result<service::SyncReport> Office::sync_people(const service::SyncOrder& order) {
    return service::sync_directory(rooms_, administrator(), order);
}

Result<void> Office::follow_people(const service::SyncOrder& order,
                                   const service::SyncHeard& heard) {
    return service::follow_directory(rooms_, administrator(), order, heard);
}

Result<std::vector<service::PastSync>> Office::past_syncs() {
    if (!rooms_.people_directory) return no_directory();
    return service::past_syncs(rooms_);
}

Result<std::vector<std::string>> Office::explain_person(const std::string& whom) {
    if (!rooms_.people_directory) return no_directory();
    return rooms_.people_directory->explain(whom);
}

Result<std::vector<directory::ChartFinding>> Office::check_known_people() {
    const auto view = rooms_.database->read(
        [&](store::Transaction& tx) { return rooms_.directory.view(rooms_, tx); });
    if (!view) return view.error();
    return directory::check(*view->snapshot.chart);
}

Result<Findings> Office::clashes() {
    return rooms_.database->read(
        [&](store::Transaction& tx) { return service::source_clashes(rooms_, tx); });
}

Findings Office::examine_directory() {
    if (!rooms_.people_directory) return {};
    auto findings = rooms_.people_directory->examine();
    const auto standing = rooms_.database->read(
        [&](store::Transaction& tx) { return service::directory_standing(rooms_, tx); });
    if (!standing || standing->state == service::DirectoryStanding::State::in_step) return findings;
    const auto& name = rooms_.settings.people->rules().name;
    const bool never = standing->state == service::DirectoryStanding::State::never_read;
    findings.push_back(
        {Severity::warning, name, 0,
         never ? "the directory was never read"
               : "the people are behind the directory: nothing was taken over for "
                 "three times as long as everyMinutes says",
         "kithctl people syncs says what the last runs met; kithctl people sync reads "
         "it now; a host whose kith_pump has too little time for it needs kithctl "
         "work beside it"});
    return findings;
}

}  // namespace kith::assembly
