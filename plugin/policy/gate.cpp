#include "policy/gate.h"

#include <algorithm>
#include <limits>

namespace kith::policy {
namespace {

constexpr auto capacities = model::count_of<Capacity>;
constexpr auto actions = model::count_of<Action>;
constexpr auto kinds = model::count_of<Kind>;
constexpr auto purposes = model::count_of<Purpose>;
constexpr auto cell_count = capacities * actions * kinds * purposes;

Access cell_of(std::size_t index) {
    Access access;
    access.purpose = static_cast<Purpose>(index % purposes);
    access.kind = static_cast<Kind>(index / purposes % kinds);
    access.action = static_cast<Action>(index / purposes / kinds % actions);
    access.capacity = static_cast<Capacity>(index / purposes / kinds / actions);
    return access;
}

// In the order of their names: a decision names six rules at most, and which six must not hang on
// where a rule was written.
std::vector<model::Rule> by_name(std::vector<model::Rule> rules) {
    std::ranges::sort(rules, {}, &model::Rule::id);
    return rules;
}

}  // namespace

std::string_view code(Why why) {
    switch (why) {
        case Why::permitted:
            return "permitted";
        case Why::no_rule:
            return "no-rule";
        case Why::no_permit_true:
            return "no-permit-true";
        case Why::forbidden:
            return "forbidden";
        case Why::fact_unknown:
            return "fact-unknown";
        case Why::not_a_request:
            return "not-a-request";
    }
    throw Fault("a reason without a code");
}

bool speaks_of(const model::Scope& scope, const Access& access) {
    return scope.as.has(access.capacity) && scope.actions.has(access.action) &&
           scope.kinds.has(access.kind) && scope.purposes.has(access.purpose);
}

Gate::Gate(const model::Policy& policy) {
    KITH_ASSERT(policy.forbids.size() + policy.permits.size() <
                std::numeric_limits<RuleNumber>::max());
    const auto forbids = by_name(policy.forbids);
    const auto permits = by_name(policy.permits);
    for (const auto* rules : {&forbids, &permits})
        for (const auto& rule : *rules)
            ids_.push_back(rule.id);

    const auto first_permit = static_cast<RuleNumber>(forbids.size());
    cells_.resize(cell_count);
    for (std::size_t i = 0; i < cell_count; ++i) {
        auto& cell = cells_[i];
        const auto access = cell_of(i);
        cell.first = static_cast<std::uint32_t>(lines_.size());
        add(forbids, access, 0);
        cell.permits = static_cast<std::uint32_t>(lines_.size());
        add(permits, access, first_permit);
        cell.end = static_cast<std::uint32_t>(lines_.size());
        for (const auto& rule : policy.obliges)
            if (speaks_of(rule.scope, access)) cell.obliged = cell.obliged | rule.obligations;
    }
}

void Gate::add(const std::vector<model::Rule>& rules, const Access& cell, RuleNumber number) {
    for (const auto& rule : rules) {
        if (speaks_of(rule.scope, cell)) {
            if (rule.when.empty()) lines_.push_back({{}, rule.obligations, number});
            for (const auto& term : rule.when)
                lines_.push_back({term, rule.obligations, number});
        }
        ++number;
    }
}

std::optional<std::size_t> Gate::index(Capacity capacity, Action action, Kind kind,
                                       Purpose purpose) {
    const auto who = static_cast<std::size_t>(capacity);
    const auto act = static_cast<std::size_t>(action);
    const auto what = static_cast<std::size_t>(kind);
    const auto why = static_cast<std::size_t>(purpose);
    if (who >= capacities || act >= actions || what >= kinds || why >= purposes)
        return std::nullopt;
    return ((who * actions + act) * kinds + what) * purposes + why;
}

void Gate::judge_forbids(const Cell& cell, const Facts& facts, Decision& decision) const {
    for (auto i = cell.first; i < cell.permits; ++i) {
        const auto found = truth(lines_[i].term, facts);
        if (found == Truth::no) continue;
        if (found == Truth::yes) decision.why_ = Why::forbidden;
        if (decision.why_ != Why::forbidden) decision.why_ = Why::fact_unknown;
        decision.determined_by(lines_[i].rule);
    }
}

void Gate::judge_permits(const Cell& cell, const Facts& facts, Decision& decision) const {
    decision.why_ = cell.permits == cell.end ? Why::no_rule : Why::no_permit_true;
    for (auto i = cell.permits; i < cell.end; ++i) {
        if (truth(lines_[i].term, facts) != Truth::yes) continue;
        decision.why_ = Why::permitted;
        decision.obligations_ = decision.obligations_ | lines_[i].obligations;
        decision.determined_by(lines_[i].rule);
    }
}

Decision Gate::decide(const Access& access) const {
    Decision decision;
    const auto at = index(access.capacity, access.action, access.kind, access.purpose);
    if (!at) return decision;

    const auto& cell = cells_[*at];
    judge_forbids(cell, access.facts, decision);
    if (decision.why_ != Why::not_a_request) return decision;
    judge_permits(cell, access.facts, decision);
    if (decision.permitted()) decision.obligations_ = decision.obligations_ | cell.obliged;
    return decision;
}

Result<model::Permit> Gate::release(const Access& access, Words<Obligation> done) const {
    const auto decision = decide(access);
    if (!decision.permitted() || !done.has_all(decision.obligations())) return denied();
    return model::Permit{access.kind, access.request};
}

bool Gate::considers(Capacity capacity, Action action, Kind kind, Purpose purpose) const {
    const auto at = index(capacity, action, kind, purpose);
    return at && cells_[*at].permits < cells_[*at].end;
}

std::vector<std::string> Gate::ids(std::span<const RuleNumber> rules) const {
    std::vector<std::string> found;
    for (const auto rule : rules)
        found.push_back(ids_[rule]);
    std::sort(found.begin(), found.end());
    found.erase(std::unique(found.begin(), found.end()), found.end());
    return found;
}

std::optional<Capacity> capacity(std::string_view name) {
    const auto known = model::word<Capacity>(name);
    return known == Capacity::library ? std::nullopt : known;
}

std::optional<Purpose> purpose(std::string_view name) {
    const auto known = model::word<Purpose>(name);
    return known == Purpose::routing ? std::nullopt : known;
}

Error denied() {
    return Error{ErrorCode::denied,
                 "not allowed, or no longer there",
                 {},
                 "check the id, the session's capacity and its purpose"};
}

}  // namespace kith::policy
