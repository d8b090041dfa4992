// Rule: erasure works on a full disk. A real one: a small file system in memory.
#include <sys/mount.h>
#include <unistd.h>

#include <cstdio>
#include <fstream>

#include "kit/root_lock.h"
#include "store/erased_list.h"
#include "store/erasure.h"
#include "store/raw_file.h"
#include "store/store_world.h"

namespace kith::store_test {
namespace {

using store::Transaction;

// A disk of 12 MiB; ballast and database fit, and little more.
class SmallDisk {
public:
    SmallDisk() : made_(mount("tmpfs", path().c_str(), "tmpfs", 0, "size=12m") == 0) {}
    ~SmallDisk() {
        if (made_) umount2(path().c_str(), MNT_DETACH);
    }
    SmallDisk(const SmallDisk&) = delete;
    SmallDisk& operator=(const SmallDisk&) = delete;
    bool made() const { return made_; }
    std::string path() const { return folder_.path().string(); }
    std::string file() const { return folder_.file(); }
    // Takes the rest of it, byte by byte at the end.
    void fill() const {
        std::FILE* const rest = std::fopen((path() + "/rest").c_str(), "ab");
        std::setvbuf(rest, nullptr, _IONBF, 0);
        const std::string block(4096, 'x');
        while (std::fwrite(block.data(), 1, block.size(), rest) == block.size()) {
        }
        std::fclose(rest);
    }

private:
    Folder folder_;
    bool made_;
};

BOOST_AUTO_TEST_SUITE(full_disk)

BOOST_AUTO_TEST_CASE(on_a_full_disk_nothing_is_stored_and_everything_can_be_erased) {
    const SmallDisk disk;
    if (!disk.made()) {
        BOOST_TEST_MESSAGE("NOT PROVED: a file system can be mounted by root alone");
        return;
    }
    const Folder keys;  // The keyring lies on another disk.
    const TenantId tenant{"northwind"};
    value(store::Database::prepare(disk.file()));
    const auto ring = value(kit::keyring(keys.file(), tenant, Day{20'000}));
    const auto database = value(store::Database::begin(disk.file(), tenant, ring));
    for (int i = 0; i < 50; ++i)
        ask(*database, "request-" + std::to_string(i));
    value(database->empty_log());
    disk.fill();

    const auto more = database->write([](Transaction& tx) {
        return store::insert_request(tx, new_request("one-more"), code_bits(9));
    });
    fails(more, ErrorCode::store_failed);
    const auto erase = [](const std::string& id) {
        return [id](Transaction& tx) {
            return store::erase_request(tx, pass(model::Kind::request_state, RequestId{id}),
                                        490'001);
        };
    };
    fails(database->write(erase("request-0")), ErrorCode::store_failed);  // That is the trap.

    for (int i = 0; i < 50; ++i)
        value(database->erase(erase("request-" + std::to_string(i))));
    value(database->empty_log());
    value(store::list_erased(*database));
    BOOST_TEST(value(store::erased_list(*database)).requests.size() == 50U);
    RawFile raw(disk.file());
    BOOST_TEST(raw.one("SELECT COUNT(*) FROM request_key") == "0");
    BOOST_TEST(raw.one("PRAGMA integrity_check") == "ok");
    // What was kept back is kept back again, for the next time.
    BOOST_TEST(database->keep_room());
    BOOST_TEST(std::filesystem::file_size(disk.file() + ".ballast") == 8U * 1024 * 1024);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace kith::store_test
