// First figures: opening, searching, one durable request, memory; each beside what one would write
// by hand.
//
// bench_first MANIFEST PEOPLE-DATABASE SCRATCH-FOLDER REQUESTER...: medians of interleaved runs,
// with ratios.
#include <kith/kith.h>

#include <sqlite3.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <functional>
#include <string>
#include <vector>

namespace {

using Microseconds = std::vector<double>;

double once(const std::function<void()>& work) {
    const auto start = std::chrono::steady_clock::now();
    work();
    return std::chrono::duration<double, std::micro>(std::chrono::steady_clock::now() - start)
        .count();
}

double quantile(Microseconds times, double share) {
    std::sort(times.begin(), times.end());
    return times[static_cast<std::size_t>(share * static_cast<double>(times.size() - 1))];
}

void row(const char* what, const Microseconds& times) {
    std::printf("%-52s %10.1f us p50 %10.1f us p99  (%zu runs)\n", what, quantile(times, 0.5),
                quantile(times, 0.99), times.size());
}

void ratio(const char* what, const Microseconds& ours, const Microseconds& theirs) {
    std::printf("ratio %-46s %10.2f\n", what, quantile(ours, 0.5) / quantile(theirs, 0.5));
}

long resident_kib() {
    std::ifstream status("/proc/self/status");
    for (std::string line; std::getline(status, line);)
        if (line.rfind("VmRSS:", 0) == 0) return std::strtol(line.c_str() + 6, nullptr, 10);
    return 0;
}

void must(bool good, const char* what) {
    if (good) return;
    std::fprintf(stderr, "bench: %s\n", what);
    std::exit(1);
}

struct Answer {
    kith_buf buffer = KITH_BUF_INIT;
    ~Answer() { kith_buf_free(&buffer); }
    std::string text() const { return {buffer.data, buffer.len}; }
};

kith_instance open(const std::string& manifest) {
    kith_instance instance = 0;
    Answer err;
    const auto status =
        kith_open(nullptr, manifest.data(), manifest.size(), &instance, &err.buffer);
    if (status != KITH_OK) must(false, err.buffer.data);
    return instance;
}

kith_session session(kith_instance instance, const std::string& who, const char* capacity) {
    const auto json = R"({"capacity": ")" + std::string(capacity) +
                      R"(", "purpose": "peer-support", "subject": ")" + who + R"("})";
    kith_session opened = 0;
    must(kith_session_open(instance, json.data(), json.size(), &opened, nullptr) == KITH_OK,
         "no session");
    return opened;
}

std::string call(kith_session by, const char* operation, const std::string& input) {
    Answer out;
    const auto status = kith_call(by, operation, input.data(), input.size(), &out.buffer);
    if (status != KITH_OK) must(false, out.buffer.data);
    return out.text();
}

class Sqlite {
public:
    explicit Sqlite(const std::string& path) {
        must(sqlite3_open(path.c_str(), &database_) == SQLITE_OK, "sqlite");
        run("PRAGMA journal_mode=WAL");
        run("PRAGMA synchronous=FULL");
    }
    ~Sqlite() { sqlite3_close(database_); }
    Sqlite(const Sqlite&) = delete;
    Sqlite& operator=(const Sqlite&) = delete;
    void run(const std::string& sql) {
        must(sqlite3_exec(database_, sql.c_str(), nullptr, nullptr, nullptr) == SQLITE_OK,
             sqlite3_errmsg(database_));
    }

private:
    sqlite3* database_ = nullptr;
};

// The same page by hand: listed supporters of one language, who speak it, in the people database.
constexpr const char* by_hand =
    "SELECT s.id, p.display_name, s.about FROM dir_supporter s JOIN dir_person p"
    " ON p.tenant_id = s.tenant_id AND p.id = s.id"
    " WHERE s.listed = 1 AND p.active = 1 AND s.languages LIKE '%en%'"
    " ORDER BY s.id LIMIT 20";

void bench_search(kith_instance instance, const std::string& who, Sqlite& people) {
    const auto by = session(instance, who, "employee");
    Microseconds ours;
    Microseconds theirs;
    for (int i = 0; i < 300; ++i) {
        ours.push_back(once([&] {
            call(by, "directory.search/1",
                 R"({"language": "en", "topic": "threats", "limit": 20})");
        }));
        theirs.push_back(once([&] { people.run(by_hand); }));
    }
    row("directory.search/1, page of 20, through the ABI", ours);
    row("SQLite by hand, page of 20", theirs);
    ratio("search / SQLite by hand", ours, theirs);
    kith_session_close(by);
}

void bench_request(kith_instance instance, const std::vector<std::string>& askers,
                   const std::string& scratch) {
    Sqlite bare(scratch + "/bare.sqlite");
    bare.run("CREATE TABLE t (id TEXT PRIMARY KEY, body BLOB)");
    Microseconds ours;
    Microseconds theirs;
    int number = 0;
    for (const auto& asker : askers) {
        const auto by = session(instance, asker, "requester");
        const auto key =
            R"({"idempotencyKey": "bench-)" + std::to_string(10'000'000 + number) + '"';
        std::string answer;
        ours.push_back(once([&] {
            answer = call(by, "support.request/1",
                          key + R"(, "text": "x", "language": "en", "ifNobody": "wait"})");
        }));
        theirs.push_back(once([&] {
            bare.run("INSERT INTO t VALUES ('" + std::to_string(number) + "', zeroblob(4096))");
        }));
        const auto at = answer.find(R"("request":")") + 11;
        call(by, "support.close/1",
             R"({"idempotencyKey": "close-)" + std::to_string(10'000'000 + number) +
                 R"(", "request": ")" + answer.substr(at, 36) + R"("})");
        kith_session_close(by);
        ++number;
    }
    row("support.request/1, routed and durable", ours);
    row("bare durable commit of 4 KiB", theirs);
    ratio("request / bare commit", ours, theirs);
}

}  // namespace

int main(int argc, char** argv) {
    must(argc >= 5, "usage: bench_first MANIFEST PEOPLE-DATABASE SCRATCH-FOLDER REQUESTER...");
    const std::string manifest = argv[1];
    const std::vector<std::string> askers(argv + 4, argv + argc);

    const long before = resident_kib();
    Microseconds opening;
    for (int i = 0; i < 5; ++i) {
        kith_instance instance = 0;
        opening.push_back(once([&] {
            instance = open(manifest);
            kith_session_close(session(instance, askers.front(), "employee"));
        }));
        kith_close(instance);
    }
    row("open, with the directory in memory", opening);

    const auto instance = open(manifest);
    kith_session_close(session(instance, askers.front(), "employee"));
    std::printf("%-52s %10ld KiB\n", "resident memory it takes", resident_kib() - before);
    Sqlite people(argv[2]);
    bench_search(instance, askers.front(), people);
    bench_request(instance, askers, argv[3]);
    kith_close(instance);
    return 0;
}
