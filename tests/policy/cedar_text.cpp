#include "policy/cedar_text.h"

#include <ostream>

namespace kith::policy_test {
namespace {

template <class Word>
std::string entities(const char* type, model::Words<Word> words) {
    std::string list;
    for (const auto& known : model::names_of(Word{}))
        if (words.has(known.word))
            list += (list.empty() ? "" : ", ") + std::string(type) + "\"" +
                    std::string(known.name) + '"';
    return '[' + list + ']';
}

template <class Word>
bool every(model::Words<Word> words) {
    return words == model::Words<Word>::all();
}

std::string conditions(const model::Scope& scope, const model::Term& term) {
    std::string text;
    const auto claim = [&](const std::string& one) { text += (text.empty() ? "" : " && ") + one; };
    if (!every(scope.as)) claim(entities("Capacity::", scope.as) + ".contains(principal)");
    if (!every(scope.kinds)) claim(entities("Kind::", scope.kinds) + ".contains(resource)");
    if (!every(scope.purposes)) claim(entities("", scope.purposes) + ".contains(context.purpose)");
    for (const auto& known : model::fact_names) {
        const auto attribute = "context[\"" + std::string(known.name) + "\"]";
        if (term.all.has(known.word)) claim(attribute);
        if (term.none.has(known.word)) claim("!" + attribute);
    }
    return text;
}

std::string cedar_text(const char* effect, const model::Scope& scope, const model::Term& term) {
    const auto action = every(scope.actions) ? std::string("action")
                                             : "action in " + entities("Action::", scope.actions);
    const auto when = conditions(scope, term);
    const auto head = std::string(effect) + " (principal, " + action + ", resource)";
    return when.empty() ? head + ";" : head + " when { " + when + " };";
}

void add(std::vector<CedarPolicy>& all, const char* effect, const std::vector<model::Rule>& rules) {
    for (const auto& rule : rules) {
        auto terms = rule.when;
        if (terms.empty()) terms.emplace_back();
        for (std::size_t i = 0; i < terms.size(); ++i)
            all.push_back(
                {rule.id + '#' + std::to_string(i + 1), cedar_text(effect, rule.scope, terms[i])});
    }
}

// Names and ids hold nothing else that JSON would want escaped.
std::string quoted(std::string_view text) {
    std::string json = "\"";
    for (const char c : text)
        json += c == '"' ? std::string("\\\"") : std::string(1, c);
    return json + '"';
}

}  // namespace

std::vector<CedarPolicy> cedar(const model::Policy& policy) {
    std::vector<CedarPolicy> all;
    add(all, "forbid", policy.forbids);
    add(all, "permit", policy.permits);
    return all;
}

void write_cedar(std::ostream& out, const model::Policy& policy) {
    const char* before = "{\"cedar\": {";
    for (const auto& one : cedar(policy)) {
        out << before << quoted(one.id) << ": " << quoted(one.text);
        before = ", ";
    }
    out << "}}\n";
}

void write_fact_names(std::ostream& out) {
    const char* before = "{\"facts\": [";
    for (const auto& known : model::fact_names) {
        out << before << quoted(known.name);
        before = ", ";
    }
    out << "]}\n";
}

void write_decided(std::ostream& out, const policy::Access& access, const Decided& decided) {
    out << "{\"access\": [" << quoted(model::name(access.capacity)) << ", "
        << quoted(model::name(access.action)) << ", " << quoted(model::name(access.kind)) << ", "
        << quoted(model::name(access.purpose)) << "], \"facts\": \"";
    for (const auto& known : model::fact_names) {
        const auto truth = access.facts[known.word];
        out << (!truth ? '?' : *truth ? '1' : '0');
    }
    out << "\", \"permitted\": " << (decided.permitted ? "true" : "false")
        << ", \"skipping\": " << (decided.skipping ? "true" : "false") << ", \"rules\": \"";
    for (std::size_t i = 0; i < decided.rules.size(); ++i)
        out << (i == 0 ? "" : " ") << decided.rules[i];
    out << "\"}\n";
}

}  // namespace kith::policy_test
