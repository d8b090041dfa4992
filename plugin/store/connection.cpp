#include "store/connection.h"

#include <Poco/AutoPtr.h>
#include <Poco/Data/SQLite/SessionImpl.h>
#include <Poco/Data/SQLite/Utility.h>
#include <sqlite3.h>

#include <array>
#include <chrono>
#include <thread>

#include "base/guard.h"
#include "store/database.h"

namespace kith::store {
namespace {

// Design, section 7. WAL and FULL: what was acknowledged survives a power cut. secure_delete: what
// was erased is overwritten. No memory map: a truncated file must be an error, not a SIGBUS in the
// host.
constexpr std::array settings = {
    "PRAGMA synchronous = FULL",   "PRAGMA secure_delete = ON",  "PRAGMA foreign_keys = ON",
    "PRAGMA mmap_size = 0",        "PRAGMA temp_store = MEMORY", "PRAGMA trusted_schema = OFF",
    "PRAGMA cell_size_check = ON", "PRAGMA journal_mode = WAL",
};

// Short and always the same: SQLite's own handler ends up asking ten times a second, and between
// two turns of a process that writes without a pause there is far less than that, so that another
// process could wait in vain.
constexpr std::chrono::milliseconds busy_pause{2};

int wait_for_lock(void* patience_ms, int waits) {
    if (waits * busy_pause >= std::chrono::milliseconds(*static_cast<const int*>(patience_ms)))
        return 0;
    std::this_thread::sleep_for(busy_pause);
    return 1;
}

Error corrupt() {
    return {ErrorCode::store_corrupt,
            "the database is damaged",
            {},
            "nothing was changed; restore the file from a backup"};
}

Poco::Data::Session new_session(const std::string& path) {
    // Without a login timeout: the file is known to be there, so waiting for it would not help.
    Poco::AutoPtr<Poco::Data::SessionImpl> session(
        new Poco::Data::SQLite::SessionImpl(path, /*loginTimeout=*/0));
    return Poco::Data::Session(session);
}

}  // namespace

Connection::Connection(const std::string& path, int patience_ms)
    : session_(new_session(path)),
      handle_(Poco::Data::SQLite::Utility::dbHandle(session_)),
      patience_ms_(patience_ms) {}

Result<std::unique_ptr<Connection>> Connection::open(const std::string& path, int patience_ms) {
    auto made = guard(ErrorCode::store_failed, "the database cannot be opened", [&] {
        return std::unique_ptr<Connection>(new Connection(path, patience_ms));
    });
    if (!made) {
        auto unopened = made.error();
        unopened.hint = "look at the disk and at whom the file belongs to";
        return unopened;
    }

    const auto configured = (*made)->configure();
    if (!configured) {
        (*made)->leave_file_alone();
        return configured.error();
    }
    return made;
}

Result<void> Connection::configure() {
    sqlite3_busy_handler(handle_, wait_for_lock, &patience_ms_);
    sqlite3_extended_result_codes(handle_, 1);
    sqlite3_db_config(handle_, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
    for (const auto* const setting : settings) {
        const auto done = run(setting);
        if (!done) return done.error();
    }
    return {};
}

Result<void> Connection::quick_check() {
    std::vector<std::string> problems;
    const auto done = run("PRAGMA quick_check(1)", Poco::Data::Keywords::into(problems));
    if (!done) return done.error();
    if (problems.size() != 1 || problems.front() != "ok") return corrupt();
    return {};
}

bool Connection::in_transaction() const {
    return sqlite3_get_autocommit(handle_) == 0;
}

bool Connection::roll_back() noexcept {
    // SQLite itself ends a transaction on some errors; there is nothing to roll back then.
    if (!in_transaction()) return true;
    return sqlite3_exec(handle_, "ROLLBACK", nullptr, nullptr, nullptr) == SQLITE_OK;
}

void Connection::leave_file_alone() {
    sqlite3_db_config(handle_, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, nullptr);
}

std::int64_t Connection::changed_rows() const {
    return sqlite3_changes(handle_);
}

Error Connection::last_error() const {
    const int code = sqlite3_extended_errcode(handle_);
    if (code == SQLITE_IOERR_SHORT_READ || code == SQLITE_IOERR_CORRUPTFS) return corrupt();

    switch (code & 0xff) {
        case SQLITE_BUSY:
        case SQLITE_LOCKED:
            return {ErrorCode::busy,
                    "somebody else is writing to the database",
                    {},
                    "the same call may succeed later"};
        case SQLITE_CONSTRAINT:
            return {ErrorCode::conflict, "the store already holds this", {}, {}};
        case SQLITE_FULL:
            return {ErrorCode::store_failed,
                    "the disk of the database is full",
                    {},
                    "make room; nothing was stored"};
        case SQLITE_READONLY:
        case SQLITE_CANTOPEN:
        case SQLITE_PERM:
        case SQLITE_AUTH:
            return {ErrorCode::store_failed,
                    "the database cannot be written",
                    {},
                    "Kith needs to write to the file and to its folder"};
        case SQLITE_IOERR:
            return {ErrorCode::store_failed,
                    "the disk of the database failed",
                    {},
                    "nothing was stored; look at the disk"};
        case SQLITE_NOMEM:
            throw std::bad_alloc();
        default:
            // A value of another type than Kith wrote, a table that is gone, a page that is none.
            return corrupt();
    }
}

std::string_view sqlite_version() {
    return sqlite3_libversion();
}

}  // namespace kith::store
