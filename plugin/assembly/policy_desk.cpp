#include "assembly/policy_desk.h"

#include "assembly/opening.h"
#include "base/text.h"
#include "policy/difference.h"
#include "policy/problems.h"
#include "service/load_policy.h"

namespace kith::assembly {
namespace {

Result<policy::PolicySet> set_of(const std::string& path, Findings& findings) {
    const auto manifest = sound_manifest(path, findings);
    if (!manifest) return manifest.error();
    return service::policy_set(manifest->settings.policy);
}

template <class Word>
Result<Word> one(const std::string& text, const char* field) {
    const auto known = model::word<Word>(text);
    if (known) return *known;
    return Error{ErrorCode::invalid_input, "this word is in no list of the policy's", field,
                 "kithctl explain policy/permit says which there are"};
}

Result<model::Words<model::Fact>> facts(const std::string& text, const char* field) {
    model::Words<model::Fact> found;
    for (const auto& each : split_list(text, ' ')) {
        const auto fact = one<model::Fact>(each, field);
        if (!fact) return fact.error();
        found.add(*fact);
    }
    return found;
}

Result<policy::Access> access_of(const Question& question) {
    const auto capacity = one<model::Capacity>(question.as, "as");
    if (!capacity) return capacity.error();
    const auto action = one<model::Action>(question.action, "do");
    if (!action) return action.error();
    const auto kind = one<model::Kind>(question.on, "on");
    if (!kind) return kind.error();
    const auto purpose = one<model::Purpose>(question.purpose, "for");
    if (!purpose) return purpose.error();
    const auto given = facts(question.given, "given");
    if (!given) return given.error();
    const auto unknown = facts(question.unknown, "unknown");
    if (!unknown) return unknown.error();

    model::Example example;
    example.capacity = *capacity;
    example.action = *action;
    example.kind = *kind;
    example.purpose = *purpose;
    example.given = *given;
    example.missing = *unknown;
    return policy::access_of(example);
}

void add_names(std::vector<std::string>& to, const char* what,
               const std::vector<model::Rule>& rules) {
    for (const auto& rule : rules)
        to.push_back(std::string(what) + " " + rule.id);
}

}  // namespace

Result<PolicyReport> check_policy(const std::string& manifest) {
    PolicyReport report;
    const auto set = set_of(manifest, report.findings);
    if (!set && has_errors(report.findings)) return report;
    if (!set) return set.error();
    const auto policy = policy::in_force(*set);
    const auto more = policy::remarks(*set);
    report.findings.insert(report.findings.end(), more.begin(), more.end());
    report.untested = policy::untested_rules(*set);
    report.invariants = policy.invariants.size();
    report.examples = policy.examples.size();
    report.rules = policy.permits.size() + policy.forbids.size() + policy.obliges.size();
    const auto loaded = service::load_policy(set->site);
    if (!loaded) return loaded.error();
    report.hash = (*loaded)->hash;
    return report;
}

Result<std::vector<std::string>> list_policy(const std::string& manifest, Findings& findings) {
    const auto set = set_of(manifest, findings);
    if (!set) return set.error();
    const auto policy = policy::in_force(*set);
    std::vector<std::string> names;
    add_names(names, "permit", policy.permits);
    add_names(names, "forbid", policy.forbids);
    add_names(names, "oblige", policy.obliges);
    return names;
}

Result<policy::Explanation> explain_policy(const std::string& manifest, const Question& question,
                                           Findings& findings) {
    const auto set = set_of(manifest, findings);
    if (!set) return set.error();
    const auto access = access_of(question);
    if (!access) return access.error();
    return policy::explain(policy::in_force(*set), *access);
}

Result<std::vector<ChangedAnswer>> policy_difference(const std::string& before,
                                                     const std::string& after, Findings& findings) {
    const auto old_set = set_of(before, findings);
    if (!old_set) return old_set.error();
    const auto new_set = set_of(after, findings);
    if (!new_set) return new_set.error();
    std::vector<ChangedAnswer> found;
    for (const auto& changed :
         policy::difference(policy::in_force(*old_set), policy::in_force(*new_set)))
        found.push_back({policy::sentence(changed.access), changed.permitted_before});
    return found;
}

}  // namespace kith::assembly
