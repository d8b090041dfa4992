#include "policy/readers.h"

#include "policy/proof.h"

namespace kith::policy {

std::vector<Reader> readers(const model::Policy& policy, Kind kind, const Facts& given) {
    model::Scope scope;
    scope.as.remove(Capacity::library);
    scope.actions = {Action::read};
    scope.kinds = {kind};

    std::vector<Reader> found;
    each_cell(scope, [&](const Access& cell) {
        const auto forbids = forbids_of(policy, cell);
        for (const auto* permit : permits_of(policy, cell)) {
            const auto terms = permit->when.empty() ? Condition{{}} : permit->when;
            for (const auto& term : terms) {
                const auto facts = made_true(term, given);
                if (!facts || !way_past(forbids, *facts, std::nullopt)) continue;
                found.push_back({cell.capacity, cell.purpose, term.all.without(given.truths())});
            }
        }
    });
    return found;
}

}  // namespace kith::policy
