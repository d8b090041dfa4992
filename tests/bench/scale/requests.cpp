// bench_scale_requests PEOPLE SEED MANIFEST SCRATCH-FOLDER: asking for a peer, through the C ABI.
//
// One at a time, in turns with a bare durable commit that writes as many bytes; then eight who ask
// at once. Every request is a fresh employee's. Exits 1 where a supporter has more than she may.
#include <sqlite3.h>

#include <algorithm>
#include <atomic>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <functional>
#include <numeric>
#include <thread>

#include "scale/company.h"
#include "scale/host.h"
#include "scale/measure.h"
#include "scale/random.h"

namespace {

using scale::Microseconds;
using scale::Number;

constexpr std::size_t requesters = 8;
constexpr std::uint64_t asked_singly_most = 300;
constexpr double seconds_most = 10;
constexpr std::uint64_t small_row = 4096;

void must(bool good, const std::string& what) {
    if (good) return;
    std::fprintf(stderr, "bench_scale_requests: %s\n", what.c_str());
    std::exit(1);
}

// What this process has handed to the kernel to be written, in bytes.
std::uint64_t written() {
    std::ifstream in("/proc/self/io");
    for (std::string word; in >> word;) {
        std::uint64_t value = 0;
        in >> value;
        if (word == "wchar:") return value;
    }
    must(false, "/proc/self/io has no wchar");
    return 0;
}

// A durable commit of one row, with nothing around it.
class BareCommit {
public:
    explicit BareCommit(const std::string& path) {
        must(sqlite3_open(path.c_str(), &database_) == SQLITE_OK, "sqlite cannot open");
        run("PRAGMA journal_mode = WAL");
        run("PRAGMA synchronous = FULL");
        run("CREATE TABLE t (id INTEGER PRIMARY KEY, body BLOB)");
        must(sqlite3_prepare_v2(database_, "INSERT INTO t (body) VALUES (zeroblob(?1))", -1,
                                &insert_, nullptr) == SQLITE_OK,
             "sqlite cannot prepare");
    }
    BareCommit(const BareCommit&) = delete;
    BareCommit& operator=(const BareCommit&) = delete;
    ~BareCommit() {
        sqlite3_finalize(insert_);
        sqlite3_close(database_);
    }
    void commit(std::uint64_t bytes) {
        sqlite3_bind_int64(insert_, 1, static_cast<sqlite3_int64>(bytes));
        must(sqlite3_step(insert_) == SQLITE_DONE, "sqlite did not commit");
        sqlite3_reset(insert_);
    }

private:
    void run(const char* sql) {
        must(sqlite3_exec(database_, sql, nullptr, nullptr, nullptr) == SQLITE_OK, sql);
    }
    sqlite3* database_ = nullptr;
    sqlite3_stmt* insert_ = nullptr;
};

// How many bytes one round of `work` writes, most often: now and then a checkpoint comes on top.
std::uint64_t bytes_of(const std::function<void()>& work) {
    std::vector<std::uint64_t> bytes;
    for (int i = 0; i < 21; ++i) {
        const auto before = written();
        work();
        bytes.push_back(written() - before);
    }
    std::sort(bytes.begin(), bytes.end());
    return bytes[bytes.size() / 2];
}

// So large a row that a commit of it writes about `wanted` bytes.
std::uint64_t row_for(BareCommit& bare, std::uint64_t wanted) {
    std::uint64_t row = 1;
    while (bytes_of([&] { bare.commit(row); }) < wanted && row < wanted)
        row += 2048;
    return row;
}

class Programme {
public:
    Programme(const scale::Company& company, std::uint64_t seed, const std::string& manifest)
        : company_(company) {
        std::vector<bool> helps(company.people.size());
        for (const auto& one : company.supporters)
            helps[one.person] = true;
        for (Number number = 0; number < company.people.size(); ++number)
            if (!helps[number] && company.people[number].manager != scale::nobody)
                askers_.push_back(number);
        scale::Random(seed + 1).shuffle(askers_);
        std::string problem;
        instance_ = scale::open_kith(manifest, problem);
        must(instance_ != 0, "kith_open: " + problem);
    }
    Programme(const Programme&) = delete;
    Programme& operator=(const Programme&) = delete;
    ~Programme() { kith_close(instance_); }

    std::size_t askers() const { return askers_.size(); }
    std::uint64_t free_places() const {
        std::uint64_t places = 0;
        for (const auto& one : company_.supporters)
            if (one.listed && one.accredited && !one.on_leave)
                places += one.capacity - std::min(one.open, one.capacity);
        return places;
    }
    kith_session session(std::size_t asker) const {
        const auto opened =
            scale::open_session(instance_, scale::id_text(askers_[asker]), "requester");
        must(opened != 0, "no session for a requester");
        return opened;
    }
    // True where somebody was found.
    bool ask(kith_session by, std::size_t asker) const {
        const auto& person = company_.people[askers_[asker]];
        const auto json =
            R"({"idempotencyKey": "scale-)" + std::to_string(10'000'000 + asker) +
            R"(", "language": ")" + std::string(scale::languages[person.language]) +
            R"(", "topic": ")" + std::string(scale::topics[asker % 3]) +
            R"(", "personsConcerned": [")" + scale::id_text(person.manager) +
            R"("], "text": "Since the spring my manager reads my mails aloud in the meeting. I )"
            R"(would like to talk to somebody who is not from here, best in the evening."})";
        const auto [status, answer] = scale::call(by, "support.request/1", json);
        must(status == KITH_OK, "support.request/1: " + answer);
        return scale::member(answer, "state") == "offered";
    }
    // Ends the run where a supporter has more than she may; gives how many all have.
    std::uint64_t check_caps() const;

