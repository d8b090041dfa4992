// A backup counts only when it was tried; a restore puts nothing half, older or open into place.
#include <sys/stat.h>

#include "kit/syncs.h"
#include "store/audit_log.h"
#include "store/backup.h"
#include "store/erasure.h"
#include "store/raw_file.h"
#include "store/store_world.h"
#include "store/transaction.h"

namespace kith::store_test {
namespace {

using model::Kind;
using store::Transaction;

Result<void> nothing(const std::shared_ptr<store::Database>&) {
    return {};
}

Result<void> erase_one(const std::shared_ptr<store::Database>& copy) {
    return copy->write([](Transaction& tx) {
        return store::erase_request(tx, pass(Kind::request_state, RequestId{"request-1"}), 492'000);
    });
}

struct BackedUp {
    Folder folder;
    Folder elsewhere;
    std::shared_ptr<store::Database> database = made(folder);
    const std::string copy = (elsewhere.path() / "copy").string();
    const std::string place = (elsewhere.path() / "kith.sqlite").string();

    BackedUp() {
        ask(*database, "request-1");
        write(*database, [](Transaction& tx) -> Result<void> {
            store::AuditEntry entry;
            entry.event = "tried";
            return store::append_audit(tx, entry);
        });
    }
    bool is_empty() const {
        return std::filesystem::directory_iterator(elsewhere.path()) ==
               std::filesystem::directory_iterator();
    }
    Result<void> restored(const store::Mend& mend = nothing) {
        return store::restore(copy, place, northwind, value(keyring(folder.file())), true, mend);
    }
    std::string data_keys() { return RawFile(place).one("SELECT COUNT(*) FROM request_key"); }
};

BOOST_FIXTURE_TEST_SUITE(backup, BackedUp)

BOOST_AUTO_TEST_CASE(a_copy_that_does_not_hold_together_is_thrown_away) {
    const auto report = value(store::back_up(*database, copy));
    BOOST_TEST(report.requests == 1);
    BOOST_TEST(report.data_keys == 2);
    BOOST_TEST(report.records == 1U);
    std::filesystem::remove(copy);
    RawFile raw(folder.file());
    for (const auto* const damage :
         {"UPDATE request_key SET wrapped = zeroblob(100) WHERE key_class = 1",
          "UPDATE request_party SET request_id = 'none'",
          "UPDATE audit_record SET commitment = replace(commitment, substr(commitment, 1, 1), "
          "'')"}) {
        raw.run("PRAGMA foreign_keys = OFF");
        for (const auto* const table : {"request_key", "request_party", "audit_record"})
            raw.run("CREATE TEMP TABLE kept_"s + table + " AS SELECT * FROM " + table);
        raw.run(damage);
        BOOST_TEST_CONTEXT(damage) {
            fails(store::back_up(*database, copy), ErrorCode::store_corrupt);
            BOOST_TEST(is_empty());
        }
        for (const auto* const table : {"request_key", "request_party", "audit_record"}) {
            raw.run("DELETE FROM main."s + table);
            raw.run("INSERT INTO main."s + table + " SELECT * FROM kept_" + table);
            raw.run("DROP TABLE kept_"s + table);
        }
    }
    value(store::back_up(*database, copy));
}

BOOST_AUTO_TEST_CASE(a_backup_is_never_written_over_nor_beside_the_keys) {
    write_bytes(copy, "somebody's");
    fails(store::back_up(*database, copy), ErrorCode::conflict);
    BOOST_TEST(file_bytes(copy) == "somebody's");
    fails(store::back_up(*database, (folder.path() / "copy").string()), ErrorCode::conflict);
}

BOOST_AUTO_TEST_CASE(a_backup_and_what_is_restored_are_on_the_disk) {
    const auto synced = [](const kit::Syncs& syncs, std::size_t from_the_end) {
        BOOST_REQUIRE(syncs.seen().size() >= from_the_end);
        return syncs.seen()[syncs.seen().size() - from_the_end];
    };
    {
        const kit::Syncs syncs;
        value(store::back_up(*database, copy));
        BOOST_TEST((synced(syncs, 2).bytes == file_bytes(copy)));
        BOOST_TEST(synced(syncs, 1).path == elsewhere.path().string());
    }
    const kit::Syncs syncs;
    value(restored());
    BOOST_TEST(synced(syncs, 2).path == place + ".restoring");
    BOOST_TEST((synced(syncs, 2).bytes == file_bytes(place)));
    BOOST_TEST(synced(syncs, 1).path == elsewhere.path().string());
}

// What the mend erases must not come back from a log that is left behind.
BOOST_AUTO_TEST_CASE(what_is_erased_before_it_is_put_into_place_is_in_the_file_itself) {
    value(store::back_up(*database, copy));
    value(restored(erase_one));
    BOOST_TEST(data_keys() == "0");
    value(restored());
    BOOST_TEST(data_keys() == "2");
}

BOOST_AUTO_TEST_CASE(the_log_of_a_damaged_database_goes_with_it) {
    value(store::back_up(*database, copy));
    write_bytes(place, "no database any more");
    write_bytes(place + "-wal", "nor its log");
    value(restored());
    BOOST_TEST(!std::filesystem::exists(place + "-wal"));
    BOOST_TEST(data_keys() == "2");
}

BOOST_AUTO_TEST_CASE(what_is_restored_is_its_owners_alone) {
    value(store::back_up(*database, copy));
    std::filesystem::permissions(copy, std::filesystem::perms{0644});
    value(restored());
    struct stat status {};
    BOOST_REQUIRE(stat(place.c_str(), &status) == 0);
    BOOST_TEST((status.st_mode & 07777) == 0600U);
}

BOOST_AUTO_TEST_CASE(a_database_that_somebody_uses_is_not_replaced) {
    value(store::back_up(*database, copy));
    value(restored());
    const auto host = value(store::Database::open(place, northwind, value(keyring(folder.file()))));
    fails(restored(erase_one), ErrorCode::busy);
    BOOST_TEST(data_keys() == "2");
    fails(store::restore(copy, place, northwind, value(keyring(folder.file())), false, nothing),
          ErrorCode::conflict);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace kith::store_test
