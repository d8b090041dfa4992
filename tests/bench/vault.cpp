// What the vault costs: sealing and opening a message of 1 kB beside plain SQLite writes of the
// same size in the same run, and the turn of 100,000 data keys beside a plain update of as many
// rows.
//
// bench_vault FOLDER [DATA-KEYS]: medians, with ratios.
#include <sqlite3.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <functional>
#include <string>
#include <vector>

#include "kit/root_lock.h"
#include "model/permit.h"
#include "policy/gate.h"
#include "store/assignments.h"
#include "store/key_turn.h"
#include "store/messages.h"
#include "store/requests.h"
#include "store/transaction.h"

namespace {

using kith::RequestId;
using kith::store::Transaction;

constexpr int pairs = 300;       // Of single writes, ours and theirs in turn.
constexpr int together = 1'000;  // In one transaction.
constexpr std::int64_t hour = 490'000;
const std::string words(1'000, 'w');

double seconds(const std::function<void()>& work) {
    const auto start = std::chrono::steady_clock::now();
    work();
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

double median(std::vector<double> times) {
    std::sort(times.begin(), times.end());
    return times[times.size() / 2];
}

template <class T>
T must(kith::Result<T> result) {
    if (result) return std::move(*result);
    std::fprintf(stderr, "bench: %s\n", std::string(result.error().detail.view()).c_str());
    std::exit(1);
}
void must(const kith::Result<void>& result) {
    if (!result) std::exit(1);
}

// A table of one's own in a file of one's own, with the settings that Kith works with.
class Plain {
public:
    explicit Plain(const std::string& path) {
        if (sqlite3_open(path.c_str(), &handle_) != SQLITE_OK) std::exit(1);
        for (const auto* const sql :
             {"PRAGMA journal_mode = WAL", "PRAGMA synchronous = FULL", "PRAGMA secure_delete = ON",
              "CREATE TABLE message (number INTEGER PRIMARY KEY, body BLOB)",
              "CREATE TABLE wrapped (number INTEGER PRIMARY KEY, body BLOB)"})
            run(sql);
    }
    ~Plain() { sqlite3_close(handle_); }
    Plain(const Plain&) = delete;
    Plain& operator=(const Plain&) = delete;

    void run(const char* sql) {
        if (sqlite3_exec(handle_, sql, nullptr, nullptr, nullptr) != SQLITE_OK) std::exit(1);
    }
    void put(const char* sql, const std::string& body, int number = 0) {
        sqlite3_stmt* statement = nullptr;
        sqlite3_prepare_v2(handle_, sql, -1, &statement, nullptr);
        sqlite3_bind_blob(statement, 1, body.data(), static_cast<int>(body.size()), SQLITE_STATIC);
        if (number > 0) sqlite3_bind_int(statement, 2, number);
        if (sqlite3_step(statement) != SQLITE_DONE) std::exit(1);
        sqlite3_finalize(statement);
    }

private:
    sqlite3* handle_ = nullptr;
};

constexpr const char* plain_insert = "INSERT INTO message (body) VALUES (?1)";

kith::model::Permit pass(kith::model::Kind kind, const RequestId& request) {
    kith::model::Policy everything;
    everything.permits.push_back({"everything", {}, {}, {}, {}});
    kith::policy::Access access;
    access.kind = kind;
    access.request = request;
    return must(kith::policy::Gate(everything).release(access, {}));
}

RequestId ask(Transaction& tx, int number) {
    kith::store::NewRequest request;
    request.id = RequestId{must(kith::crypto::random_uuid())};
    request.identity = {kith::EmployeeId{"e" + std::to_string(number)},
                        {kith::EmployeeId{"c" + std::to_string(number % 100)}},
                        {},
                        {}};
    request.content = {"exclusion", "en", "chat", "A2B3", "They eat lunch without me."};
    request.hour = hour;
    const auto digest = kith::crypto::sha256(request.id.text());
    const kith::Secret code{std::span<const std::uint8_t>(digest).first(16)};
    must(kith::store::insert_request(tx, request, code));
    return request.id;
}

void say(Transaction& tx, const kith::store::Assignment& to) {
    must(kith::store::add_message(tx, to.request,
                                  {{}, 0, to.id, kith::model::Author::requester, hour, words}));
}

void compare(const char* what, const std::vector<double>& ours, const std::vector<double>& theirs,
             double count) {
    std::printf("%-44s %9.1f us, plain SQLite %9.1f us, ratio %5.2f\n", what,
                median(ours) * 1e6 / count, median(theirs) * 1e6 / count,
                median(ours) / median(theirs));
}

void messages(kith::store::Database& database, Plain& plain) {
    const auto to = must(database.write([&](Transaction& tx) {
        return kith::store::propose(tx, ask(tx, 0), kith::EmployeeId{"dan"}, 1, hour, hour);
    }));
    std::vector<double> ours;
    std::vector<double> theirs;
    for (int i = 0; i < pairs; ++i) {
        ours.push_back(seconds([&] {
            must(database.write([&](Transaction& tx) -> kith::Result<void> {
                say(tx, to);
                return {};
            }));
        }));
        theirs.push_back(seconds([&] { plain.put(plain_insert, words); }));
    }
    compare("a message of 1 kB, sealed and durable", ours, theirs, 1);
    ours.clear();
    theirs.clear();
    for (int i = 0; i < 5; ++i) {
        ours.push_back(seconds([&] {
            must(database.write([&](Transaction& tx) -> kith::Result<void> {
                for (int n = 0; n < together; ++n)
                    say(tx, to);
                return {};
            }));
        }));
        theirs.push_back(seconds([&] {
            plain.run("BEGIN IMMEDIATE");
            for (int n = 0; n < together; ++n)
                plain.put(plain_insert, words);
            plain.run("COMMIT");
        }));
    }
    compare("the same among a thousand", ours, theirs, together);
    const auto read = seconds([&] {
        must(database.read([&](Transaction& tx) {
            return kith::store::messages(tx, pass(kith::model::Kind::conversation, to.request), {},
                                         0);
        }));
    });
    std::printf("%-44s %9.1f us\n", "one of them read and opened",
                read * 1e6 / (pairs + 5 * together));
}

void envelopes(kith::store::Database& database) {
    must(database.read([&](Transaction& tx) -> kith::Result<void> {
        const auto key = must(tx.vault().new_data_key());
        const kith::store::Place place{"message", "body", "row"};
        kith::crypto::Bytes sealed;
        constexpr int times = 2'000;
        const auto sealing = seconds([&] {
            for (int i = 0; i < times; ++i)
                sealed = must(tx.vault().seal(key, words, place));
        });
        const auto opening = seconds([&] {
            for (int i = 0; i < times; ++i)
                must(tx.vault().open(key, sealed, place));
        });
        std::printf("%-44s %9.1f us sealed, %9.1f us opened, %zu bytes\n",
                    "the envelope alone, of 1 kB", sealing * 1e6 / times, opening * 1e6 / times,
                    sealed.size());
        return {};
    }));
}

void turn(kith::store::Database& database, Plain& plain, int data_keys) {
    constexpr int part = 512;
    for (int made = 0; made < data_keys / 2; made += part)
        must(database.write([&](Transaction& tx) -> kith::Result<void> {
            for (int i = made; i < std::min(made + part, data_keys / 2); ++i)
                ask(tx, i);
            return {};
        }));
    const auto ours = seconds([&] {
        must(kith::store::begin_turn(database, kith::Day{20'100}, hour));
        kith::store::TurnPart done;
        while (!done.last)
            done = must(kith::store::turn_some(database, done.reached));
        must(kith::store::end_turn(database, hour));
    });
    const std::string wrapped(100, 'k');
    const auto in_parts = [&](const char* sql, bool numbered) {
        for (int made = 0; made < data_keys; made += part) {
            plain.run("BEGIN IMMEDIATE");
            for (int i = made; i < std::min(made + part, data_keys); ++i)
                plain.put(sql, wrapped, numbered ? i + 1 : 0);
            plain.run("COMMIT");
        }
    };
    in_parts("INSERT INTO wrapped (body) VALUES (?1)", false);
    const auto theirs =
        seconds([&] { in_parts("UPDATE wrapped SET body = ?1 WHERE number = ?2", true); });
    std::printf("a turn of %-34d %9.2f s,  plain updates %8.2f s, ratio %5.1f\n", data_keys, ours,
                theirs, ours / theirs);
}

}  // namespace

int main(int argc, char** argv) {
    if (argc < 2) {
        std::fprintf(stderr, "usage: bench_vault FOLDER [DATA-KEYS]\n");
        return 2;
    }
    const auto file = std::string(argv[1]) + "/vault.sqlite";
    const kith::TenantId tenant{"bench"};
    must(kith::store::Database::prepare(file));
    auto ring = must(kith::kit::keyring(file + ".keyring", tenant, kith::Day{20'000}));
    const auto database = must(kith::store::Database::begin(file, tenant, std::move(ring)));
    Plain plain(std::string(argv[1]) + "/plain.sqlite");
    envelopes(*database);
    messages(*database, plain);
    turn(*database, plain, argc > 2 ? std::atoi(argv[2]) : 100'000);
    return 0;
}
