// The keyring and the turn of an epoch: what was erased is gone from every older copy, and nothing
// else is lost, wherever the turn is stopped.
#include <signal.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <filesystem>
#include <random>
#include <set>
#include <thread>
#include <tuple>

#include "kit/root_lock.h"
#include "kit/syncs.h"
#include "store/audit_log.h"
#include "store/erasure.h"
#include "store/idempotency.h"
#include "store/key_state.h"
#include "store/key_turn.h"
#include "store/keyring_file.h"
#include "store/outbox.h"
#include "store/raw_file.h"
#include "store/store_world.h"
#include "store/tenant_keys.h"
#include "store/transaction.h"
#include "store/vault.h"

namespace kith::store_test {
namespace {

using model::Kind;
using store::Keyring;
using store::Transaction;

void turn(store::Database& database) {
    value(store::begin_turn(database, march, later_hour));
    store::TurnPart part;
    while (!part.last)
        part = value(store::turn_some(database, part.reached));
    value(store::end_turn(database, later_hour));
}

bool reads(store::Database& database, const std::string& id) {
    return static_cast<bool>(database.read([&](Transaction& tx) -> Result<void> {
        const auto content = store::content(tx, pass(Kind::request_content, RequestId{id}));
        if (!content) return content.error();
        BOOST_TEST(content->text == "They eat lunch without me.");
        const auto who = store::identity(tx, pass(Kind::request_identity, RequestId{id}));
        if (!who) return who.error();
        return {};
    }));
}

std::vector<int> epochs_in(const std::string& file) {
    std::vector<int> numbers;
    for (const auto& epoch : value(Keyring::look(keyring_file(file), northwind)))
        numbers.push_back(epoch.number);
    return numbers;
}

struct Keyed {
    Folder folder;
    std::shared_ptr<store::Database> database = made(folder);

