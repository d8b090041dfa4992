// The inner parts against the number of people, on the made-up companies of scale/: how each grows.
//
// bench_kernels [Google Benchmark's options]: a company of each size is made when it is first
// needed. 10^6 people take a minute; --benchmark_filter='/100000$' leaves them out.
#include <benchmark/benchmark.h>
#include <unistd.h>

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <map>

#include "routing/rules.h"
#include "scale/kith_rooms.h"

namespace scale {

void must(bool good, const std::string& what) {
    if (good) return;
    std::fprintf(stderr, "bench_kernels: %s\n", what.c_str());
    std::exit(1);
}

namespace {

constexpr std::uint64_t seed = 1;
constexpr std::size_t parties_most = 6;

kith::Day today() {
    const auto now = std::chrono::floor<std::chrono::days>(std::chrono::system_clock::now());
    return kith::Day{static_cast<std::int32_t>(now.time_since_epoch().count())};
}

std::shared_ptr<const Rooms> make_rooms(std::size_t people) {
    namespace files = std::filesystem;
    const auto folder = files::temp_directory_path() /
                        ("kernels-" + std::to_string(::getpid()) + "-" + std::to_string(people));
    files::create_directories(folder);
    const auto company = make_company(people, seed);
    const auto questions = make_questions(company, seed);
    must(write_files(company, questions, folder), "the company cannot be written");
    auto rooms = furnished({company, questions, today(), folder, {}});
    files::remove_all(folder);
    return rooms;
}

const Rooms& rooms_of(const benchmark::State& state) {
    static std::map<std::int64_t, std::shared_ptr<const Rooms>> made;
    auto& rooms = made[state.range(0)];
    if (!rooms) rooms = make_rooms(static_cast<std::size_t>(state.range(0)));
    return *rooms;
}

// One supporter against six parties.
void BM_ConflictTest(benchmark::State& state) {
    const auto& rooms = rooms_of(state);
    const auto& supporters = rooms.snapshot.book->all();
    const auto& people = rooms.snapshot.chart->people();
    auto request = rooms.requests.front();
    for (std::size_t i = 1; request.persons_concerned.size() + 1 < parties_most; ++i)
        request.persons_concerned.push_back(people[i * 7919 % people.size()].id);
    const auto parties = kith::routing::parties(request, rooms.snapshot, rooms.conditions);
    std::vector<kith::routing::Standing> standings;
    for (const auto& one : supporters)
        standings.push_back(kith::routing::standing(one.id, rooms.snapshot, rooms.conditions));
    std::size_t next = 0;
    for (auto _ : state) {
        const auto i = next++ % supporters.size();
        benchmark::DoNotOptimize(kith::routing::conflicts(standings[i],
                                                          supporters[i].declared_conflicts, parties,
                                                          *rooms.snapshot.chart, rooms.conditions));
    }
    state.SetComplexityN(state.range(0));
}

void BM_ChartBuild(benchmark::State& state) {
    const auto& rooms = rooms_of(state);
    for (auto _ : state) {
        state.PauseTiming();
        auto people = rooms.snapshot.chart->people();
        state.ResumeTiming();
        benchmark::DoNotOptimize(kith::directory::OrgChart(std::move(people)));
    }
    state.SetComplexityN(state.range(0));
}

void BM_Search(benchmark::State& state) {
    const auto& rooms = rooms_of(state);
    std::size_t next = 0;
    for (auto _ : state)
        benchmark::DoNotOptimize(kith::directory::search(
            *rooms.roster, rooms.searches[next++ % rooms.searches.size()], rooms.matcher->full()));
    state.SetComplexityN(state.range(0));
}

void BM_Route(benchmark::State& state) {
    const auto& rooms = rooms_of(state);
    std::size_t next = 0;
    for (auto _ : state)
        benchmark::DoNotOptimize(
            rooms.matcher->best(rooms.requests[next++ % rooms.requests.size()], {}, 1));
    state.SetComplexityN(state.range(0));
}

void sizes(benchmark::internal::Benchmark* one) {
    one->RangeMultiplier(10)->Range(1000, 1'000'000)->Complexity();
}

BENCHMARK(BM_ConflictTest)->Apply(sizes);
BENCHMARK(BM_ChartBuild)->Apply(sizes)->Unit(benchmark::kMillisecond);
BENCHMARK(BM_Search)->Apply(sizes);
BENCHMARK(BM_Route)->Apply(sizes);

}  // namespace
}  // namespace scale

BENCHMARK_MAIN();
