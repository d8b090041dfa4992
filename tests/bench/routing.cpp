// The inner parts of the directory and of routing, on a made-up company: building, finding a page,
// choosing a supporter, keeping two people apart, and what looking at everybody costs beside them.
//
// bench_routing FOLDER YYYY-MM-DD [Google Benchmark's options]: the folder has people.csv and
// supporters.csv.
#include <benchmark/benchmark.h>

#include <cstdio>
#include <cstdlib>

#include "connectors/feed/people_csv.h"
#include "connectors/feed/supporters_csv.h"
#include "directory/search.h"
#include "routing/matcher.h"
#include "routing/router.h"
#include "routing/rules.h"

namespace {

using namespace kith;

struct Company {
    std::vector<model::Person> people;
    std::vector<model::PeerSupporter> supporters;
    directory::Snapshot snapshot;
    std::shared_ptr<const directory::Roster> roster;
    std::shared_ptr<routing::Matcher> matcher;
    routing::Conditions rules;
    std::vector<routing::RouteRequest> requests;
    std::vector<routing::RouteRequest> about_executives;
    std::vector<directory::SupporterQuery> queries;
};

Company& company() {
    static Company made;
    return made;
}

void must(bool good, const char* what) {
    if (good) return;
    std::fprintf(stderr, "bench_routing: %s\n", what);
    std::exit(1);
}

// Numbers that look random and are the same everywhere.
std::size_t below(std::size_t bound) {
    static std::uint64_t state = 1;
    state = state * 6364136223846793005U + 1442695040888963407U;
    return static_cast<std::size_t>(state >> 33) % bound;
}

void ask(Company& made) {
    const auto& chart = *made.snapshot.chart;
    const char* const topics[] = {"harassment", "humiliation", "threats", "rumours", "overload"};
    const auto any = [&] { return static_cast<directory::Seat>(below(chart.size())); };
    std::vector<EmployeeId> executives;
    for (directory::Seat seat = 0; seat < chart.size(); ++seat)
        if ((chart.level(seat) == 1 || chart.level(seat) == 2) && chart.has_reports(seat))
            executives.push_back(chart.person(seat).id);
    while (made.requests.size() < 1000) {
        const auto seat = any();
        const auto person = chart.person(seat);
        const auto manager = chart.manager(seat);
        if (!person.active || !manager) continue;
        routing::RouteRequest request;
        request.key = "request-" + std::to_string(made.requests.size());
        request.requester = person.id;
        request.language = person.preferred_language;
        request.topic = topics[below(5)];
        if (below(5) < 4) request.persons_concerned.push_back(chart.person(*manager).id);
        if (below(5) == 0) request.persons_concerned.push_back(chart.person(any()).id);
        made.requests.push_back(request);
        request.persons_concerned = {executives[below(executives.size())]};
        made.about_executives.push_back(request);
        directory::SupporterQuery query;
        query.language = request.language;
        query.topic = request.topic;
        if (below(4) == 0) query.location = person.location;
        made.queries.push_back(query);
    }
}

void load(const std::string& folder, Day today) {
    auto& made = company();
    connectors::feed::PeopleCsv source(folder + "/people.csv");
    auto people = source.read();
    must(static_cast<bool>(people), "people.csv cannot be read");
    auto supporters = connectors::feed::read_supporters(folder + "/supporters.csv");
    must(static_cast<bool>(supporters), "supporters.csv cannot be read");
    made.people = std::move(people->people);
    made.supporters = std::move(supporters->supporters);
    made.snapshot.chart = std::make_shared<directory::OrgChart>(made.people);
    made.snapshot.book = std::make_shared<directory::SupporterBook>(made.supporters);
    made.rules.today = today;
    made.rules.caseload.emplace();
    made.roster = std::make_shared<directory::Roster>(made.snapshot, today);
    made.matcher = std::make_shared<routing::Matcher>(made.roster, made.rules);
    ask(made);
}

void chart(benchmark::State& state) {
    for (auto _ : state) {
        auto people = company().people;
        benchmark::DoNotOptimize(directory::OrgChart(std::move(people)));
    }
    state.SetItemsProcessed(state.iterations() *
                            static_cast<std::int64_t>(company().people.size()));
}

void roster(benchmark::State& state) {
    for (auto _ : state)
        benchmark::DoNotOptimize(directory::Roster(company().snapshot, company().rules.today));
    state.SetItemsProcessed(state.iterations() *
                            static_cast<std::int64_t>(company().supporters.size()));
}

void matcher(benchmark::State& state) {
    for (auto _ : state)
        benchmark::DoNotOptimize(routing::Matcher(company().roster, company().rules));
    state.SetItemsProcessed(state.iterations() *
                            static_cast<std::int64_t>(company().supporters.size()));
}

void copied_with_one_load_changed(benchmark::State& state) {
    const routing::Load load{1, 1, {}, {}};
    directory::RosterPlace place = 0;
    for (auto _ : state) {
        routing::Matcher copy = *company().matcher;
        copy.set_load(place, &load);
        place = (place + 1) % static_cast<directory::RosterPlace>(company().roster->size());
        benchmark::DoNotOptimize(copy);
    }
}

void page(benchmark::State& state) {
    std::size_t next = 0;
    for (auto _ : state) {
        const auto& query = company().queries[next++ % company().queries.size()];
        benchmark::DoNotOptimize(
            directory::search(*company().roster, query, company().matcher->full()));
    }
}

void choice(benchmark::State& state, const std::vector<routing::RouteRequest>& requests) {
    std::size_t next = 0;
    std::int64_t placed = 0;
    for (auto _ : state) {
        const auto found = company().matcher->best(requests[next++ % requests.size()], {}, 1);
        placed += found.empty() ? 0 : 1;
    }
    state.counters["placed"] =
        static_cast<double>(placed) / static_cast<double>(state.iterations());
}

void route_looking_at_everybody(benchmark::State& state) {
    std::size_t next = 0;
    const auto& made = company();
    for (auto _ : state)
        benchmark::DoNotOptimize(routing::route(made.requests[next++ % made.requests.size()],
                                                made.snapshot, made.rules));
}

// One supporter against six persons.
void conflict(benchmark::State& state) {
    const auto& made = company();
    std::vector<routing::Standing> hers;
    for (const auto& one : made.supporters)
        hers.push_back(routing::standing(one.id, made.snapshot, made.rules));
    std::vector<routing::Parties> parties;
    for (std::size_t i = 0; i < 64; ++i) {
        auto request = made.requests[i];
        while (request.persons_concerned.size() < 5)
            request.persons_concerned.push_back(made.people[below(made.people.size())].id);
        parties.push_back(routing::parties(request, made.snapshot, made.rules));
    }
    // They point to ids that are gone.
    for (auto& all : parties) {
        all.requester.id = &made.people.front().id;
        for (auto& one : all.concerned)
            one.id = &made.people.front().id;
    }
    std::size_t next = 0;
    for (auto _ : state) {
        const auto i = next++ % hers.size();
        benchmark::DoNotOptimize(routing::conflicts(hers[i], made.supporters[i].declared_conflicts,
                                                    parties[i % parties.size()],
                                                    *made.snapshot.chart, made.rules));
    }
}

}  // namespace

