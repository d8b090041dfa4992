#include "routing/router.h"

#include <algorithm>
#include <tuple>

#include "base/fault.h"
#include "directory/keyed_hash.h"
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

// Draws lots among equals. Without the tenant's key nobody can foresee the order, and no choice of
// id or of request helps to come first.
class Draw {
public:
    Draw(const std::string& request, const Conditions& conditions) {
        std::copy_n(conditions.tie_key.begin(), key_.size(), key_.begin());
        // The length keeps "a" with "bc" apart from "ab" with "c".
        for (unsigned shift = 0; shift < 64; shift += 8)
            message_ += static_cast<char>(std::uint64_t{request.size()} >> shift & 0xFF);
        message_ += request;
        prefix_ = message_.size();
    }

    std::uint64_t of(const EmployeeId& supporter) {
        message_.resize(prefix_);
        message_ += supporter.text();
        return directory::keyed_hash(key_, message_);
    }

private:
    directory::HashKey key_{};
    std::string message_;
    std::size_t prefix_ = 0;
};

Parties parties(const RouteRequest& request, const directory::Snapshot& snapshot,
                const Conditions& conditions) {
    Parties all{standing(request.requester, snapshot, conditions), {}};
    for (const auto& concerned : request.persons_concerned)
        all.concerned.push_back(standing(concerned, snapshot, conditions));
    return all;
}

const model::Person* person(const Standing& standing, const directory::OrgChart& chart) {
    return standing.seat ? &chart.person(*standing.seat) : nullptr;
}

}  // namespace

Route route(const RouteRequest& request, const directory::Snapshot& snapshot,
            const Conditions& conditions) {
    KITH_ASSERT(snapshot.chart && snapshot.book);
    const auto& chart = *snapshot.chart;
    const Parties all = parties(request, snapshot, conditions);
    const Score score(request, person(all.requester, chart), conditions);
    Draw draw(request.key, conditions);

    Route found;
    found.passed_over.reserve(snapshot.book->all().size());
    std::vector<Place> places;
    for (const auto& supporter : snapshot.book->all()) {
        const Standing hers = standing(supporter.id, snapshot, conditions);
        Exclusions why = unavailable(supporter, hers, conditions);
        why |= unwanted(supporter, request, conditions);
        why |= conflicts(hers, supporter.declared_conflicts, all, chart, conditions);
        if (!why.none()) {
            found.passed_over.push_back({supporter.id, why.list()});
            continue;
        }
        places.push_back({supporter.id == request.wished, score.of(supporter, *person(hers, chart)),
                          draw.of(supporter.id), &supporter});
    }
    std::sort(places.begin(), places.end(), comes_first);
    found.eligible.reserve(places.size());
    for (const auto& place : places)
        found.eligible.push_back({place.supporter->id, place.score});
    return found;
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
