// What an administrator does with the company's directory.
#include "assembly/admin.h"
#include "assembly/opening.h"

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

Result<std::vector<service::PastSync>> Office::past_syncs() {
    if (!rooms_.people_directory) return no_directory();
    return service::past_syncs(rooms_);
}

Result<std::vector<std::string>> Office::explain_person(const std::string& whom) {
    if (!rooms_.people_directory) return no_directory();
    return rooms_.people_directory->explain(whom);
}

Findings Office::examine_directory() {
    return rooms_.people_directory ? rooms_.people_directory->examine() : Findings{};
}

}  // namespace kith::assembly