    std::size_t own_requests(const std::string& requester) {
        return read(*database,
                    [&](Transaction& tx) { return store::requests_of(tx, EmployeeId{requester}); })
            .size();
    }
};

BOOST_FIXTURE_TEST_SUITE(keys, Keyed)

BOOST_AUTO_TEST_CASE(keyring_is_its_owners_alone_and_never_made_over_another) {
    const auto path = keyring_file(folder.file());
    struct stat status {};
    BOOST_REQUIRE(stat(path.c_str(), &status) == 0);
    BOOST_TEST((status.st_mode & 07777) == 0600U);
    const auto before = file_bytes(path);
    fails(Keyring::make(path, northwind, kit::root_lock(), march), ErrorCode::conflict);
    BOOST_TEST(file_bytes(path) == before);

    const auto mask = umask(0777);  // The strictest host there is.
    turn(*database);
    umask(mask);
    BOOST_REQUIRE(stat(path.c_str(), &status) == 0);
    BOOST_TEST((status.st_mode & 07777) == 0600U);
}

// Rule: no moment is without a whole keyring on the disk, and none but the last has the old one.
BOOST_AUTO_TEST_CASE(a_new_keyring_is_on_the_disk_before_the_old_ones_bytes_are_overwritten) {
    const auto path = keyring_file(folder.file());
    const auto before = file_bytes(path);
    const kit::Syncs syncs;
    value(database->keyring().add_epoch(2, march));

    BOOST_REQUIRE(syncs.seen().size() == 3U);
    const auto& [whole, named, old] = std::tie(syncs.seen()[0], syncs.seen()[1], syncs.seen()[2]);
    BOOST_TEST(whole.path.starts_with(path + "."));
    BOOST_TEST(whole.bytes == file_bytes(path));
    BOOST_TEST(named.path == folder.path().string());
    BOOST_TEST(old.path == path + " (deleted)");
    BOOST_TEST(old.bytes == std::string(before.size(), '\0'));
}

BOOST_AUTO_TEST_CASE(a_first_keyring_is_on_the_disk_when_it_is_made) {
    const auto path = keyring_file(folder.file(), "southwind");
    const kit::Syncs syncs;
    value(Keyring::make(path, TenantId{"southwind"}, kit::root_lock(), march));

    BOOST_REQUIRE(syncs.seen().size() == 2U);
    BOOST_TEST(syncs.seen()[0].bytes == file_bytes(path));
    BOOST_TEST(syncs.seen()[1].path == folder.path().string());
}

BOOST_AUTO_TEST_CASE(keyring_that_is_missing_damaged_or_anothers_is_told_apart) {
    const auto path = keyring_file(folder.file());
    const auto open = [&](const std::string& tenant, std::uint8_t seed) {
        return Keyring::open(path, TenantId{tenant}, kit::root_lock(seed));
    };
    fails(open("northwind", 2), ErrorCode::key_wrong);
    fails(open("southwind", 1), ErrorCode::store_corrupt);
    const auto whole = file_bytes(path);
    for (std::size_t size = 0; size + 1 < whole.size(); ++size) {  // But for its last line end.
        write_bytes(path, std::string_view(whole).substr(0, size));
        fails(open("northwind", 1), ErrorCode::store_corrupt);
    }
    std::filesystem::remove(path);
    fails(open("northwind", 1), ErrorCode::key_missing);
    write_bytes(path, whole);
    value(open("northwind", 1));
}

// A changed number, day or key opens nothing: each is bound to its place.
BOOST_AUTO_TEST_CASE(every_byte_of_the_keyring_counts) {
    ask(*database, "request-1");
    database.reset();
    const auto path = keyring_file(folder.file());
    const auto whole = file_bytes(path);
    for (std::size_t i = 0; i < whole.size(); ++i) {
        auto changed = whole;
        changed[i] ^= 1;
        write_bytes(path, changed);
        const auto ring = Keyring::open(path, northwind, kit::root_lock());
        const auto opened = ring ? store::Database::open(folder.file(), northwind, *ring)
                                 : Result<std::shared_ptr<store::Database>>(ring.error());
        BOOST_TEST(!opened, "byte " << i);
    }
    write_bytes(path, whole);
    BOOST_TEST(reads(*opened(folder.file()), "request-1"));
}

// What could be read in two ways is read in none.
BOOST_AUTO_TEST_CASE(a_keyring_with_a_line_twice_left_out_or_too_long_is_damaged) {
    value(database->keyring().add_epoch(2, march));
    const auto path = keyring_file(folder.file());
    const auto whole = file_bytes(path);
    const auto begin = [&](const std::string& line) { return whole.find("key " + line + " "); };
    const auto tenants = whole.substr(begin("0"), begin("1") - begin("0"));
    const auto epochs = whole.substr(begin("1"), begin("2") - begin("1"));
    const auto changed = [&](const std::string& line, const std::string& to) {
        auto text = whole;
        return text.replace(text.find(line), line.size(), to);
    };
    for (const auto& text : {changed(epochs, epochs + epochs), changed(tenants, ""),
                             changed(tenants, tenants + tenants),
                             changed(epochs, epochs.substr(0, epochs.size() - 1) + " more\n")}) {
        write_bytes(path, text);
        fails(Keyring::open(path, northwind, kit::root_lock()), ErrorCode::store_corrupt);
    }
    write_bytes(path, whole);
    value(Keyring::open(path, northwind, kit::root_lock()));
}

// Rule: a locked key is of one tenant and one epoch, whoever writes another name in front of it.
BOOST_AUTO_TEST_CASE(a_key_under_another_tenants_name_or_epoch_does_not_open) {
    const auto root = kit::root_lock();
    const Day today = *parse_day("2026-01-01");
    const auto key = value(crypto::random_key());
    const auto locked = [&](const std::string& tenant, int number, Day begun) {
        return value(root.lock(key, store::place_of(TenantId{tenant}, number, begun)));
    };
    const auto right = store::place_of(northwind, 1, today);
    value(root.unlock(locked("northwind", 1, today), right));
    fails(root.unlock(locked("southwind", 1, today), right), ErrorCode::key_wrong);
    fails(root.unlock(locked("northwind", 2, today), right), ErrorCode::key_wrong);
    fails(root.unlock(locked("northwind", 1, march), right), ErrorCode::key_wrong);
}

BOOST_AUTO_TEST_CASE(a_root_that_gives_a_key_of_another_length_is_not_believed) {
    auto lock = kit::root_lock();
    for (const std::size_t size : {0U, 31U, 33U}) {
        lock.unlock = [size](auto, auto) { return Result<Secret>(Secret(size)); };
        fails(Keyring::open(keyring_file(folder.file()), northwind, lock), ErrorCode::key_wrong);
    }
}

BOOST_AUTO_TEST_CASE(a_turn_leaves_all_readable_under_the_new_epoch_alone) {
    for (int i = 0; i < 600; ++i)  // More than one part.
        ask(*database, "request-" + std::to_string(i), i % 2 == 0 ? "ana" : "bea");
    write(*database, [](Transaction& tx) -> Result<void> {
        value(store::add_notice(tx, EmployeeId{"dan"}, later_hour));
        return store::keep_answer(tx, {"ana", "operation", "key", "input", {}}, "answer",
                                  later_hour);
    });
    turn(*database);

    BOOST_TEST(epochs_in(folder.file()) == std::vector{2}, boost::test_tools::per_element());
    RawFile raw(folder.file());
    BOOST_TEST(raw.one("SELECT COUNT(*) FROM request_key WHERE epoch <> 2") == "0");
    BOOST_TEST(raw.one("SELECT epoch FROM key_state WHERE previous IS NULL") == "2");
    const auto now = opened(folder.file());
    for (int i = 0; i < 600; ++i)
        BOOST_REQUIRE(reads(*now, "request-" + std::to_string(i)));
    BOOST_TEST(own_requests("ana") == 300U);
    BOOST_TEST(own_requests("bea") == 300U);
    BOOST_TEST(own_requests("cam") == 0U);
    read(*now, [](Transaction& tx) -> Result<void> {
        BOOST_TEST(value(store::next_notice(tx))->audience.text() == "dan");
        BOOST_TEST(*value(store::kept_answer(tx, {"ana", "operation", "key", "input", {}})) ==
                   "answer");
        return {};
    });
}

// Rule: the month's turn makes every copy from before it useless, to whoever has today's keys too.
BOOST_AUTO_TEST_CASE(after_the_turn_an_older_copy_tells_nothing_to_who_has_all_keys) {
    ask(*database, "request-1");
    value(database->empty_log());
    const auto backup = folder.file() + ".backup";
    const auto old_ref = RawFile(folder.file()).one("SELECT requester_ref FROM support_request");
    const auto old_parties = RawFile(folder.file()).run("SELECT concerned_ref FROM request_party");
    std::filesystem::copy_file(folder.file(), backup);
    const auto old_ring = file_bytes(keyring_file(folder.file()));
    write(*database, [](Transaction& tx) {
        return store::erase_request(tx, pass(Kind::request_state, RequestId{"request-1"}),
                                    later_hour);
    });

    // Before the turn the copy opens: that is what a backup is for.
    BOOST_TEST(
        reads(*value(store::Database::open(backup, northwind, value(keyring(folder.file())))),
              "request-1"));
    turn(*database);

    const auto ring = value(keyring(folder.file()));
    fails(store::Database::open(backup, northwind, ring), ErrorCode::key_missing);
    // Nor does it help to tell the copy that it is of today.
    RawFile(backup).run("UPDATE key_state SET epoch = 2");
    const auto forced = value(store::Database::open(backup, northwind, ring));
    BOOST_TEST(!reads(*forced, "request-1"));
    // And whoever tries each name of the company finds nobody.
    value(forced->read([&](Transaction& tx) -> Result<void> {
        BOOST_TEST(value(store::requests_of(tx, EmployeeId{"ana"})).empty());
        BOOST_TEST(tx.vault().person("requester", EmployeeId{"ana"}).current != old_ref);
        for (const auto& old : old_parties)
            BOOST_TEST(tx.vault().person("concerned", EmployeeId{"bo-concerned"}).current !=
                       old[0]);
        BOOST_TEST(tx.tenant_keys().pseudonym("requester", "ana") != old_ref);
        return {};
    }));
    // The keyring's own old bytes are gone from its place.
    BOOST_TEST(file_bytes(keyring_file(folder.file())) != old_ring);
    BOOST_TEST(folder.bytes().find(old_ring) == std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_host_that_is_open_goes_on_through_a_turn) {
    ask(*database, "request-1");
    const auto other = opened(folder.file());
    value(store::begin_turn(*other, march, later_hour));
    BOOST_TEST(reads(*database, "request-1"));
    BOOST_TEST(own_requests("ana") == 1U);
    ask(*database, "request-2");
    BOOST_TEST(RawFile(folder.file())
                   .one("SELECT COUNT(*) FROM request_key WHERE request_id = 'request-2' "
                        "AND epoch = 2") == "2");
    BOOST_TEST(own_requests("ana") == 2U);  // One under each epoch's name of hers.
    value(store::turn_some(*other, {}));
    value(store::end_turn(*other, later_hour));
    BOOST_TEST(reads(*database, "request-1"));
    BOOST_TEST(reads(*database, "request-2"));
    BOOST_TEST(own_requests("ana") == 2U);
}

BOOST_AUTO_TEST_CASE(an_older_keyring_beside_a_newer_database_is_told_at_opening) {
    ask(*database, "request-1");
    const auto path = keyring_file(folder.file());
    const auto before = file_bytes(path);
    turn(*database);
    database.reset();
    write_bytes(path, before);
    fails(store::Database::open(folder.file(), northwind, value(keyring(folder.file()))),
          ErrorCode::key_missing);
}

// Else what is new would be sealed under the key that the turn destroys.
BOOST_AUTO_TEST_CASE(a_keyring_that_lacks_one_of_a_turns_two_epochs_is_told_at_opening) {
    ask(*database, "request-1");
    const auto path = keyring_file(folder.file());
    const auto older = file_bytes(path);
    value(store::begin_turn(*database, march, later_hour));
    const auto both = file_bytes(path);
    value(database->keyring().keep_only({2, std::nullopt}));
    const auto newer = file_bytes(path);
    database.reset();
    for (const auto& ring : {older, newer}) {
        write_bytes(path, ring);
        fails(store::Database::open(folder.file(), northwind, value(keyring(folder.file()))),
              ErrorCode::key_missing);
    }
    write_bytes(path, both);
    BOOST_TEST(reads(*opened(folder.file()), "request-1"));
}

BOOST_AUTO_TEST_CASE(one_tenants_turn_leaves_anothers_keys_alone) {
    ask(*database, "request-1");
    const auto other = opened(folder.file(), "southwind", 3);
    ask(*other, "request-2");
    value(store::begin_turn(*database, march, later_hour));
    const auto left =
        read(*database, [](Transaction& tx) { return store::requests_under(tx, 1, 10); });
    BOOST_REQUIRE(left.size() == 1U);
    BOOST_TEST(left.front().text() == "request-1");
    turn(*database);

    BOOST_TEST(RawFile(folder.file())
                   .one("SELECT epoch FROM key_state WHERE tenant_id = 'southwind' "
                        "AND previous IS NULL") == "1");
    BOOST_TEST(reads(*opened(folder.file(), "southwind", 3), "request-2"));
}

BOOST_AUTO_TEST_CASE(a_turn_is_on_record_from_its_begin_to_its_end) {
    turn(*database);
    std::vector<std::string> events;
    for (const auto& record :
         read(*database, [](Transaction& tx) { return store::audit_page(tx, 0, 10); }))
        events.push_back(record.event);
    BOOST_TEST(events == (std::vector<std::string>{"epoch-begun", "epoch-ended"}),
               boost::test_tools::per_element());
}

// Rule: the old secret goes only when nothing is left under it.
BOOST_AUTO_TEST_CASE(a_data_key_that_does_not_open_keeps_the_old_epoch) {
    ask(*database, "request-1");
    ask(*database, "request-2");
    RawFile raw(folder.file());
    raw.run(
        "UPDATE request_key SET wrapped = zeroblob(100) "
        "WHERE request_id = 'request-1' AND key_class = 0");
    value(store::begin_turn(*database, march, later_hour));
    const auto part = value(store::turn_some(*database, {}));
    BOOST_TEST(part.turned == 3);
    BOOST_TEST(part.last);
    fails(store::end_turn(*database, later_hour), ErrorCode::store_corrupt);
    BOOST_TEST(epochs_in(folder.file()) == (std::vector{1, 2}), boost::test_tools::per_element());
    const auto left =
        read(*database, [](Transaction& tx) { return store::requests_under(tx, 1, 10); });
    BOOST_TEST(left.size() == 1U);
    BOOST_TEST(left.front().text() == "request-1");

    write(*database, [](Transaction& tx) {
        return store::erase_request(tx, pass(Kind::request_state, RequestId{"request-1"}),
                                    later_hour);
    });
    value(store::end_turn(*database, later_hour));
    BOOST_TEST(epochs_in(folder.file()) == std::vector{2}, boost::test_tools::per_element());
    BOOST_TEST(reads(*database, "request-2"));
}

BOOST_AUTO_TEST_CASE(what_a_stopped_turn_left_in_the_keyring_goes_with_the_next) {
    ask(*database, "request-1");
    // Killed after the keyring had its new secret and before the database knew.
    value(database->keyring().add_epoch(2, march));
    turn(*database);
    BOOST_TEST(epochs_in(folder.file()) == std::vector{2}, boost::test_tools::per_element());
    // Killed after the database was done and before the keyring was.
    value(database->keyring().add_epoch(3, march));
    value(store::end_turn(*database, later_hour));
    BOOST_TEST(epochs_in(folder.file()) == std::vector{2}, boost::test_tools::per_element());
    BOOST_TEST(reads(*database, "request-1"));
}

BOOST_AUTO_TEST_CASE(what_a_killed_turn_left_beside_the_keyring_goes_with_the_next) {
    // Killed while the new keyring had its content and not yet its name.
    const auto left = keyring_file(folder.file()) + ".new";
    write_bytes(left, file_bytes(keyring_file(folder.file())));
    turn(*database);
    BOOST_TEST(!std::filesystem::exists(left));
    BOOST_TEST(epochs_in(folder.file()) == std::vector{2}, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(one_process_turns_at_a_time) {
    const auto held = value(database->keyring().hold());
    const auto other = value(keyring(folder.file()));
    fails(other->hold(), ErrorCode::busy);
}

template <class Work>
pid_t forked(Work&& work) {
    const pid_t pid = fork();
    if (pid == 0) {
        work();
        _exit(0);
    }
    return pid;
}

// Says each step that it made: a byte once it is open, then one for each begin, part and end. Waits
// for its end after the last of `steps`.
[[noreturn]] void turn_for_ever(const std::string& file, int out, int steps) {
    const auto made = [&] {
        if (::write(out, ".", 1) < 0) _exit(7);
        while (--steps == 0)
            pause();
    };
    const auto ring = keyring(file);
    if (!ring) _exit(2);
    const auto mine = store::Database::open(file, northwind, *ring);
    if (!mine) _exit(3);
    made();
    while (true) {
        const auto held = (*mine)->keyring().hold();
        if (!held) continue;
        if (!store::begin_turn(**mine, march, later_hour)) _exit(4);
        made();
        store::TurnPart part;
        while (!part.last) {
            const auto next = store::turn_some(**mine, part.reached);
            if (!next) _exit(5);
            part = *next;
            made();
        }
        if (!store::end_turn(**mine, later_hour)) _exit(6);
        made();
    }
}

// Rule: a kill at any moment leaves every data key readable under exactly one epoch, and hosts go
// on meanwhile.
BOOST_AUTO_TEST_CASE(killed_turns_leave_every_key_under_exactly_one_epoch) {
    for (int i = 0; i < 100; ++i)
        ask(*database, "request-" + std::to_string(i));
    database.reset();
    std::mt19937 random(20'261'123);
    int asked = 0;
    constexpr int without_end = -1;
    std::set<std::string> seen;
    for (int round = 0; round < 30; ++round) {
        // Each second one is killed at a step, so both states are met, and the others anywhere.
        const int steps = 1 + round / 2 % 5;
        int ends[2];
        BOOST_REQUIRE(pipe(ends) == 0);
        const auto turning = forked([&] {
            close(ends[0]);
            turn_for_ever(folder.file(), ends[1], round % 2 == 0 ? steps : without_end);
        });
        close(ends[1]);
        {
            const auto host = opened(folder.file());
            for (int i = 0; i < steps; ++i) {
                char step = 0;
                BOOST_REQUIRE(::read(ends[0], &step, 1) == 1);
                ask(*host, "mine-" + std::to_string(asked++));
                BOOST_REQUIRE(reads(*host, "request-" + std::to_string(random() % 100)));
            }
            std::this_thread::sleep_for(std::chrono::milliseconds(random() % 20));
        }
        kill(turning, SIGKILL);
        close(ends[0]);
        int status = 0;
        waitpid(turning, &status, 0);
        BOOST_TEST(WIFSIGNALED(status));  // It met no error before.

        RawFile raw(folder.file());
        const auto state = raw.run("SELECT epoch, COALESCE(previous, epoch) FROM key_state");
        seen.insert(state[0][0] == state[0][1] ? "between" : "during");
        BOOST_TEST(raw.one("SELECT COUNT(*) FROM request_key WHERE epoch NOT IN (" + state[0][0] +
                           "," + state[0][1] + ")") == "0");
        const auto now = opened(folder.file());
        for (int i = 0; i < 100; ++i)
            BOOST_REQUIRE(reads(*now, "request-" + std::to_string(i)));
        BOOST_TEST(read(*now, [](Transaction& tx) {
                       return store::requests_of(tx, EmployeeId{"ana"});
                   }).size() == static_cast<std::size_t>(100 + asked));
    }
    BOOST_TEST(seen.size() == 2U);  // Both were met, so both were tried.
    const auto now = opened(folder.file());
    turn(*now);
    BOOST_TEST(epochs_in(folder.file()).size() == 1U);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace kith::store_test
