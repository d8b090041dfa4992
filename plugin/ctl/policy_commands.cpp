// policy check, list, explain, diff: for whoever writes a policy, and whoever audits one.
#include "assembly/policy_desk.h"
#include "ctl/command.h"
#include "ctl/output.h"

namespace kith::ctl {
namespace {

std::string plural(std::size_t count, const std::string& one) {
    return std::to_string(count) + " " + one + (count == 1 ? "" : "s");
}

int check_policy(const Given& given) {
    const auto report = assembly::check_policy(given.words.front());
    if (!report) return fail(report.error());
    if (has_errors(report->findings)) return tell(report->findings, given.json());
    if (given.json()) {
        say("{\"rules\":" + std::to_string(report->rules) +
            ",\"invariantsProved\":" + std::to_string(report->invariants) + ",\"examplesTried\":" +
            std::to_string(report->examples) + ",\"untested\":" + json_list(report->untested) +
            ",\"hash\":" + quoted(report->hash) + "}");
        return report->untested.empty() ? ok : found;
    }
    tell(report->findings, false);
    say(plural(report->rules, "rule") + ", " + plural(report->invariants, "invariant") +
        " proved, " + plural(report->examples, "example") + " tried: all hold");
    for (const auto& id : report->untested)
        say("no proof and no example would miss \"" + id + "\": add an <example> that needs it");
    say("policy " + report->hash);
    return report->untested.empty() ? ok : found;
}

int list(const Given& given) {
    Findings findings;
    const auto names = assembly::list_policy(given.words.front(), findings);
    if (!names) return has_errors(findings) ? tell(findings, given.json()) : fail(names.error());
    if (given.json()) {
        say("{\"rules\":" + json_list(*names) + "}");
        return ok;
    }
    for (const auto& name : *names)
        say(name);
    return ok;
}

std::string facts_text(model::Words<model::Fact> facts) {
    std::string text;
    for (const auto& known : model::fact_names)
        if (facts.has(known.word)) text += (text.empty() ? "" : " ") + std::string(known.name);
    return text;
}

std::string truth_text(policy::Truth truth) {
    if (truth == policy::Truth::yes) return "true";
    return truth == policy::Truth::no ? "false" : "unknown";
}

std::string json_of(const policy::Explanation& explanation) {
    std::string rules;
    for (const auto& rule : explanation.rules)
        rules += (rules.empty() ? "" : ",") + ("{\"id\":" + quoted(rule.id)) +
                 ",\"effect\":" + quoted(rule.forbid ? "forbid" : "permit") +
                 ",\"truth\":" + quoted(truth_text(rule.truth)) +
                 ",\"unknown\":" + quoted(facts_text(rule.unknown)) + "}";
    std::vector<std::string> obligations;
    for (const auto& known : model::obligation_names)
        if (explanation.obligations.has(known.word)) obligations.emplace_back(known.name);
    return std::string("{\"decision\":") + (explanation.permitted ? "true" : "false") +
           ",\"why\":" + quoted(explanation.why) +
           ",\"determining\":" + json_list(explanation.determining) + ",\"rules\":[" + rules +
           "],\"obligations\":" + json_list(obligations) + "}";
}

void show(const policy::Explanation& explanation) {
    say(std::string(explanation.permitted ? "permitted" : "denied") + " (" + explanation.why + ")");
    for (const auto& rule : explanation.rules)
        say(std::string("  ") + (rule.forbid ? "forbid " : "permit ") + rule.id + ": " +
            truth_text(rule.truth) +
            (rule.unknown.empty() ? "" : " (not known: " + facts_text(rule.unknown) + ")"));
    for (const auto& known : model::obligation_names)
        if (explanation.obligations.has(known.word)) say("  first: " + std::string(known.name));
    if (!explanation.permitted) say("whoever asks hears: not allowed, or no longer there");
}

int explain_decision(const Given& given) {
    Findings findings;
    const assembly::Question question{given.get("as"),  given.get("do"),    given.get("on"),
                                      given.get("for"), given.get("given"), given.get("unknown")};
    const auto explanation = assembly::explain_policy(given.words.front(), question, findings);
    if (!explanation)
        return has_errors(findings) ? tell(findings, given.json()) : fail(explanation.error());
    if (given.json()) {
        say(json_of(*explanation));
    } else {
        show(*explanation);
    }
    return explanation->permitted ? ok : found;
}

int diff(const Given& given) {
    Findings findings;
    const auto changed = assembly::policy_difference(given.words[0], given.words[1], findings);
    if (!changed)
        return has_errors(findings) ? tell(findings, given.json()) : fail(changed.error());
    std::string json;
    for (const auto& one : *changed) {
        json += (json.empty() ? "" : ",") + ("{\"request\":" + quoted(one.request)) +
                ",\"permittedBefore\":" + (one.permitted_before ? "true" : "false") + "}";
        if (!given.json())
            say((one.permitted_before ? "- was permitted: " : "+ is permitted: ") + one.request);
    }
    if (given.json()) say("{\"changed\":[" + json + "]}");
    if (!given.json() && changed->empty()) say("Both decide every request alike.");
    return changed->empty() ? ok : found;
}

}  // namespace

std::vector<Command> policy_commands() {
    return {
        {"policy check",
         "MANIFEST",
         "Proves every invariant, tries every example, names rules that nothing would miss.",
         {},
         check_policy},
        {"policy list", "MANIFEST", "Every rule in force.", {}, list},
        {"policy explain",
         "MANIFEST",
         "How one request is decided, and by which rules.",
         {{"as", "CAPACITY", "in which capacity, such as peer-supporter", true},
          {"do", "ACTION", "the action, such as read", true},
          {"on", "KIND", "the kind of thing, such as conversation", true},
          {"for", "PURPOSE", "the purpose, such as peer-support", true},
          {"given", "FACTS", "facts that are true, such as \"assigned active\"; others are false"},
          {"unknown", "FACTS", "facts that are not known"}},
         explain_decision},
        {"policy diff",
         "OLD NEW",
         "The requests that two manifests answer otherwise, one of each kind.",
         {},
         diff},
    };
}

}  // namespace kith::ctl
