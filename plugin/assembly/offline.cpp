#include "assembly/offline.h"

#include <algorithm>

#include "assembly/people_file.h"
#include "connectors/feed/requests_csv.h"
#include "connectors/feed/supporters_csv.h"
#include "gateway/json.h"
#include "manifest/manifest.h"

namespace kith::assembly {
namespace {

void add(Findings& all, const Findings& more) {
    all.insert(all.end(), more.begin(), more.end());
}

// What a reader gave, its findings moved to where they are all together.
template <class Feed>
Feed taken(Result<Feed> feed, const std::string& path, Findings& findings) {
    if (!feed) {
        findings.push_back(unreadable(path, feed.error()));
        return {};
    }
    add(findings, feed->findings);
    return std::move(*feed);
}

directory::Snapshot snapshot(std::vector<model::Person> people,
                             std::vector<model::PeerSupporter> supporters) {
    directory::Snapshot made;
    made.chart = std::make_shared<directory::OrgChart>(std::move(people));
    made.book = std::make_shared<directory::SupporterBook>(std::move(supporters));
    return made;
}

routing::RouteRequest route_request(const connectors::feed::SimulatedRequest& from) {
    routing::RouteRequest request;
    request.key = from.id;
    request.requester = from.requester;
    request.persons_concerned = from.persons_concerned;
    request.excluded = from.excluded;
    request.language = from.language;
    request.topic = from.topic;
    return request;
}

Simulated told(const std::string& request, const routing::Route& route) {
    Simulated simulated;
    simulated.request = request;
    for (const auto& candidate : route.eligible)
        simulated.eligible.push_back(candidate.supporter.text());
    std::sort(simulated.eligible.begin(), simulated.eligible.end());
    for (const auto& passed : route.passed_over) {
        auto& codes = simulated.excluded[passed.supporter.text()];
        for (const auto why : passed.why)
            codes.emplace_back(routing::code(why));
        std::sort(codes.begin(), codes.end());
    }
    if (!route.eligible.empty()) simulated.assigned = route.eligible.front().supporter.text();
    return simulated;
}

// One more open case for who was assigned, as the requests after this one find her.
void count(const std::string& supporter, const directory::SupporterBook& book,
           routing::Conditions& conditions) {
    const EmployeeId id{supporter};
    const auto [load, first] = conditions.loads.try_emplace(id);
    if (first) load->second.open = book.find(id)->open_cases;
    ++load->second.open;
}

struct Simulation {
    directory::Snapshot snapshot;
    std::vector<connectors::feed::SimulatedRequest> requests;
    routing::Conditions conditions;
};

// Empty where a finding is an error.
Simulation simulation(const SimulationFiles& files, Day on, Findings& findings) {
    Simulation read;
    auto people = taken(read_people(files.people), files.people, findings);
    auto supporters =
        taken(connectors::feed::read_supporters(files.supporters), files.supporters, findings);
    auto requests =
        taken(connectors::feed::read_requests(files.requests), files.requests, findings);
    read.conditions.today = on;
    if (files.manifest) {
        const auto reading = manifest::read(*files.manifest);
        add(findings, reading.findings);
        read.conditions.settings = reading.manifest.settings.routing;
        read.conditions.caseload = reading.manifest.settings.caseload;
    }
    if (has_errors(findings)) return read;
    read.snapshot = snapshot(std::move(people.people), std::move(supporters.supporters));
    read.requests = std::move(requests.requests);
    return read;
}

}  // namespace

Read<std::vector<Simulated>> simulate(const SimulationFiles& files, Day on, bool sequential) {
    Read<std::vector<Simulated>> done;
    auto [all, requests, conditions] = simulation(files, on, done.findings);
    if (has_errors(done.findings)) return done;

    for (const auto& request : requests) {
        const auto route = routing::route(route_request(request), all, conditions);
        done.value.push_back(told(request.id, route));
        const auto& assigned = done.value.back().assigned;
        if (sequential && assigned) count(*assigned, *all.book, conditions);
    }
    return done;
}

Read<SimulatedBatch> simulate_batch(const SimulationFiles& files, Day on) {
    Read<SimulatedBatch> done;
    const auto simulated = simulation(files, on, done.findings);
    if (has_errors(done.findings)) return done;

    std::vector<routing::BatchRequest> waiting;
    for (const auto& request : simulated.requests) {
        done.value.requests.push_back(request.id);
        waiting.push_back({route_request(request), {}});
    }
    const routing::Matcher matcher(std::make_shared<directory::Roster>(simulated.snapshot, on),
                                   simulated.conditions);
    done.value.batch = routing::match_together(waiting, matcher);
    return done;
}

std::string to_json(const std::string& request, const std::optional<routing::Candidate>& chosen) {
    auto out = gateway::object();
    out->set("request", request);
    if (chosen) {
        out->set("assigned", chosen->supporter.text());
        out->set("score", chosen->score);
    } else {
        out->set("assigned", Poco::Dynamic::Var());
    }
    return gateway::to_text(out);
}

std::string to_json(const Simulated& simulated) {
    auto excluded = gateway::object();
    for (const auto& [supporter, codes] : simulated.excluded)
        excluded->set(supporter, gateway::array(codes));
    auto out = gateway::object();
    out->set("request", simulated.request);
    out->set("eligible", gateway::array(simulated.eligible));
    out->set("excluded", excluded);
    if (simulated.assigned) {
        out->set("assigned", *simulated.assigned);
    } else {
        out->set("assigned", Poco::Dynamic::Var());
    }
    return gateway::to_text(out);
}

Read<routing::Coverage> coverage(const std::string& people_path, const std::string& supporters_path,
                                 Day on) {
    Read<routing::Coverage> done;
    auto people = taken(read_people(people_path), people_path, done.findings);
    auto supporters =
        taken(connectors::feed::read_supporters(supporters_path), supporters_path, done.findings);
    if (has_errors(done.findings)) return done;

    routing::Conditions conditions;
    conditions.today = on;
    done.value =
        routing::coverage(snapshot(std::move(people.people), std::move(supporters.supporters)),
                          conditions, model::Settings{}.default_language, {});
    return done;
}

std::string to_json(const routing::Coverage& coverage) {
    auto departments = gateway::array();
    for (const auto& group : coverage.departments) {
        auto one = gateway::object();
        one->set("department", group.department);
        one->set("employees", static_cast<std::uint64_t>(group.employees));
        one->set("without", static_cast<std::uint64_t>(group.without));
        one->set("fewerThanThree", static_cast<std::uint64_t>(group.fewer_than_three));
        departments->add(one);
    }
    auto single = gateway::array();
    for (const auto& supporter : coverage.single_points)
        single->add(supporter.text());
    auto out = gateway::object();
    out->set("employees", static_cast<std::uint64_t>(coverage.employees));
    out->set("without", static_cast<std::uint64_t>(coverage.without));
    out->set("fewerThanThree", static_cast<std::uint64_t>(coverage.fewer_than_three));
    out->set("departments", departments);
    out->set("singlePoints", single);
    out->set("languagesMissing", gateway::array(coverage.languages_missing));
    out->set("topicsMissing", gateway::array(coverage.topics_missing));
    return gateway::to_text(out);
}

Read<std::vector<directory::ChartFinding>> check_people(const std::string& path) {
    Read<std::vector<directory::ChartFinding>> done;
    auto people = taken(read_people(path), path, done.findings);
    if (has_errors(done.findings)) return done;
    done.value = directory::check(directory::OrgChart(std::move(people.people)));
    return done;
}

}  // namespace kith::assembly
