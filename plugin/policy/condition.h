// What is known, and whether a condition holds of it: true, false or unknown.
#pragma once

#include <optional>

#include "model/policy.h"

namespace kith::policy {

using model::Action;
using model::Capacity;
using model::Condition;
using model::Fact;
using model::Kind;
using model::Obligation;
using model::Purpose;
using model::Term;
using model::Words;

// What Kith knows of the subject and the object. Read by the service from Kith's own store; nothing
// in it comes from a caller. Whatever was not set is unknown.
class Facts {
public:
    constexpr Facts() = default;
    // Every fact known to be false: a start for what concerns no request at all.
    static constexpr Facts all_false() {
        Facts facts;
        facts.known_ = Words<Fact>::all();
        return facts;
    }
    constexpr void set(Fact fact, bool truth) {
        known_.add(fact);
        truth ? true_.add(fact) : true_.remove(fact);
    }
    constexpr void forget(Fact fact) {
        known_.remove(fact);
        true_.remove(fact);
    }
    constexpr std::optional<bool> operator[](Fact fact) const {
        if (!known_.has(fact)) return std::nullopt;
        return true_.has(fact);
    }
    constexpr Words<Fact> known() const { return known_; }
    constexpr Words<Fact> truths() const { return true_; }
    constexpr Words<Fact> untruths() const { return known_.without(true_); }
    constexpr bool operator==(const Facts&) const = default;

private:
    Words<Fact> known_;
    Words<Fact> true_;
};

enum class Truth { no, unknown, yes };

// Kleene's strong logic of three values, by two masks.
constexpr Truth truth(const Term& term, const Facts& facts) {
    const auto contradicted = (term.all & facts.untruths()) | (term.none & facts.truths());
    if (!contradicted.empty()) return Truth::no;
    return facts.known().has_all(term.all | term.none) ? Truth::yes : Truth::unknown;
}

constexpr Truth truth(const Condition& condition, const Facts& facts) {
    if (condition.empty()) return Truth::yes;
    auto found = Truth::no;
    for (const auto& term : condition)
        if (const auto one = truth(term, facts); one > found) found = one;
    return found;
}

}  // namespace kith::policy
