#include "policy/explain.h"

#include <algorithm>

namespace kith::policy {
namespace {

RuleSaid said(const model::Rule& rule, bool forbid, const Facts& facts) {
    RuleSaid one{rule.id, forbid, truth(rule.when, facts), {}};
    for (const auto& term : rule.when)
        one.unknown = one.unknown | (term.all | term.none).without(facts.known());
    return one;
}

}  // namespace

Explanation explain(const model::Policy& policy, const Access& access) {
    const Gate gate(policy);
    const auto decision = gate.decide(access);
    Explanation found{
        decision.permitted(), std::string(code(decision.why())), {}, {}, decision.obligations()};
    for (const auto& rule : policy.forbids)
        if (speaks_of(rule.scope, access)) found.rules.push_back(said(rule, true, access.facts));
    for (const auto& rule : policy.permits)
        if (speaks_of(rule.scope, access)) found.rules.push_back(said(rule, false, access.facts));
    std::ranges::sort(found.rules, {}, &RuleSaid::id);
    for (const auto& rule : found.rules)
        if (rule.forbid ? rule.truth != Truth::no : found.permitted && rule.truth == Truth::yes)
            found.determining.push_back(rule.id);
    return found;
}

}  // namespace kith::policy
