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
class Keyring;
class TenantKeys;
class Transaction;

class Database {
public:
    // Makes the file (mode 0600) where there is none and brings its tables to this version, in one
    // transaction. store_corrupt where the file is damaged or is no database of Kith's.
    static Result<void> prepare(const std::string& path);

    // Never makes or changes a table. not_applied where prepare has not run for this version or the
    // tenant has nothing here, key_wrong where `keyring` is not the one that it was begun with,
    // key_missing where the keyring is of another epoch, store_corrupt where the file is damaged.
    static Result<std::shared_ptr<Database>> open(const std::string& path, const TenantId& tenant,
                                                  std::shared_ptr<Keyring> keyring);
    // The same for kithctl apply: begins the tenant where it has nothing here yet.
    static Result<std::shared_ptr<Database>> begin(const std::string& path, const TenantId& tenant,
                                                   std::shared_ptr<Keyring> keyring);

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
    const TenantKeys& tenant_keys() const;
    bool has_key() const;
    Keyring& keyring() const;  // Only where there is a key.

    // BEGIN IMMEDIATE, the work, COMMIT; rolled back where the work's Result is an error or it
    // throws.
    template <class Work>
    auto write(Work&& work) -> std::invoke_result_t<Work, Transaction&> {
        return run(Use::write, std::forward<Work>(work));
    }
    // The same for what takes something away: on a full disk it gets the room that was kept back.
    template <class Work>
    auto erase(Work&& work) -> std::invoke_result_t<Work, Transaction&> {
        auto done = run(Use::write, work);
        if (done || done.error().code != ErrorCode::store_failed || !give_room()) return done;
        return run(Use::write, work);
    }
    // The same for reading only: one consistent view.
    template <class Work>
    auto read(Work&& work) -> std::invoke_result_t<Work, Transaction&> {
        return run(Use::read, std::forward<Work>(work));
    }

    // Takes what was erased out of the write-ahead log: the file alone holds what there is. busy
    // where somebody reads at this moment: try again.
    Result<void> empty_log();
    // Keeps room back again for an erasure on a full disk. False where there is none.
    bool keep_room();

    const std::string& path() const;

private:
    struct Parts;
    static Result<std::unique_ptr<Parts>> open_parts(const std::string& path,
                                                     const TenantId& tenant);
    explicit Database(std::unique_ptr<Parts> parts);

    bool give_room();

    enum class Use { read, write };
    // Rolls back what was not committed and gives the connection back.
    struct Ending {
        void operator()(Transaction* transaction) const noexcept;
    };
    using Open = std::unique_ptr<Transaction, Ending>;

    Result<std::unique_ptr<Connection>> begun(Use use);
    Result<Open> start(Use use);
    Result<Open> try_to_start(Use use);
    Result<void> take_vault(Transaction& transaction);
    static Result<std::shared_ptr<Database>> with_keys(std::unique_ptr<Parts> parts,
                                                       std::shared_ptr<Keyring> keyring);
    static Result<void> commit(Transaction& transaction);

    template <class Work>
    auto run(Use use, Work&& work) -> std::invoke_result_t<Work, Transaction&> {
        auto open = start(use);
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
