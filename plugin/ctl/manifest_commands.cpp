// check, explain, plan, apply.
#include <iostream>

#include "assembly/admin.h"
#include "ctl/command.h"
#include "ctl/output.h"

namespace kith::ctl {
namespace {

int check_manifest(const Given& given) {
    const auto findings = assembly::check(given.words.front());
    const int code = tell(findings, given.json());
    if (code == ok && !given.json()) say("no errors");
    return code;
}

int explain_setting(const Given& given) {
    const auto text = assembly::explain(given.words.front());
    if (text.empty())
        return misused("the manifest has no '" + given.words.front() +
                       "'; write the path of an element or attribute, such as routing/weights");
    say(text);
    return ok;
}

std::string json_of(const assembly::PlannedChange& change) {
    return "{\"sign\":" + quoted(std::string(1, change.sign)) +
           ",\"setting\":" + quoted(change.setting) + ",\"before\":" + quoted(change.before) +
           ",\"after\":" + quoted(change.after) +
           ",\"loosens\":" + (change.loosens ? "true" : "false") + '}';
}

std::string json_of(const assembly::Plan& plan) {
    std::string changes;
    for (const auto& change : plan.changes)
        changes += (changes.empty() ? "" : ",") + json_of(change);
    return std::string("{\"first\":") + (plan.first ? "true" : "false") + ",\"changes\":[" +
           changes + "],\"effects\":" + json_list(plan.effects) + '}';
}

void show(const assembly::Plan& plan) {
    if (plan.first) {
        say("Nothing was applied yet: this manifest will be the first.");
        return;
    }
    for (const auto& change : plan.changes) {
        say(std::string(1, change.sign) + ' ' + change.setting);
        if (!change.before.empty() || !change.after.empty())
            say("    " + change.before + " -> " + change.after);
        if (change.loosens) say("    this takes a protection away");
    }
    for (const auto& effect : plan.effects)
        say("effect: " + effect);
    say("Plan: " + std::to_string(plan.changes.size()) +
        " to change. No person and no request is deleted.");
}

int plan(const Given& given) {
    Findings findings;
    const auto planned = assembly::plan(given.words.front(), findings);
    if (!planned && has_errors(findings)) return tell(findings, given.json());
    if (!planned) return fail(planned.error());
    if (given.json()) {
        say(json_of(*planned));
    } else {
        show(*planned);
    }
    return planned->first || !planned->changes.empty() ? found : ok;
}

bool agreed() {
    std::cout << "Apply? Type yes: " << std::flush;
    std::string answer;
    return std::getline(std::cin, answer) && answer == "yes";
}

int apply(const Given& given) {
    const auto& manifest = given.words.front();
    Findings findings;
    if (!given.has("yes")) {
        const auto planned = assembly::plan(manifest, findings);
        if (!planned && has_errors(findings)) return tell(findings, given.json());
        if (!planned) return fail(planned.error());
        show(*planned);
        if (!agreed()) return misused("nothing was applied");
    }
    const auto applied = assembly::apply(manifest, given.has("accept-loosening"), findings);
    if (!applied && has_errors(findings)) return tell(findings, given.json());
    if (!applied) return fail(applied.error());
    if (applied->refused) {
        show(applied->plan);
        std::cerr << "kithctl: this plan takes protections away; nothing was applied\n"
                     "    hint: --accept-loosening applies it all the same\n";
        return found;
    }
    if (given.json()) {
        say(json_of(applied->plan));
        return ok;
    }
    if (applied->key_made)
        say("A new key was made. Back it up apart from the database: without it nothing can be "
            "read.");
    say("applied: " + manifest);
    return ok;
}

}  // namespace

std::vector<Command> manifest_commands() {
    return {
        {"check",
         "MANIFEST",
         "Every problem of a manifest at once, with file, line and what would be right.",
         {},
         check_manifest},
        {"explain",
         "ELEMENT",
         "What an element or attribute of the manifest means, e.g. routing/weights.",
         {},
         explain_setting},
        {"plan",
         "MANIFEST",
         "What apply would change and whom it touches. Needs no secret.",
         {},
         plan},
        {"apply",
         "MANIFEST",
         "Takes the manifest over; makes the database and a new tenant's key.",
         {{"yes", "", "do not ask"},
          {"accept-loosening", "", "apply a plan that takes protections away"}},
         apply},
    };
}

}  // namespace kith::ctl