int main(int argc, char** argv) {
    must(argc >= 3, "usage: bench_routing FOLDER YYYY-MM-DD");
    const auto today = parse_day(argv[2]);
    must(today.has_value(), "the day is YYYY-MM-DD");
    load(argv[1], *today);
    std::printf("%zu people, %zu supporters\n", company().people.size(),
                company().supporters.size());

    benchmark::RegisterBenchmark("chart of everybody", chart)->Unit(benchmark::kMillisecond);
    benchmark::RegisterBenchmark("roster of a day", roster)->Unit(benchmark::kMillisecond);
    benchmark::RegisterBenchmark("matcher", matcher)->Unit(benchmark::kMillisecond);
    benchmark::RegisterBenchmark("one load changed, copied", copied_with_one_load_changed);
    benchmark::RegisterBenchmark("page of 20", page);
    benchmark::RegisterBenchmark(
        "choice", [](benchmark::State& state) { choice(state, company().requests); });
    benchmark::RegisterBenchmark("choice, an executive named", [](benchmark::State& state) {
        choice(state, company().about_executives);
    });
    benchmark::RegisterBenchmark("choice by looking at everybody", route_looking_at_everybody);
    benchmark::RegisterBenchmark("conflict with six persons", conflict);
    argc -= 2;
    argv[2] = argv[0];
    argv += 2;
    benchmark::Initialize(&argc, argv);
    benchmark::RunSpecifiedBenchmarks();
    return 0;
}
