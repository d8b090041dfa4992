#include "routing/router.h"

#include <algorithm>
#include <tuple>

#include "base/fault.h"
#include "routing/draw.h"
#include "routing/rules.h"
#include "routing/score.h"
#include "routing/standing.h"

namespace kith::routing {
namespace {

// What decides the order. The draw comes last, so it can only ever part equals.
struct Place {
    bool wished = false;
    int score = 0;
    std::uint64_t draw = 0;
    const model::PeerSupporter* supporter = nullptr;
};

bool comes_first(const Place& a, const Place& b) {
    if (a.wished != b.wished) return a.wished;
    if (a.score != b.score) return a.score > b.score;
    return std::tie(a.draw, a.supporter->id) < std::tie(b.draw, b.supporter->id);
}

const model::Person* person(const Standing& standing, const directory::OrgChart& chart) {
    return standing.seat ? &chart.person(*standing.seat) : nullptr;
}

Exclusions against(const RouteRequest& request, const model::PeerSupporter& supporter,
                   const Standing& hers, const Parties& parties, const directory::OrgChart& chart,
                   const Conditions& conditions) {
    Exclusions why = unavailable(supporter, hers, load(supporter.id, conditions), conditions);
    why |= unwanted(supporter, request, conditions);
    why |= conflicts(hers, supporter.declared_conflicts, parties, chart, conditions);
    return why;
}

}  // namespace

Route route(const RouteRequest& request, const directory::Snapshot& snapshot,
            const Conditions& conditions) {
    KITH_ASSERT(snapshot.chart && snapshot.book);
    const auto& chart = *snapshot.chart;
    const Parties all = parties(request, snapshot, conditions);
    const auto* const requester = person(all.requester, chart);
    const Draw draw(request.key, conditions);
    const Scoring scoring(conditions.settings.weights);

    Route found;
    found.passed_over.reserve(snapshot.book->all().size());
    std::vector<Place> places;
    for (const auto& supporter : snapshot.book->all()) {
        const Standing hers = standing(supporter.id, snapshot, conditions);
        const Exclusions why = against(request, supporter, hers, all, chart, conditions);
        if (!why.none()) {
            found.passed_over.push_back({supporter.id, why.list()});
            continue;
        }
        const auto own = own_parts(supporter, load(supporter.id, conditions), conditions);
        const auto fits = fit(supporter, *person(hers, chart), request, requester);
        places.push_back({supporter.id == request.wished, scoring.points(scoring.sum(own, fits)),
                          draw.of(supporter.id), &supporter});
    }
    std::sort(places.begin(), places.end(), comes_first);
    found.eligible.reserve(places.size());
    for (const auto& place : places)
        found.eligible.push_back({place.supporter->id, place.score});
    return found;
}

std::vector<Exclusion> exclusions(const RouteRequest& request, const EmployeeId& supporter,
                                  const directory::Snapshot& snapshot,
                                  const Conditions& conditions) {
    KITH_ASSERT(snapshot.chart && snapshot.book);
    const auto* entry = snapshot.book->find(supporter);
    if (entry == nullptr) return {Exclusion::not_listed};
    return against(request, *entry, standing(supporter, snapshot, conditions),
                   parties(request, snapshot, conditions), *snapshot.chart, conditions)
        .list();
}

std::vector<Exclusion> conflicts(const RouteRequest& request, const EmployeeId& supporter,
                                 const directory::Snapshot& snapshot,
                                 const Conditions& conditions) {
    KITH_ASSERT(snapshot.chart && snapshot.book);
    static const std::vector<EmployeeId> none;
    const auto* entry = snapshot.book->find(supporter);
    const Standing hers = standing(supporter, snapshot, conditions);

    Exclusions why = conflicts(hers, entry ? entry->declared_conflicts : none,
                               parties(request, snapshot, conditions), *snapshot.chart, conditions);
    why.add_if(Exclusion::inactive, !hers.active);
    return why.list();
}

}  // namespace kith::routing
