#include "store/backup.h"

#include <fcntl.h>
#include <unistd.h>

#include <cstdio>
#include <filesystem>

#include "base/guard.h"
#include "store/audit_check.h"
#include "store/ballast.h"
#include "store/descriptor.h"
#include "store/file.h"
#include "store/key_state.h"
#include "store/keyring.h"
#include "store/request_keys.h"
#include "store/schema.h"
#include "store/transaction.h"

namespace kith::store {
namespace {

namespace fs = std::filesystem;

Error does_not_hold() {
    return {ErrorCode::store_corrupt,
            "the copy does not hold together, so it was thrown away",
            {},
            "the database may be damaged: kithctl doctor and kithctl audit verify look at it"};
}

bool on_disk(const std::string& path) {
    const Descriptor fd(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
    return fd.valid() && fsync(fd.get()) == 0;
}

fs::path folder_of(const std::string& path) {
    std::error_code failed;
    return fs::weakly_canonical(fs::absolute(path, failed).parent_path(), failed);
}

Result<void> copy_into(const std::string& database, const std::string& copy) {
    const auto connection = Connection::open(database);
    if (!connection) return connection.error();
    const auto copied = (*connection)->run("VACUUM INTO $1", bind(copy));
    if (!copied) return copied.error();
    return {};
}

Result<std::int64_t> opened_keys(Transaction& tx) {
    std::vector<std::string> requests;
    std::vector<int> classes;
    std::vector<Poco::Data::BLOB> wrapped;
    const auto read =
        tx.run("SELECT request_id, key_class, wrapped FROM request_key WHERE tenant_id = $1",
               tx.tenant(), into(requests), into(classes), into(wrapped));
    if (!read) return read.error();
    for (std::size_t i = 0; i < requests.size(); ++i) {
        const auto key_class = to_enum(classes[i], KeyClass::identity);
        if (!key_class) return key_class.error();
        const auto key = tx.vault().unwrap(*key_class, to_span(wrapped[i]), requests[i]);
        if (!key) return key.error();
    }
    return static_cast<std::int64_t>(requests.size());
}

Result<std::int64_t> count_requests(Transaction& tx) {
    std::vector<std::int64_t> counted;
    const auto read = tx.run("SELECT COUNT(*) FROM support_request WHERE tenant_id = $1",
                             tx.tenant(), into(counted));
    if (!read) return read.error();
    return counted.empty() ? 0 : counted.front();
}

Result<void> check_references(const std::string& path) {
    const auto connection = Connection::open(path);
    if (!connection) return connection.error();
    std::vector<std::string> sound;
    const auto whole = (*connection)->run("PRAGMA integrity_check(1)", into(sound));
    if (!whole) return whole.error();
    std::vector<int> dangling;
    const auto referred =
        (*connection)->run("SELECT COUNT(*) FROM pragma_foreign_key_check", into(dangling));
    if (!referred) return referred.error();
    if (sound != std::vector<std::string>{"ok"} || dangling != std::vector{0})
        return does_not_hold();
    return {};
}

// Opens the copy as a host would, and everything in it that a key opens.
Result<BackupReport> tried(const Database& database, const std::string& copy) {
    const auto sound = check_references(copy);
    if (!sound) return sound.error();
    const std::shared_ptr<Keyring> ring(std::shared_ptr<void>(), &database.keyring());
    const auto opened = Database::open(copy, database.tenant(), ring);
    if (!opened) return opened.error();
    return (*opened)->read([](Transaction& tx) -> Result<BackupReport> {
        BackupReport report;
        const auto epochs = epochs_of(tx);
        if (!epochs) return epochs.error();
        report.epoch = epochs->current;
        const auto requests = count_requests(tx);
        if (!requests) return requests.error();
        report.requests = *requests;
        const auto keys = opened_keys(tx);
        if (!keys) return keys.error();
        report.data_keys = *keys;
        const auto key = tx.tenant_keys().checkpoint_key();
        if (!key) return key.error();
        const auto log = check_audit(tx, *key, {});
        if (!log) return log.error();
        if (!log->sound()) return does_not_hold();
        report.records = log->size;
        return report;
    });
}

// Nobody else has the database open: SQLite's own lock says so.
Result<void> check_unused(const std::string& path) {
    auto connection = Connection::open(path, /*patience_ms=*/1000);
    if (!connection) {
        // What is damaged is what a restore is for.
        return connection.error().code == ErrorCode::store_corrupt
                   ? Result<void>{}
                   : Result<void>{connection.error()};
    }
    const auto alone = (*connection)->run("PRAGMA locking_mode = EXCLUSIVE");
    const auto locked = alone ? (*connection)->run("BEGIN EXCLUSIVE") : alone;
    if (locked || locked.error().code != ErrorCode::busy) return {};
    return Error{ErrorCode::busy,
                 "the database is in use",
                 {},
                 "stop the hosts and kithctl work, then restore"};
}

Result<void> put_in_place(const std::string& copy, const std::string& path) {
    for (const auto* const beside : {"-wal", "-shm", "-journal"})
        unlink((path + beside).c_str());  // Of the database that goes.
    if (!on_disk(copy) || std::rename(copy.c_str(), path.c_str()) != 0 || !sync_folder_of(path))
        return Error{ErrorCode::store_failed,
                     "the restored database cannot be put into its place",
                     {},
                     "its folder must have room and belong to the one who runs Kith"};
    keep_ballast(path);
    return {};
}

}  // namespace

Result<BackupReport> back_up(Database& database, const std::string& to) {
    const auto where = absolute_path(to);
    if (!where) return where.error();
    if (file_exists(*where))
        return Error{ErrorCode::conflict, "there is a file of this name", "to",
                     "name another one; a backup is never written over"};
    if (folder_of(*where) == folder_of(database.keyring().path()))
        return Error{ErrorCode::conflict, "the backup would lie beside the keyring", "to",
                     "who takes the folder would have both; name another folder"};

    Result<BackupReport> report = BackupReport{};
    const auto made = make_file(*where, [&](const std::string& unfinished) -> Result<void> {
        const auto copied = copy_into(database.path(), unfinished);
        if (!copied) return copied;
        report = tried(database, unfinished);
        if (!report) return report.error();
        if (!on_disk(unfinished)) return does_not_hold();
        return {};
    });
    if (!made) return made.error();
    return report;
}

Result<void> restore(const std::string& from, const std::string& path, const TenantId& tenant,
                     const std::shared_ptr<Keyring>& keyring, bool replace, const Mend& mend) {
    const auto where = absolute_path(path);
    if (!where) return where.error();
    const auto header = check_header(from);
    if (!header) return header;
    const bool there = file_exists(*where);
    if (there && !replace)
        return Error{ErrorCode::conflict,
                     "there is a database already",
                     {},
                     "--replace puts the backup in its place"};
    if (there) {
        const auto unused = check_unused(*where);
        if (!unused) return unused;
    }
    const auto copy = *where + ".restoring";
    std::remove(copy.c_str());
    const auto copied = guard(ErrorCode::store_failed, "the backup cannot be copied",
                              [&] { fs::copy_file(from, copy); });
    if (!copied) return copied.error();
    const auto mended = [&]() -> Result<void> {
        const auto only_ours = make_private(copy);
        if (!only_ours) return only_ours;
        const auto opened = Database::open(copy, tenant, keyring);
        if (!opened) return opened.error();
        const auto done = mend(*opened);
        if (!done) return done;
        return (*opened)->empty_log();
    }();
    const auto placed = mended ? put_in_place(copy, *where) : mended;
    if (!placed) std::remove(copy.c_str());
    for (const auto* const beside : {"-wal", "-shm"})
        std::remove((copy + beside).c_str());
    return placed;
}

}  // namespace kith::store
