// bench_scale PEOPLE SEED FOLDER MANIFEST TABLE [POSTGRES]: asks every engine the same, in turns.
//
// FOLDER is what bench_scale_generate wrote for the same PEOPLE and SEED, MANIFEST that of a tenant
// into which it was imported, TABLE the file of figures, POSTGRES how a server is reached. Exits 1
// where two engines give different answers.
#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <map>

#include "base/clock.h"
#include "scale/engine.h"
#include "scale/measure.h"
#include "scale/table.h"

namespace scale {

void must(bool good, const std::string& what) {
    if (good) return;
    std::fprintf(stderr, "bench_scale: %s\n", what.c_str());
    std::exit(1);
}

namespace {

constexpr std::size_t block = 50;  // So many questions to one engine, then the next has its turn.

// Of ranked numbers, one page after the other (FNV-1a).
class Hash {
public:
    void add(const std::vector<Number>& ranked) {
        for (const auto number : ranked)
            add(number);
        add(nobody);
    }
    std::uint64_t value() const { return value_; }

private:
    void add(Number number) {
        for (int shift = 0; shift < 32; shift += 8)
            value_ = (value_ ^ (number >> shift & 0xFF)) * 0x100000001B3U;
    }
    std::uint64_t value_ = 0xCBF29CE484222325U;
};

struct Turn {
    Engine* engine;
    std::size_t questions;
    Microseconds first{};
    Microseconds second{};
    std::map<std::size_t, std::uint64_t> hash_after{};  // By how many answers it is of.
    Hash hash{};
};

std::size_t count(const Setting& setting, Task task) {
    return task == Task::search ? setting.questions.searches.size() : setting.requests(task).size();
}

void ask_block(Turn& turn, Task task, std::size_t from) {
    const auto to = std::min(from + block, turn.questions);
    for (std::size_t i = from; i < to; ++i)
        turn.first.push_back(timed([&] { turn.engine->ask(task, i); }));
    for (std::size_t i = from; i < to; ++i) {
        turn.second.push_back(timed([&] { turn.engine->ask(task, i); }));
        turn.hash.add(turn.engine->answer());
        turn.hash_after[i + 1] = turn.hash.value();
    }
}

// Every engine has answered as the first of them did, as far as both were asked.
bool same_answers(const std::vector<Turn>& turns, Task task) {
    bool same = true;
    for (const auto& turn : turns) {
        const auto both = std::min(turn.questions, turns.front().questions);
        if (turn.hash_after.at(both) == turns.front().hash_after.at(both)) continue;
        std::size_t first = 1;
        while (turn.hash_after.at(first) == turns.front().hash_after.at(first))
            ++first;
        std::printf("MISMATCH: %s, question %zu: \"%s\" answers otherwise than \"%s\"\n",
                    name_of(task), first - 1, turn.engine->name().c_str(),
                    turns.front().engine->name().c_str());
        same = false;
    }
    return same;
}

bool run_task(const Setting& setting, const Engines& engines, Task task, Lines& lines) {
    std::vector<Turn> turns;
    std::size_t most = 0;
    for (const auto& engine : engines) {
        if (!engine->has(task)) continue;
        const auto questions = std::min(engine->at_most(task), count(setting, task));
        turns.push_back({engine.get(), questions});
        most = std::max(most, questions);
    }
    for (std::size_t from = 0; from < most; from += block)
        for (auto& turn : turns)
            ask_block(turn, task, from);

    for (const auto& turn : turns) {
        Line line{setting.company.people.size(), name_of(task), turn.engine->name(),
                  turn.questions};
        line.p50 = quantile(turn.second, 0.5);
        line.p90 = quantile(turn.second, 0.9);
        line.p99 = quantile(turn.second, 0.99);
        line.most = quantile(turn.second, 1);
        line.per_second = per_second(turn.second);
        line.first_p50 = quantile(turn.first, 0.5);
        lines.add(line);
        char hash[24];
        std::snprintf(hash, sizeof hash, "%016llx",
                      static_cast<unsigned long long>(turn.hash.value()));
        print(line, hash);
    }
    return same_answers(turns, task);
}

// How often nobody fits, and how often the requests name an executive's people.
void tell_answers(const Setting& setting, Engine& engine) {
    std::size_t without = 0;
    for (std::size_t i = 0; i < setting.questions.requests.size(); ++i) {
        engine.ask(Task::request, i);
        if (engine.answer().empty()) ++without;
    }
    std::printf("%zu of %zu requests find nobody\n", without, setting.questions.requests.size());
}

void tell_load(const char* when) {
    std::string load;
    std::ifstream("/proc/loadavg") >> load;
    std::printf("load average %s %s\n", when, load.c_str());
}

}  // namespace
}  // namespace scale

int main(int argc, char** argv) {
    scale::must(argc == 6 || argc == 7,
                "usage: bench_scale PEOPLE SEED FOLDER MANIFEST TABLE [POSTGRES]");
    const auto seed = std::strtoull(argv[2], nullptr, 10);
    const auto company = scale::make_company(std::strtoull(argv[1], nullptr, 10), seed);
    const auto questions = scale::make_questions(company, seed);
    const kith::SystemClock clock;
    const scale::Setting setting{company, questions, clock.today(), argv[3], argv[4]};

    scale::Engines engines;
    scale::add_kith_inside(engines, setting);
    scale::add_kith_abi(engines, setting);
    scale::add_floor(engines, setting);
    scale::add_sqlite(engines, setting);
    scale::add_postgres(engines, setting, argc == 7 ? argv[6] : "");

    std::printf("%zu people, %zu supporters\n", company.people.size(), company.supporters.size());
    scale::tell_load("before:");
    scale::print_head();
    scale::Lines lines(argv[5]);
    bool same = true;
    for (const auto task :
         {scale::Task::search, scale::Task::request, scale::Task::about_executive})
        same = scale::run_task(setting, engines, task, lines) && same;
    scale::tell_load("after: ");
    scale::tell_answers(setting, *engines.front());
    scale::must(clock.today() == setting.today, "midnight came in between: run it again");
    scale::print_ratios(lines, company.people.size());
    scale::must(lines.write(), "the table cannot be written");
    return same ? 0 : 1;
}
