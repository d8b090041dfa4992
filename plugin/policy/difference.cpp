#include "policy/difference.h"

#include <algorithm>
#include <array>

#include "policy/proof.h"

namespace kith::policy {
namespace {

// What a cell says: two cells with equal terms answer alike.
struct Sayings {
    std::vector<Term> forbids;
    std::vector<Term> permits;
    bool operator==(const Sayings&) const = default;
};

Sayings sayings(const model::Policy& policy, const Access& cell) {
    Sayings said{forbids_of(policy, cell), {}};
    for (const auto* permit : permits_of(policy, cell)) {
        if (permit->when.empty()) said.permits.push_back({});
        said.permits.insert(said.permits.end(), permit->when.begin(), permit->when.end());
    }
    return said;
}

bool permitted(const Sayings& said, const Facts& facts) {
    const auto is = [&](Truth wanted) {
        return [&facts, wanted](const Term& term) { return truth(term, facts) == wanted; };
    };
    return std::ranges::all_of(said.forbids, is(Truth::no)) &&
           std::ranges::any_of(said.permits, is(Truth::yes));
}

std::vector<Fact> asked_for(const Sayings& before, const Sayings& after) {
    Words<Fact> asked;
    for (const auto* said : {&before, &after})
        for (const auto* terms : {&said->forbids, &said->permits})
            for (const auto& term : *terms)
                asked = asked | term.all | term.none;
    std::vector<Fact> facts;
    for (const auto& known : model::fact_names)
        if (asked.has(known.word)) facts.push_back(known.word);
    return facts;
}

// Every way in which the facts can stand, those with few known ones first.
class Ways {
public:
    explicit Ways(std::vector<Fact> facts) : facts_(std::move(facts)) {}

    template <class Visit>
    void each(Visit visit) const {
        for (std::size_t known = 0; known <= facts_.size(); ++known)
            with(0, known, {}, visit);
    }

private:
    template <class Visit>
    void with(std::size_t at, std::size_t left, const Facts& facts, Visit& visit) const {
        if (left == 0) {
            visit(facts);
            return;
        }
        if (facts_.size() - at < left) return;
        for (const bool value : {true, false}) {
            Facts more = facts;
            more.set(facts_[at], value);
            with(at + 1, left - 1, more, visit);
        }
        with(at + 1, left, facts, visit);
    }

    std::vector<Fact> facts_;
};

}  // namespace

std::vector<Changed> difference(const model::Policy& before, const model::Policy& after) {
    std::vector<Changed> found;
    each_cell({}, [&](const Access& cell) {
        const auto was = sayings(before, cell);
        const auto is = sayings(after, cell);
        if (was == is) return;
        std::array<bool, 2> told{};
        Ways(asked_for(was, is)).each([&](const Facts& facts) {
            const bool permitted_before = permitted(was, facts);
            if (permitted_before == permitted(is, facts) || told[permitted_before]) return;
            told[permitted_before] = true;
            Access access = cell;
            access.facts = facts;
            found.push_back({std::move(access), permitted_before});
        });
    });
    return found;
}

}  // namespace kith::policy
