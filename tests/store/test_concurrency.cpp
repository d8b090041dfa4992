// Threads, processes and their ends: nothing above capacity, nothing half, nothing acknowledged
// lost.
#include <signal.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <chrono>
#include <filesystem>
#include <iterator>
#include <random>
#include <thread>
#include <utility>

#include "crypto/crypto.h"
#include "store/caseloads.h"
#include "store/connection.h"
#include "store/raw_file.h"
#include "store/store_world.h"

namespace kith::store_test {
namespace {

using model::AssignmentState;
using store::Transaction;

struct SharedStore {
    Folder folder;
    std::shared_ptr<store::Database> database = made(folder);

    // INVARIANT of the schema: a load is the number of its open assignments.
    void loads_fit() {
        RawFile file(folder.file());
        BOOST_TEST(file.one("SELECT COUNT(*) FROM supporter_load l WHERE open_count <> "
                            "(SELECT COUNT(*) FROM assignment a "
                            "WHERE a.supporter_ref = l.supporter_ref AND state IN (0, 1))") == "0");
    }
    int open_of(const std::string& supporter) {
        const auto loads =
            read(*database, [](Transaction& tx) { return store::loads(tx, Day{20'000}); });
        const auto found = loads.find(store::supporter_ref(*database, EmployeeId{supporter}));
        return found == loads.end() ? 0 : found->second.open;
    }
};

const std::vector<std::string> three = {"dan", "eve", "fay"};

// Every request asks every supporter until one has a place. False where anything but `conflict`
// came.
bool ask_everybody(store::Database& database, const std::string& prefix, int requests) {
    for (int i = 0; i < requests; ++i) {
        const auto id = RequestId{prefix + std::to_string(i)};
        for (const auto& who : three) {
            const auto asked = database.write([&](Transaction& tx) {
                return store::propose(tx, id, EmployeeId{who}, 5, hour, hour + 24);
            });
            if (!asked && asked.error().code != ErrorCode::conflict) return false;
        }
    }
    return true;
}

// Runs in a forked child, which must not come back into Boost.Test.
template <class Work>
pid_t child(Work&& work) {
    const pid_t pid = fork();
    BOOST_REQUIRE(pid >= 0);
    if (pid == 0) _exit(work());
    return pid;
}

long open_files() {
    const std::filesystem::directory_iterator files("/proc/self/fd");
    return std::distance(begin(files), end(files));
}

int exit_code(pid_t pid) {
    int status = 0;
    BOOST_REQUIRE(waitpid(pid, &status, 0) == pid);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
}

BOOST_FIXTURE_TEST_SUITE(concurrency, SharedStore)

BOOST_AUTO_TEST_CASE(eight_threads_never_pass_a_capacity) {
    for (int thread = 0; thread < 8; ++thread)
        for (int i = 0; i < 4; ++i)
            ask(*database, "r" + std::to_string(thread) + "-" + std::to_string(i));

    std::atomic<int> wrong = 0;
    std::vector<std::thread> threads;
    for (int thread = 0; thread < 8; ++thread)
        threads.emplace_back([&, thread] {
            if (!ask_everybody(*database, "r" + std::to_string(thread) + "-", 4)) ++wrong;
        });
    for (auto& thread : threads)
        thread.join();

    BOOST_TEST(wrong == 0);
    for (const auto& who : three)
        BOOST_TEST(open_of(who) == 5, who);
    loads_fit();
}

BOOST_AUTO_TEST_CASE(four_processes_never_pass_a_capacity) {
    for (int process = 0; process < 4; ++process)
        for (int i = 0; i < 6; ++i)
            ask(*database, "r" + std::to_string(process) + "-" + std::to_string(i));
    database.reset();

    std::vector<pid_t> children;
    for (int process = 0; process < 4; ++process)
        children.push_back(child([&] {
            auto mine = store::Database::open(folder.file(), TenantId{"northwind"},
                                              value(keyring(folder.file())));
            if (!mine) return 2;
            return ask_everybody(**mine, "r" + std::to_string(process) + "-", 6) ? 0 : 1;
        }));
    for (const auto pid : children)
        BOOST_TEST(exit_code(pid) == 0);

    database = opened(folder.file());
    for (const auto& who : three)
        BOOST_TEST(open_of(who) == 5, who);
    loads_fit();
}

BOOST_AUTO_TEST_CASE(work_that_ends_in_an_error_leaves_nothing) {
    const auto before = read(*database, [](Transaction& tx) { return store::state_counts(tx); });

    fails(database->write([&](Transaction& tx) -> Result<void> {
        value(store::insert_request(tx, new_request("request-1"), code_bits(1)));
        value(store::propose(tx, RequestId{"request-1"}, EmployeeId{"dan"}, 1, hour, hour));
        return Error{ErrorCode::denied, "as in a use case", {}, {}};
    }),
          ErrorCode::denied);

    const auto after = read(*database, [](Transaction& tx) { return store::state_counts(tx); });
    BOOST_TEST(before.waiting == after.waiting);
    BOOST_TEST(open_of("dan") == 0);
}

BOOST_AUTO_TEST_CASE(work_that_throws_leaves_nothing_and_the_database_goes_on) {
    BOOST_CHECK_THROW(static_cast<void>(database->write([&](Transaction& tx) -> Result<void> {
                          value(store::insert_request(tx, new_request("request-1"), code_bits(1)));
                          throw Fault("a bug of ours");
                      })),
                      Fault);

    BOOST_TEST(read(*database, [](Transaction& tx) { return store::state_counts(tx); }).waiting ==
               0);
    ask(*database, "request-1");
}

BOOST_AUTO_TEST_CASE(failed_statement_that_nobody_heeds_is_still_not_committed) {
    ask(*database, "request-1");

    fails(database->write([&](Transaction& tx) -> Result<void> {
        value(store::set_state(tx, RequestId{"request-1"}, model::RequestState::closed, hour));
        const auto unheeded = store::insert_request(tx, new_request("request-1"), code_bits(1));
        BOOST_TEST(!unheeded);
        return {};
    }),
          ErrorCode::store_failed);

    BOOST_TEST(read(*database, [](Transaction& tx) { return store::state_counts(tx); }).closed ==
               0);
}

BOOST_AUTO_TEST_CASE(second_writer_waits_for_the_first) {
    ask(*database, "request-1");
    std::atomic<bool> begun = false;
    std::thread first([&] {
        static_cast<void>(database->write([&](Transaction& tx) {
            begun = true;
            std::this_thread::sleep_for(std::chrono::milliseconds(200));
            return store::set_state(tx, RequestId{"request-1"}, model::RequestState::active, 1);
        }));
    });
    while (!begun)
        std::this_thread::yield();

    const auto row = write(
        *database, [](Transaction& tx) { return store::find_request(tx, RequestId{"request-1"}); });
    first.join();

    BOOST_REQUIRE(row.has_value());
    BOOST_CHECK(row->state == model::RequestState::active);
}

BOOST_AUTO_TEST_CASE(reader_is_not_held_up_and_sees_one_state) {
    ask(*database, "request-1");

    value(database->write([&](Transaction& tx) -> Result<void> {
        value(store::set_state(tx, RequestId{"request-1"}, model::RequestState::closed, 1));
        const auto counts =
            read(*database, [](Transaction& other) { return store::state_counts(other); });
        BOOST_TEST(counts.waiting == 1);
        return {};
    }));

    BOOST_TEST(read(*database, [](Transaction& tx) { return store::state_counts(tx); }).closed ==
               1);
}

BOOST_AUTO_TEST_CASE(writer_that_waited_too_long_hears_busy) {
    auto patient = value(store::Connection::open(folder.file()));
    auto hasty = value(store::Connection::open(folder.file(), /*patience_ms=*/20));
    value(patient->run("BEGIN IMMEDIATE"));

    fails(hasty->run("BEGIN IMMEDIATE"), ErrorCode::busy);

    value(patient->run("COMMIT"));
    value(hasty->run("BEGIN IMMEDIATE"));
}

// Holds the database for all of its time but the moment between two turns.
[[noreturn]] void hold_without_a_pause(const std::string& file, int out) {
    const auto mine = store::Connection::open(file);
    if (!mine) _exit(2);
    while (true) {
        if (!(*mine)->run("BEGIN IMMEDIATE")) _exit(3);
        if (out >= 0 && ::write(std::exchange(out, -1), ".", 1) < 0) _exit(4);
        std::this_thread::sleep_for(std::chrono::milliseconds(3));
        if (!(*mine)->run("COMMIT")) _exit(5);
    }
}

// Rule: who writes without a pause does not keep another process out.
BOOST_AUTO_TEST_CASE(writer_gets_its_turn_beside_a_process_that_never_pauses) {
    database.reset();
    int ends[2];
    BOOST_REQUIRE(pipe(ends) == 0);
    const pid_t greedy = child([&]() -> int { hold_without_a_pause(folder.file(), ends[1]); });
    close(ends[1]);
    char begun = 0;
    BOOST_REQUIRE(::read(ends[0], &begun, 1) == 1);
    close(ends[0]);

    auto mine = value(store::Connection::open(folder.file()));
    int turns = 0;
    while (turns < 5 && mine->run("BEGIN IMMEDIATE") && mine->run("COMMIT"))
        ++turns;
    kill(greedy, SIGKILL);  // First of all, so that it does not outlive a test that fails.

    BOOST_TEST(turns == 5);
    BOOST_TEST(exit_code(greedy) == -SIGKILL);
}

// Asks for support and proposes somebody in one transaction, and tells of it when it is
// acknowledged.
[[noreturn]] void write_until_killed(const std::string& file, const std::string& round, int out) {
    auto mine = store::Database::open(file, TenantId{"northwind"}, value(keyring(file)));
    if (!mine) _exit(2);
    for (int i = 0;; ++i) {
        const auto id = RequestId{round + std::to_string(i)};
        const auto digest = crypto::sha256(id.text());
        const Secret code{std::span<const std::uint8_t>(digest).first(16)};
        const auto kept = (*mine)->write([&](Transaction& tx) -> Result<void> {
            const auto asked = store::insert_request(tx, new_request(id.text()), code);
            if (!asked) return asked;
            const auto to = store::propose(tx, id, EmployeeId{"dan"}, 100'000, hour, hour + 24);
            if (!to) return to.error();
            const auto said = store::add_message(
                tx, id, {{}, 0, to->id, model::Author::requester, hour, "hello"});
            return said ? Result<void>{} : said.error();
        });
        if (!kept) _exit(3);
        const auto line = id.text() + "\n";
        if (::write(out, line.data(), line.size()) < 0) _exit(4);
    }
}

// What is there to read, after waiting for it; false at the end.
bool append_some(int fd, std::string& all) {
    char block[4096];
    const auto n = ::read(fd, block, sizeof block);
    if (n > 0) all.append(block, static_cast<std::size_t>(n));
    return n > 0;
}

std::vector<std::string> lines_of(const std::string& all) {
    std::vector<std::string> lines;
    for (std::size_t at = 0, end = all.find('\n'); end != std::string::npos;
         at = end + 1, end = all.find('\n', at))
        lines.push_back(all.substr(at, end - at));
    return lines;
}

BOOST_AUTO_TEST_CASE(killed_writer_loses_nothing_acknowledged_and_leaves_nothing_half) {
    database.reset();
    std::mt19937 random(20'261'123);
    for (int round = 0; round < 30; ++round) {
        int ends[2];
        BOOST_REQUIRE(pipe(ends) == 0);
        const auto name = "k" + std::to_string(round) + "-";
        const pid_t pid = child([&]() -> int {
            close(ends[0]);
            write_until_killed(folder.file(), name, ends[1]);
        });
        close(ends[1]);
        // Not before something is at stake, however slow the machine.
        std::string said;
        append_some(ends[0], said);
        std::this_thread::sleep_for(std::chrono::milliseconds(random() % 60));
        kill(pid, SIGKILL);
        BOOST_TEST(exit_code(pid) == -SIGKILL);
        while (append_some(ends[0], said)) {
        }
        close(ends[0]);
        const auto lines = lines_of(said);
        BOOST_TEST(!lines.empty());

        const auto now = opened(folder.file());
        for (const auto& id : lines) {
            const auto said = read(*now, [&](Transaction& tx) {
                return store::messages(tx, pass(model::Kind::conversation, RequestId{id}), {}, 0);
            });
            BOOST_TEST(said.size() == 1U, id);
        }
    }

    RawFile file(folder.file());
    const auto requests = file.one("SELECT COUNT(*) FROM support_request");
    BOOST_TEST(file.one("SELECT COUNT(*) FROM assignment") == requests);
    BOOST_TEST(file.one("SELECT COUNT(*) FROM message") == requests);
    BOOST_TEST(file.one("SELECT COUNT(*) / 2 FROM request_key") == requests);
    BOOST_TEST(file.one("PRAGMA integrity_check") == "ok");
    loads_fit();
}

int fill_the_disk(const std::string& path) {
    auto mine = store::Database::open(path, TenantId{"northwind"}, value(keyring(path)));
    if (!mine) return 2;
    signal(SIGXFSZ, SIG_IGN);
    rlimit limit{};
    getrlimit(RLIMIT_FSIZE, &limit);
    const auto roomy = limit;
    limit.rlim_cur = 600'000;
    setrlimit(RLIMIT_FSIZE, &limit);

    const Error no_assignment{ErrorCode::denied, "the test has no assignment", {}, {}};
    int stored = 0;
    const auto say = [&] {
        return (*mine)->write([&](Transaction& tx) -> Result<model::Message> {
            const auto to = store::open_assignment(tx, RequestId{"request-1"});
            if (!to || !*to) return no_assignment;
            return store::add_message(
                tx, RequestId{"request-1"},
                {{}, 0, (*to)->id, model::Author::requester, hour, std::string(20'000, 'x')});
        });
    };
    auto said = say();
    for (; said && stored < 1'000; said = say())
        ++stored;
    if (said || said.error().code != ErrorCode::store_failed) return 3;

    const auto heard = [&] {
        const auto all = (*mine)->read([&](Transaction& tx) {
            return store::messages(tx, pass(model::Kind::conversation, RequestId{"request-1"}), {},
                                   0);
        });
        return all ? static_cast<int>(all->size()) : -1;
    };
    if (heard() != stored) return 4;
    setrlimit(RLIMIT_FSIZE, &roomy);
    if (!say() || heard() != stored + 1) return 5;
    return 0;
}

BOOST_AUTO_TEST_CASE(full_disk_is_a_clear_error_and_leaves_what_was_there) {
    ask(*database, "request-1");
    write(*database, [](Transaction& tx) {
        return store::propose(tx, RequestId{"request-1"}, EmployeeId{"dan"}, 1, hour, hour);
    });
    database.reset();

    BOOST_TEST(exit_code(child([&] { return fill_the_disk(folder.file()); })) == 0);

    BOOST_TEST(RawFile(folder.file()).one("PRAGMA integrity_check") == "ok");
}

BOOST_AUTO_TEST_CASE(child_that_drops_the_parents_database_leaves_its_connections_alone) {
    ask(*database, "request-1");
    const pid_t pid = child([&] {
        const auto before = open_files();
        database.reset();
        return before == open_files() ? 0 : 1;
    });

    BOOST_TEST(exit_code(pid) == 0);
    ask(*database, "request-2");
    BOOST_TEST(read(*database, [](Transaction& tx) { return store::state_counts(tx); }).waiting ==
               2);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace kith::store_test
