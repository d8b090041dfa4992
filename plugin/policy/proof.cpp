#include "policy/proof.h"

#include <algorithm>

namespace kith::policy {
namespace {

class Search {
public:
    Search(const std::vector<Term>& forbids, const std::optional<Condition>& unless)
        : forbids_(forbids), unless_(unless) {}

    std::optional<Facts> from(const Facts& facts) const {
        const auto open = std::ranges::find_if(
            forbids_, [&](const Term& term) { return truth(term, facts) != Truth::no; });
        if (open == forbids_.end()) return end(facts);
        for (const auto& known : model::fact_names) {
            if (facts[known.word].has_value()) continue;
            if (open->all.has(known.word))
                if (auto found = with(facts, known.word, false)) return found;
            if (open->none.has(known.word))
                if (auto found = with(facts, known.word, true)) return found;
        }
        return std::nullopt;
    }

private:
    std::optional<Facts> with(Facts facts, Fact fact, bool value) const {
        facts.set(fact, value);
        return from(facts);
    }
    std::optional<Facts> end(const Facts& facts) const {
        if (unless_ && truth(*unless_, facts) == Truth::yes) return std::nullopt;
        return facts;
    }

    const std::vector<Term>& forbids_;
    const std::optional<Condition>& unless_;
};

// As broken_invariants, for one invariant in one cell.
std::optional<Facts> escape(const model::Policy& policy, const Access& cell,
                            const std::optional<Condition>& unless, Permits permits) {
    const auto forbids = forbids_of(policy, cell);
    if (permits == Permits::any_permit) return way_past(forbids, {}, unless);
    for (const auto* permit : permits_of(policy, cell)) {
        const auto terms = permit->when.empty() ? Condition{{}} : permit->when;
        for (const auto& term : terms) {
            const auto given = made_true(term, {});
            if (!given) continue;
            if (auto found = way_past(forbids, *given, unless)) return found;
        }
    }
    return std::nullopt;
}

}  // namespace

std::optional<Facts> way_past(const std::vector<Term>& forbids, const Facts& given,
                              const std::optional<Condition>& unless) {
    return Search(forbids, unless).from(given);
}

std::vector<Term> forbids_of(const model::Policy& policy, const Access& cell) {
    std::vector<Term> terms;
    for (const auto& forbid : policy.forbids) {
        if (!speaks_of(forbid.scope, cell)) continue;
        if (forbid.when.empty()) terms.push_back({});
        terms.insert(terms.end(), forbid.when.begin(), forbid.when.end());
    }
    return terms;
}

std::vector<const model::Rule*> permits_of(const model::Policy& policy, const Access& cell) {
    std::vector<const model::Rule*> found;
    for (const auto& permit : policy.permits)
        if (speaks_of(permit.scope, cell)) found.push_back(&permit);
    return found;
}

std::optional<Facts> made_true(const Term& term, Facts given) {
    if (!(term.all & term.none).empty()) return std::nullopt;
    for (const auto& known : model::fact_names) {
        const bool wanted = term.all.has(known.word);
        if (!wanted && !term.none.has(known.word)) continue;
        if (given[known.word].value_or(wanted) != wanted) return std::nullopt;
        given.set(known.word, wanted);
    }
    return given;
}

std::vector<Counterexample> broken_invariants(const model::Policy& policy,
                                              const std::vector<model::Invariant>& invariants,
                                              Permits permits) {
    std::vector<Counterexample> broken;
    for (const auto& invariant : invariants) {
        std::optional<Access> found;
        each_cell(invariant.scope, [&](Access cell) {
            if (found) return;
            const auto facts = escape(policy, cell, invariant.unless, permits);
            if (!facts) return;
            cell.facts = *facts;
            found = std::move(cell);
        });
        if (found) broken.push_back({std::move(*found), invariant.id});
    }
    return broken;
}

}  // namespace kith::policy
