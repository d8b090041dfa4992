// Whether any facts at all get past a list of forbids: the search behind every proof.
//
// Conditions are closed lists of facts, so the search is complete: what it does not find is not
// there. A forbid is got past only where each of its terms is false, so the search makes one term
// after the other false, in every way there is; facts that nothing forces stay unknown, which is
// the hardest case for whatever must be true.
#pragma once

#include <optional>
#include <vector>

#include "policy/condition.h"
#include "policy/gate.h"

namespace kith::policy {

// Facts under which every term of `forbids` is false, `given` stays as it is, and `unless` is not
// true. Nothing where there are none: then whoever gets past the forbids has `unless`.
std::optional<Facts> way_past(const std::vector<Term>& forbids, const Facts& given,
                              const std::optional<Condition>& unless);

// The terms of all forbids of a cell; a forbid without terms gives one that is always true.
std::vector<Term> forbids_of(const model::Policy& policy, const Access& cell);
std::vector<const model::Rule*> permits_of(const model::Policy& policy, const Access& cell);

// The facts that make a term true, where they agree with what is given.
std::optional<Facts> made_true(const Term& term, Facts given);

struct Counterexample {
    Access access;
    std::string invariant;
};

// For each invariant that does not hold, one access that breaks it. `policy` is taken as it is;
// with `any_permit`, as if everything were permitted: then the proof holds for any site's policy.
enum class Permits { as_written, any_permit };
std::vector<Counterexample> broken_invariants(const model::Policy& policy,
                                              const std::vector<model::Invariant>& invariants,
                                              Permits permits);

// Calls `visit(access)` for every cell of a scope, without facts.
template <class Visit>
void each_cell(const model::Scope& scope, Visit visit) {
    for (const auto& as : model::capacity_names) {
        if (!scope.as.has(as.word)) continue;
        for (const auto& action : model::action_names) {
            if (!scope.actions.has(action.word)) continue;
            for (const auto& kind : model::kind_names) {
                if (!scope.kinds.has(kind.word)) continue;
                for (const auto& purpose : model::purpose_names)
                    if (scope.purposes.has(purpose.word))
                        visit(Access{as.word, action.word, kind.word, purpose.word, {}, {}});
            }
        }
    }
}

}  // namespace kith::policy