private:
    const scale::Company& company_;
    std::vector<Number> askers_;
    kith_instance instance_ = 0;
};

std::uint64_t Programme::check_caps() const {
    std::uint64_t all = 0;
    for (const auto& one : company_.supporters) {
        const auto desk =
            scale::open_session(instance_, scale::id_text(one.person), "peer-supporter");
        must(desk != 0, "no session for a supporter");
        const auto [status, answer] = scale::call(desk, "supporter.desk/1", "{}");
        kith_session_close(desk);
        must(status == KITH_OK, "supporter.desk/1: " + answer);
        constexpr std::string_view name = R"("open":)";
        const auto at = answer.find(name);
        must(at != std::string::npos, "a desk without limits");
        const auto open = std::strtoull(answer.c_str() + at + name.size(), nullptr, 10);
        must(open + one.open <= std::max(one.capacity, one.open),
             "a supporter has more than she may: " + scale::id_text(one.person));
        all += open;
    }
    return all;
}

void row(const char* what, const Microseconds& times) {
    std::printf("%-50s %10.1f us p50 %10.1f us p99  (%zu runs)\n", what,
                scale::quantile(times, 0.5), scale::quantile(times, 0.99), times.size());
}

// Gives how many were offered to somebody; `next` is the first asker who has not asked yet.
std::uint64_t one_at_a_time(const Programme& programme, const std::string& scratch,
                            std::size_t& next) {
    BareCommit bare(scratch + "/bare.sqlite");
    std::uint64_t offered = 0;
    const auto ask = [&](kith_session by) { offered += programme.ask(by, next++) ? 1 : 0; };
    const auto bytes = bytes_of([&] {
        const auto by = programme.session(next);
        ask(by);
        kith_session_close(by);
    });
    const auto size = row_for(bare, bytes);

    Microseconds ours;
    Microseconds theirs;
    Microseconds small;
    const auto runs = std::min(asked_singly_most, programme.free_places() / 5);
    for (std::uint64_t i = 0; i < runs; ++i) {
        const auto by = programme.session(next);
        const auto before = offered;
        const auto time = scale::timed([&] { ask(by); });
        if (offered > before) ours.push_back(time);
        kith_session_close(by);
        theirs.push_back(scale::timed([&] { bare.commit(size); }));
        small.push_back(scale::timed([&] { bare.commit(small_row); }));
    }
    row("support.request/1, with somebody found", ours);
    row(("bare durable commit, " + std::to_string(bytes) + " bytes to the disk").c_str(), theirs);
    row("bare durable commit of a row of 4 KiB", small);
    const auto ours_p50 = scale::quantile(ours, 0.5);
    const auto ratio = ours_p50 / scale::quantile(theirs, 0.5);
    std::printf("ratio  request / bare commit of as many bytes %28.2f  (aim <= 1.5: %s)\n", ratio,
                ratio <= 1.5 ? "met" : "missed");
    // What it costs that a request touches many tables, of which the first ratio says nothing.
    std::printf("ratio  request / bare commit of 4 KiB %35.2f\n",
                ours_p50 / scale::quantile(small, 0.5));
    return offered;
}

// Asks from `requesters` threads until so many were offered, or nobody is left, or it is late.
std::uint64_t at_once(const Programme& programme, std::uint64_t wanted, std::size_t& next,
                      double& seconds) {
    const auto askers = static_cast<std::size_t>(
        std::min<std::uint64_t>(programme.askers() - next, wanted + wanted / 4 + requesters));
    std::vector<kith_session> sessions;
    for (std::size_t i = 0; i < askers; ++i)
        sessions.push_back(programme.session(next + i));

    std::atomic<std::size_t> turn{0};
    std::atomic<std::uint64_t> offered{0};
    const auto late =
        std::chrono::steady_clock::now() + std::chrono::duration<double>(seconds_most);
    const auto work = [&] {
        while (offered < wanted && std::chrono::steady_clock::now() < late) {
            const auto i = turn++;
            if (i >= askers) return;
            if (programme.ask(sessions[i], next + i)) ++offered;
        }
    };
    seconds = 1e-6 * scale::timed([&] {
                  std::vector<std::thread> threads;
                  for (std::size_t i = 0; i < requesters; ++i)
                      threads.emplace_back(work);
                  for (auto& thread : threads)
                      thread.join();
              });
    for (const auto session : sessions)
        kith_session_close(session);
    next += askers;
    return offered;
}

}  // namespace

int main(int argc, char** argv) {
    must(argc == 5, "usage: bench_scale_requests PEOPLE SEED MANIFEST SCRATCH-FOLDER");
    const auto seed = std::strtoull(argv[2], nullptr, 10);
    const auto company = scale::make_company(std::strtoull(argv[1], nullptr, 10), seed);
    const Programme programme(company, seed, argv[3]);
    std::size_t next = 0;
    auto offered = one_at_a_time(programme, argv[4], next);

    // Where few places are left most requests find nobody: that is no pace to tell.
    const auto places = programme.free_places();
    double seconds = 0;
    const auto first = at_once(programme, places / 3, next, seconds);
    std::printf(
        "%zu requesters at once: %.0f assignments per second (%llu in %.2f s; aim >= "
        "10000)\n",
        requesters, static_cast<double>(first) / seconds, static_cast<unsigned long long>(first),
        seconds);
    const auto rest = at_once(programme, places, next, seconds);
    offered += first + rest;

    const auto open = programme.check_caps();
    std::printf("%llu assignments for %llu free places, nobody above her capacity\n",
                static_cast<unsigned long long>(open), static_cast<unsigned long long>(places));
    must(open == offered, "the desks have not what was offered");
    return 0;
}
