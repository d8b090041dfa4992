// saml metadata, verify, refusals: what the identity provider's administrator is given, and why a
// message of hers is refused.
#include "assembly/admin.h"
#include "assembly/saml_desk.h"
#include "ctl/command.h"
#include "ctl/output.h"

namespace kith::ctl {
namespace {

using ports::SignOnVerdict;

// Neither accepted nor refused: there is nothing to judge by.
int no_service_provider(const Findings& findings, const Error& error, bool json) {
    if (!has_errors(findings)) return fail(error);
    tell(findings, json);
    return could_not_run;
}

int show_metadata(const Given& given) {
    Findings findings;
    const auto xml = assembly::saml_metadata(given.get("manifest"), findings);
    if (!xml) return no_service_provider(findings, xml.error(), given.json());
    say(given.json() ? "{\"metadata\":" + quoted(*xml) + "}" : *xml);
    return ok;
}

std::string json_of(const SignOnVerdict& verdict) {
    std::string checks;
    for (const auto& [rule, section, holds] : verdict.checks)
        checks += (checks.empty() ? "" : ",") + ("{\"rule\":" + quoted(rule)) +
                  ",\"section\":" + quoted(section) + ",\"holds\":" + (holds ? "true" : "false") +
                  "}";
    std::string attributes;
    for (const auto& [name, values] : verdict.attributes)
        attributes += (attributes.empty() ? "" : ",") + ("{\"name\":" + quoted(name)) +
                      ",\"values\":" + json_list(values) + "}";
    return std::string("{\"verdict\":") + (verdict.accepted ? "\"accept\"" : "\"refuse\"") +
           ",\"reason\":" + quoted(std::string(verdict.reason.view())) +
           ",\"section\":" + quoted(verdict.section) + ",\"detail\":" + quoted(verdict.detail) +
           ",\"kind\":" + quoted(verdict.kind) + ",\"provider\":" + quoted(verdict.provider) +
           ",\"nameId\":" + quoted(verdict.name_id.value) + ",\"attributes\":[" + attributes +
           "],\"person\":" + quoted(verdict.person.text()) +
           ",\"roles\":" + json_list(verdict.roles) + ",\"checks\":[" + checks + "]}";
}

void show_accepted(const SignOnVerdict& verdict) {
    say("accepted: " + verdict.kind + " of " + verdict.provider + ", " +
        std::to_string(verdict.checks.size()) + " rules hold");
    if (!verdict.name_id.value.empty()) say("  NameID " + verdict.name_id.value);
    for (const auto& [name, values] : verdict.attributes)
        for (const auto& value : values)
            say("  " + name + ": " + value);
    if (!verdict.person.text().empty()) say("in Kith: " + verdict.person.text());
    for (const auto& role : verdict.roles)
        say("  holds " + role);
}

int verify_message(const Given& given) {
    const auto binding = given.get("binding", "post");
    if (binding != "post" && binding != "redirect")
        return misused("--binding is post or redirect, and not \"" + binding + "\"");
    Findings findings;
    const auto verdict = assembly::judge_saml(
        {given.get("manifest"), given.get("response"), given.get("now"),
         given.get("in-response-to"), binding == "redirect", given.get("replay")},
        findings);
    if (!verdict) return no_service_provider(findings, verdict.error(), given.json());
    if (given.json())
        say(json_of(*verdict));
    else if (verdict->accepted)
        show_accepted(*verdict);
    else
        say("refused: " + verdict->detail + "\n  rule " + std::string(verdict->reason.view()) +
            ", " + verdict->section);
    return verdict->accepted ? ok : found;
}

std::string json_of(const assembly::RefusedSignOn& one) {
    return "{\"reference\":" + quoted(one.reference) + ",\"hour\":" + quoted(one.hour) +
           ",\"provider\":" + quoted(one.provider) + ",\"rule\":" + quoted(one.rule) +
           ",\"section\":" + quoted(one.section) + ",\"detail\":" + quoted(one.detail) + "}";
}

int show_refusals(const Given& given) {
    Findings findings;
    const auto office = assembly::Office::open(given.get("manifest"), findings);
    if (!office) return has_errors(findings) ? tell(findings, given.json()) : fail(office.error());
    const auto refused = (*office)->refused_sign_ons();
    if (!refused) return fail(refused.error());
    if (given.json()) {
        std::string list;
        for (const auto& one : *refused)
            list += (list.empty() ? "" : ",") + json_of(one);
        say("{\"refusals\":[" + list + "]}");
        return ok;
    }
    for (const auto& one : *refused) {
        say(one.reference + "  " + one.hour + "  " + one.provider);
        say("  " + one.detail + "\n  rule " + one.rule + ", " + one.section);
    }
    if (refused->empty()) say("Nobody was refused within a week.");
    return ok;
}

}  // namespace

std::vector<Command> saml_commands() {
    const OptionText manifest{"manifest", "MANIFEST", "whose <saml> is meant", true};
    return {
        {"saml metadata",
         "",
         "Kith's own SAML metadata, signed, for the identity provider.",
         {manifest},
         show_metadata},
        {"saml verify",
         "",
         "Judges one SAML message as Kith would, rule by rule.",
         {manifest,
          {"response", "FILE", "XML, base64, or with --binding redirect the query", true},
          {"now", "TIME", "as if it were this time (RFC 3339)"},
          {"in-response-to", "ID", "our request that it must answer"},
          {"binding", "BINDING", "post (the default) or redirect"},
          {"replay", "DB", "a file of what was taken before; made where there is none"}},
         verify_message},
        {"saml refusals",
         "",
         "Why sign-ons were refused within a week, by the reference that the page showed.",
         {manifest},
         show_refusals},
    };
}

}  // namespace kith::ctl
