// What an administrator does to the stored things themselves: keys, copies, erasure.
#include "assembly/admin.h"
#include "assembly/opening.h"
#include "service/erase_person.h"
#include "service/erase_request.h"

namespace kith::assembly {

Result<service::KeyStatus> Office::key_status() {
    return service::key_status(rooms_);
}

Result<void> Office::turn_keys(const service::TurnWatch& watch) {
    const auto turned = service::turn_keys(rooms_, watch);
    if (!turned) return turned.error();
    return {};
}

Result<store::BackupReport> Office::back_up(const std::string& to) {
    return store::back_up(*rooms_.database, to);
}

Result<Day> Office::erase(const EmployeeId& person, const RequestId& request) {
    const auto done = rooms_.database->erase([&](store::Transaction& tx) {
        return request.empty() ? service::order_erasure(rooms_, tx, administrator(), person)
                               : service::order_erasure(rooms_, tx, administrator(), request);
    });
    if (!done) return done.error();
    service::settle_erasure(rooms_);
    return service::final_everywhere(rooms_);
}

Result<service::Repeated> restore(const std::string& manifest, const std::string& from,
                                  bool replace, Findings& findings) {
    auto sound = sound_manifest(manifest, findings);
    if (!sound) return sound.error();
    const auto keyring = open_keyring(sound->settings, {});
    if (!keyring) return keyring.error();
    const auto path = sound->settings.store.path;
    const auto tenant = sound->settings.tenant;
    // What the database that goes knows of, where it can still be read.
    if (const auto before = store::Database::open(path, tenant, *keyring)) {
        const auto listed = store::list_erased(**before);
        if (!listed) return listed.error();
    }
    service::Repeated repeated;
    const auto restored =
        store::restore(from, path, tenant, *keyring, replace,
                       [&](const std::shared_ptr<store::Database>& copy) -> Result<void> {
                           service::Rooms rooms;
                           const auto furnished = furnish(rooms, sound->settings, copy, {});
                           if (!furnished) return furnished;
                           const auto erased = store::erased_list(*copy);
                           if (!erased) return erased.error();
                           const auto again = service::repeat_erasures(rooms, *erased);
                           if (!again) return again.error();
                           repeated = *again;
                           return {};
                       });
    if (!restored) return restored.error();
    return repeated;
}

}  // namespace kith::assembly
