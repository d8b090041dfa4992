// A copy of the database while hosts work, tried before it counts; and the way back.
//
// A copy holds no key: it opens with the keyring of its epoch, and with nothing once that has
// turned.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>

#include "base/result.h"
#include "store/database.h"

namespace kith::store {

struct BackupReport {
    std::int64_t requests = 0;
    std::int64_t data_keys = 0;  // Each was opened in the copy.
    std::uint64_t records = 0;   // Of the audit log, each checked against its tree.
    int epoch = 0;
};

// Makes `to`, mode 0600, on the disk and tried when this returns. conflict where there is such a
// file or it would lie beside the keyring, store_corrupt where the copy does not hold together.
Result<BackupReport> back_up(Database& database, const std::string& to);

// Puts a copy of `from` in the place of `path`, after `mend` has worked on it. `from` stays as it
// is. conflict where there is a database already and `replace` is false, busy where somebody uses
// it, key_missing where the backup is of an epoch that is gone.
using Mend = std::function<Result<void>(const std::shared_ptr<Database>& copy)>;
Result<void> restore(const std::string& from, const std::string& path, const TenantId& tenant,
                     const std::shared_ptr<Keyring>& keyring, bool replace, const Mend& mend);

}  // namespace kith::store
