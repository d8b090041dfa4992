#include "policy/problems.h"

#include <algorithm>
#include <bit>
#include <set>

#include "policy/proof.h"

namespace kith::policy {
namespace {

template <class Word>
std::string listed(Words<Word> words) {
    std::string text;
    for (const auto& known : model::names_of(Word{}))
        if (words.has(known.word)) text += (text.empty() ? "" : ", ") + std::string(known.name);
    return text;
}

// More than a reader takes in: "every other" goes without saying.
constexpr int facts_told = 6;

int count(Words<Fact> some) {
    return std::popcount(some.bits());
}

Finding finding(Severity severity, const model::Written& written, std::string what,
                std::string hint) {
    return {severity, written.file, written.line, std::move(what), std::move(hint)};
}

Finding error(const model::Written& written, std::string what, std::string hint) {
    return finding(Severity::error, written, std::move(what), std::move(hint));
}

const model::Written& place_of(const model::Policy& policy, const std::string& invariant) {
    return std::ranges::find(policy.invariants, invariant, &model::Invariant::id)->written;
}

void add_broken(Findings& found, const PolicySet& set) {
    // The constitution holds whatever a site permits; a site's own invariants hold for what it did.
    for (const auto& broken :
         broken_invariants(set.constitution, set.constitution.invariants, Permits::any_permit))
        found.push_back(error(place_of(set.constitution, broken.invariant),
                              "the constitution does not hold \"" + broken.invariant +
                                  "\": some policy could permit " + sentence(broken.access),
                              "This copy of Kith is not sound: install it again."));
    for (const auto& broken :
         broken_invariants(in_force(set), set.site.invariants, Permits::as_written))
        found.push_back(error(place_of(set.site, broken.invariant),
                              "the invariant \"" + broken.invariant +
                                  "\" does not hold: permitted would be " + sentence(broken.access),
                              "Add a forbid, or narrow the permit that lets it through."));
}

bool answers(const Decision& decision, const model::Example& example) {
    return decision.permitted() == example.permitted &&
           decision.obligations().has_all(example.obligations);
}

void add_failed_examples(Findings& found, const model::Policy& layer, const Gate& gate,
                         const char* hint) {
    for (const auto& example : layer.examples) {
        const auto access = access_of(example);
        const auto decision = gate.decide(access);
        if (answers(decision, example)) continue;
        std::string rules;
        for (const auto& id : gate.ids(decision.rules()))
            rules += " " + id;
        found.push_back(error(
            example.written,
            std::string(example.permitted ? "must be permitted, with what it obliges, and is not: "
                                          : "must be denied and is not: ") +
                sentence(access) + " (" + std::string(code(decision.why())) +
                (rules.empty() ? "" : ":") + rules + ")",
            hint));
    }
}

// The shipped permits answer for themselves; a site may withdraw or forbid what they permit, but
// for what the constitution's own examples keep for the person who asks.
void add_failed_examples(Findings& found, const PolicySet& set) {
    const Gate gate(in_force(set));
    add_failed_examples(found, set.constitution, gate,
                        "No manifest can take this away: bring back the permit that was withdrawn, "
                        "or narrow the forbid.");
    add_failed_examples(found, set.site, gate, "Mend the rules named, or the example.");
    add_failed_examples(found, set.shipped, Gate(in_force({set.constitution, set.shipped, {}})),
                        "This copy of Kith is not sound: install it again.");
}

// The forbids of a cell that alone keep a permit from ever being true there.
std::string in_the_way(const model::Policy& policy, const Access& cell, const Term& term) {
    std::string names;
    for (const auto& forbid : policy.forbids) {
        if (!speaks_of(forbid.scope, cell)) continue;
        model::Policy alone;
        alone.forbids.push_back(forbid);
        const auto given = made_true(term, {});
        if (given && way_past(forbids_of(alone, cell), *given, std::nullopt)) continue;
        names += (names.empty() ? "\"" : ", \"") + forbid.id + "\"";
    }
    return names.empty() ? "several rules together" : names;
}

// A permit that no facts make true in a cell it names: its author meant something else.
void add_dead_permits(Findings& found, const PolicySet& set) {
    const auto policy = in_force(set);
    for (const auto& permit : set.site.permits) {
        const auto terms = permit.when.empty() ? Condition{{}} : permit.when;
        bool told = false;
        each_cell(permit.scope, [&](const Access& cell) {
            for (const auto& term : terms) {
                const auto given = made_true(term, {});
                if (told || (given && way_past(forbids_of(policy, cell), *given, std::nullopt)))
                    continue;
                told = true;
                Access example = cell;
                if (given) example.facts = *given;
                found.push_back(error(permit.written,
                                      "the permit \"" + permit.id + "\" can never permit " +
                                          sentence(example) + ": " +
                                          in_the_way(policy, cell, term) + " forbids it always",
                                      "No manifest can allow this. Take it out of the permit."));
            }
        });
    }
}

void add_double_ids(Findings& found, const model::Policy& policy) {
    std::set<std::string> seen;
    for (const auto* rules : {&policy.forbids, &policy.permits, &policy.obliges})
        for (const auto& rule : *rules)
            if (!seen.insert(rule.id).second)
                found.push_back(error(rule.written, "two rules are called \"" + rule.id + "\"",
                                      "Give each rule an id of its own."));
}

void add_unknown_withdrawals(Findings& found, const PolicySet& set) {
    for (const auto& id : set.site.withdrawn)
        if (std::ranges::find(set.shipped.permits, id, &model::Rule::id) ==
            set.shipped.permits.end())
            found.push_back(error({}, "\"" + id + "\" is no permit that comes with Kith",
                                  "kithctl policy list names them."));
}

void add_unhandled(Findings& found, const model::Policy& policy, Words<Obligation> handled) {
    for (const auto* rules : {&policy.permits, &policy.obliges})
        for (const auto& rule : *rules)
            if (!handled.has_all(rule.obligations))
                found.push_back(error(rule.written,
                                      "the rule \"" + rule.id +
                                          "\" asks for what nobody here does: " +
                                          listed(rule.obligations.without(handled)),
                                      "What cannot be done is denied. Take the obligation out."));
}

// Whether `other` says at least as much wherever `permit` speaks.
bool says_as_much(const model::Rule& other, const model::Rule& permit) {
    const auto& wide = other.scope;
    const auto& narrow = permit.scope;
    if (!wide.as.has_all(narrow.as) || !wide.actions.has_all(narrow.actions) ||
        !wide.kinds.has_all(narrow.kinds) || !wide.purposes.has_all(narrow.purposes) ||
        !other.obligations.has_all(permit.obligations))
        return false;
    if (other.when.empty()) return true;
    if (permit.when.empty()) return false;
    return std::ranges::all_of(permit.when, [&](const Term& term) {
        return std::ranges::any_of(other.when, [&](const Term& weaker) {
            return term.all.has_all(weaker.all) && term.none.has_all(weaker.none);
        });
    });
}

bool missed(const PolicySet& set) {
    Findings found;
    add_failed_examples(found, set);
    if (!found.empty()) return true;
    return !broken_invariants(set.constitution, set.constitution.invariants, Permits::any_permit)
                .empty() ||
           !broken_invariants(in_force(set), set.site.invariants, Permits::as_written).empty();
}

}  // namespace

Findings problems(const PolicySet& set, Words<Obligation> handled) {
    const auto policy = in_force(set);
    Findings found;
    add_double_ids(found, policy);
    add_unknown_withdrawals(found, set);
    add_unhandled(found, policy, handled);
    add_broken(found, set);
    add_dead_permits(found, set);
    add_failed_examples(found, set);
    return found;
}

Findings remarks(const PolicySet& set) {
    const auto policy = in_force(set);
    Findings found;
    for (const auto& permit : set.site.permits) {
        const auto other = std::ranges::find_if(policy.permits, [&](const model::Rule& rule) {
            return rule.id != permit.id && says_as_much(rule, permit);
        });
        if (other == policy.permits.end()) continue;
        found.push_back(
            finding(Severity::warning, permit.written,
                    "the permit \"" + permit.id + "\" says no more than \"" + other->id + "\"",
                    "It can go."));
    }
    return found;
}

std::vector<std::string> untested_rules(const PolicySet& set) {
    std::vector<std::string> found;
    for (const auto layer : {&PolicySet::constitution, &PolicySet::shipped, &PolicySet::site}) {
        for (const auto rules :
             {&model::Policy::forbids, &model::Policy::permits, &model::Policy::obliges}) {
            for (std::size_t i = 0; i < ((set.*layer).*rules).size(); ++i) {
                PolicySet without = set;
                auto& list = (without.*layer).*rules;
                const auto id = list[i].id;
                list.erase(list.begin() + static_cast<std::ptrdiff_t>(i));
                if (!missed(without)) found.push_back(id);
            }
        }
    }
    return found;
}

std::string sentence(const Access& access) {
    std::string text = std::string(name(access.capacity)) + " " + std::string(name(access.action)) +
                       " " + std::string(name(access.kind)) + " for " +
                       std::string(name(access.purpose));
    const auto& facts = access.facts;
    const auto unknown = Words<Fact>::all().without(facts.known());
    const auto add = [&](const char* before, Words<Fact> some) {
        if (!some.empty() && count(some) <= facts_told) text += before + listed(some);
    };
    add(", where ", facts.truths());
    add(", not ", facts.untruths());
    add("; not known: ", unknown);
    return text;
}

Access access_of(const model::Example& example) {
    Access access{example.capacity, example.action,     example.kind,
                  example.purpose,  Facts::all_false(), {}};
    for (const auto& known : model::fact_names) {
        if (example.given.has(known.word)) access.facts.set(known.word, true);
        if (example.missing.has(known.word)) access.facts.forget(known.word);
    }
    return access;
}

}  // namespace kith::policy
