#include "policy/naive.h"

#include <algorithm>

namespace kith::policy_test {
namespace {

Kleene opposite(Kleene value) {
    if (value == Kleene::unknown) return value;
    return value == Kleene::yes ? Kleene::no : Kleene::yes;
}

template <class Word>
std::set<std::string_view> names(model::Words<Word> words) {
    std::set<std::string_view> found;
    for (const auto& known : model::names_of(Word{}))
        if (words.has(known.word)) found.insert(known.name);
    return found;
}

}  // namespace

Naive::Said Naive::said(const model::Rule& rule) {
    Said said{rule.id,
              names(rule.scope.as),
              names(rule.scope.actions),
              names(rule.scope.kinds),
              names(rule.scope.purposes),
              {},
              {}};
    for (const auto& term : rule.when)
        said.when.push_back({names(term.all), names(term.none)});
    for (const auto name : names(rule.obligations))
        said.obligations.emplace(name);
    return said;
}

Naive::Naive(const model::Policy& policy) {
    for (const auto& rule : policy.forbids)
        forbids_.push_back(said(rule));
    for (const auto& rule : policy.permits)
        permits_.push_back(said(rule));
    for (const auto& rule : policy.obliges)
        obliges_.push_back(said(rule));
}

bool Naive::speaks_of(const Said& rule, const NaiveAccess& access) {
    return rule.as.contains(access.as) && rule.actions.contains(access.action) &&
           rule.kinds.contains(access.on) && rule.purposes.contains(access.purpose);
}

Kleene Naive::holds(const Sentence& sentence, const NaiveAccess& access) {
    auto least = Kleene::yes;
    for (const auto fact : sentence.all)
        least = std::min(least, access.facts.at(fact));
    for (const auto fact : sentence.none)
        least = std::min(least, opposite(access.facts.at(fact)));
    return least;
}

Kleene Naive::holds(const Said& rule, const NaiveAccess& access) {
    if (rule.when.empty()) return Kleene::yes;
    auto greatest = Kleene::no;
    for (const auto& sentence : rule.when)
        greatest = std::max(greatest, holds(sentence, access));
    return greatest;
}

NaiveDecision Naive::decide(const NaiveAccess& access, UnknownForbid unknown) const {
    NaiveDecision decision;
    for (const auto& rule : forbids_) {
        if (!speaks_of(rule, access)) continue;
        const auto found = holds(rule, access);
        if (found == Kleene::no) continue;
        if (found == Kleene::unknown && unknown == UnknownForbid::is_skipped) continue;
        decision.rules.insert(rule.id);
        if (found == Kleene::yes) decision.why = "forbidden";
        if (decision.why.empty()) decision.why = "fact-unknown";
    }
    if (!decision.rules.empty()) return decision;

    decision.why = "no-rule";
    for (const auto& rule : permits_) {
        if (!speaks_of(rule, access)) continue;
        if (decision.why == "no-rule") decision.why = "no-permit-true";
        if (holds(rule, access) != Kleene::yes) continue;
        decision.why = "permitted";
        decision.permitted = true;
        decision.rules.insert(rule.id);
        decision.obligations.insert(rule.obligations.begin(), rule.obligations.end());
    }
    if (!decision.permitted) return decision;

    for (const auto& rule : obliges_)
        if (speaks_of(rule, access))
            decision.obligations.insert(rule.obligations.begin(), rule.obligations.end());
    return decision;
}

}  // namespace kith::policy_test
