// One tenant's database: SQLite through Poco::Data (design, section 7).
//
// Any thread, any number of processes. Every use is one transaction: what a `write` does is either
// all there after it returns ok, on disk, or not at all.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

#include "base/ids.h"
#include "base/result.h"
#include "base/secret.h"

namespace kith::store {

std::string_view sqlite_version();  // As loaded.

class Connection;
class Transaction;
class Vault;

class Database {
public:
    // Makes the file (mode 0600) where there is none and brings its tables to this version, in one
    // transaction. store_corrupt where the file is damaged or is no database of Kith's.
    static Result<void> prepare(const std::string& path);

    // Never makes or changes a table. not_applied where prepare has not run for this version,
    // key_wrong where `root` is not the secret of this tenant's first open, store_corrupt where the
    // file is damaged. With `first_root` the tenant's key check is written if it is not there yet.
    static Result<std::shared_ptr<Database>> open(const std::string& path, const TenantId& tenant,
                                                  const Secret& root, bool first_root = false);

    // Opens without a key, for what lies there in clear: the applied manifest, the directory,
    // counts. The directory is then taken as it stands; nothing sealed opens. not_applied where
    // there is no database.
    static Result<std::shared_ptr<Database>> look(const std::string& path, const TenantId& tenant);
    // Whether anything was ever sealed for this tenant. Needs no key.
    static Result<bool> knows(const std::string& path, const TenantId& tenant);

    ~Database();
    Database(const Database&) = delete;
    Database& operator=(const Database&) = delete;

    const TenantId& tenant() const;
    const Vault& vault() const;
    bool has_key() const;

    // BEGIN IMMEDIATE, the work, COMMIT; rolled back where the work's Result is an error or it
    // throws.
    template <class Work>
    auto write(Work&& work) -> std::invoke_result_t<Work, Transaction&> {
        return run(Use::write, std::forward<Work>(work));
    }
    // The same for reading only: one consistent view.
    template <class Work>
    auto read(Work&& work) -> std::invoke_result_t<Work, Transaction&> {
        return run(Use::read, std::forward<Work>(work));
    }

    // Takes what was erased out of the write-ahead log: the file alone holds what there is. busy
    // where somebody reads at this moment: try again.
    Result<void> empty_log();

private:
    struct Parts;
    static Result<std::unique_ptr<Parts>> open_parts(const std::string& path,
                                                     const TenantId& tenant);
    explicit Database(std::unique_ptr<Parts> parts);

    enum class Use { read, write };
    // Rolls back what was not committed and gives the connection back.
    struct Ending {
        void operator()(Transaction* transaction) const noexcept;
    };
    using Open = std::unique_ptr<Transaction, Ending>;

    Result<std::unique_ptr<Connection>> begun(Use use);
    Result<Open> begin(Use use);
    static Result<void> commit(Transaction& transaction);

    template <class Work>
    auto run(Use use, Work&& work) -> std::invoke_result_t<Work, Transaction&> {
        auto open = begin(use);
        if (!open) return open.error();
        auto result = std::forward<Work>(work)(**open);
        if (!result) return result;
        const auto committed = commit(**open);
        if (!committed) return committed.error();
        return result;
    }

    std::unique_ptr<Parts> parts_;
};

}  // namespace kith::store
