// One tenant's database: SQLite through Poco::Data (design, section 7).
//
// Any thread, any number of processes. Every use is one transaction: what a `write` does is either all there
// after it returns ok, on disk, or not at all.
#pragma once

#include <memory>
#include <string>
#include <type_traits>
#include <utility>

#include "base/ids.h"
#include "base/result.h"
#include "base/secret.h"

namespace kith::store {

class Transaction;
class Vault;

class Database {
public:
    // Makes the file (mode 0600) where there is none and brings its tables to this version, in one
    // transaction. store_corrupt where the file is damaged or is no database of Kith's.
    static Result<void> prepare(const std::string& path);

    // Never makes or changes a table. not_applied where prepare has not run for this version, key_wrong
    // where `root` is not the secret of this tenant's first open, store_corrupt where the file is damaged.
    // With `first_root` the tenant's key check is written if it is not there yet.
    static Result<std::shared_ptr<Database>> open(const std::string& path, const TenantId& tenant,
                                                  const Secret& root, bool first_root = false);

    ~Database();
    Database(const Database&) = delete;
    Database& operator=(const Database&) = delete;

    const TenantId& tenant() const;
    const Vault& vault() const;

    // BEGIN IMMEDIATE, the work, COMMIT; rolled back where the work's Result is an error or it throws.
    template <class Work>
    auto write(Work&& work) -> std::invoke_result_t<Work, Transaction&>;
    // The same for reading only: one consistent view.
    template <class Work>
    auto read(Work&& work) -> std::invoke_result_t<Work, Transaction&>;

private:
    Database();
    // Whoever implements this completes the private part and the templates.
};

}  // namespace kith::store
