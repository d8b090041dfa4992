// The steps from a manifest to opened rooms, shared by a host's instance and by kithctl.
#pragma once

#include <functional>
#include <memory>

#include "assembly/kith.h"
#include "manifest/manifest.h"
#include "store/keyring.h"

namespace kith::assembly {

// The manifest's problems and its policy's: every invariant is proved here.
manifest::Reading checked_manifest(const std::string& path);
// manifest_invalid, and what is wrong in `findings`, where it has errors.
Result<manifest::Manifest> sound_manifest(const std::string& path, Findings& findings);
// How the manifest's key source locks the keyring, and the keyring itself.
Result<store::RootLock> root_lock(const model::Settings& settings, const Host& host);
Result<std::shared_ptr<store::Keyring>> open_keyring(const model::Settings& settings,
                                                     const Host& host);
Result<std::shared_ptr<store::Database>> open_database(const model::Settings& settings,
                                                       const Host& host);
// not_applied where the manifest differs from what the database was last applied with.
Result<void> check_applied(store::Database& database, const manifest::Manifest& manifest);
Result<void> furnish(service::Rooms& rooms, model::Settings settings,
                     std::shared_ptr<store::Database> database, const Host& host);

// Who holds the key and the files acts as the IT admin, and reaches no more than she may.
service::Session administrator();

// Does what is due; how many milliseconds until it should be called again. A directory that is due
// is read as long as `go_on` says so; without one, as long as the budget lasts.
Result<std::uint64_t> pump(service::Rooms& rooms, std::uint32_t budget_ms,
                           const std::function<bool()>& go_on = {});
// Numbers and states only.
Result<std::string> health_json(service::Rooms& rooms);

}  // namespace kith::assembly
