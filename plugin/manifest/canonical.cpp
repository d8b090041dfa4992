#include "manifest/canonical.h"

#include <string_view>
#include <vector>

#include "base/text.h"
#include "manifest/ldap_settings.h"
#include "manifest/parse.h"
#include "manifest/saml_settings.h"
#include "manifest/scim_settings.h"
#include "manifest/writer.h"

namespace kith::manifest {
namespace {

using Attributes = Writer::Attributes;

void write_tenant(Writer& out, const model::Settings& settings) {
    out.open("tenant", {{"id", settings.tenant.text()},
                        {"name", settings.tenant_name},
                        {"timeZone", settings.timezone}});
    for (const auto& holder : settings.role_holders)
        out.empty("role", {{"name", holder.role}, {"person", holder.person.text()}});
    out.close();
}

void write_people(Writer& out, const model::PeopleSource& people) {
    using Kind = model::PeopleSource::Kind;
    if (people.kind == Kind::ldap) return write_ldap(out, people.ldap);
    if (people.kind == Kind::scim_client) return write_scim_client(out, people.scim_client);
    out.empty(source_name(people.kind), {{"path", people.path}});
}

void write_sources(Writer& out, const model::Settings& settings) {
    out.empty("store", {{"database", settings.store.path},
                        {"keySource", settings.store.key_source},
                        {"keyring", settings.store.keyring}});
    if (!settings.people && settings.scim_servers.empty()) return;
    out.open("people");
    if (settings.people) write_people(out, *settings.people);
    for (const auto& server : settings.scim_servers)
        write_scim_server(out, server);
    out.close();
}

void write_eligibility(Writer& out, const model::EligibilitySettings& rules) {
    out.open("eligibility", {{"managersOfPeople", flag(rules.managers_of_people)}});
    for (const auto& name : rules.excluded_departments)
        out.empty("excludedDepartment", {{"name", name}});
    for (const auto& name : rules.excluded_titles)
        out.empty("excludedTitle", {{"name", name}});
    out.close();
}

void write_retention(Writer& out, const model::RetentionSettings& retention) {
    out.empty("retention", {{"closedRequestDays", std::to_string(retention.closed_request_days)},
                            {"openRequestDays", std::to_string(retention.open_request_days)},
                            {"recordYears", std::to_string(retention.record_years)}});
}

void write_caseload(Writer& out, const model::CaseloadSettings& caseload) {
    out.empty("caseload", {{"openMax", std::to_string(caseload.open_max)},
                           {"newPerYearMax", std::to_string(caseload.new_per_year_max)},
                           {"coolDownDays", std::to_string(caseload.cool_down_days)}});
}

void write_routing(Writer& out, const model::RoutingSettings& rules) {
    out.open("routing", {{"formerManagerMonths", std::to_string(rules.former_manager_months)},
                         {"answerWithin", std::to_string(rules.answer_within_hours)}});
    if (!rules.topic) out.empty("relax", {{"rule", "topic"}});
    if (!rules.same_team) out.empty("relax", {{"rule", "sameTeam"}});
    if (!rules.concerned_department) out.empty("relax", {{"rule", "concernedDepartment"}});
    if (!rules.level_distance) out.empty("relax", {{"rule", "levelDistance"}});
    const auto& weights = rules.weights;
    out.empty("weights", {{"topic", std::to_string(weights.topic)},
                          {"language", std::to_string(weights.language)},
                          {"hours", std::to_string(weights.hours)},
                          {"location", std::to_string(weights.location)},
                          {"spareCapacity", std::to_string(weights.spare_capacity)},
                          {"rested", std::to_string(weights.rested)}});
    out.close();
}

void write_topics(Writer& out, const std::vector<model::Topic>& topics) {
    if (topics.empty()) return;
    out.open("topics");
    for (const auto& topic : topics) {
        out.open("topic", {{"id", topic.id}});
        out.labels(topic.labels);
        out.close();
    }
    out.close();
}

void write_languages(Writer& out, const model::Settings& settings) {
    out.open("languages", {{"default", settings.default_language}});
    for (const auto& tag : settings.languages)
        out.empty("language", {{"tag", tag}});
    out.close();
}

void write_roles(Writer& out, const std::vector<model::RoleLabel>& roles) {
    if (roles.empty()) return;
    out.open("roles");
    for (const auto& role : roles) {
        out.open("role", {{"name", role.role}});
        out.labels(role.labels);
        out.close();
    }
    out.close();
}

void write_resources(Writer& out, const std::vector<model::Resource>& resources) {
    if (resources.empty()) return;
    out.open("resources");
    for (const auto& resource : resources) {
        Attributes attributes{{"id", resource.id}, {"kind", kind_name(resource.kind)}};
        add_some(attributes, "phone", resource.phone);
        add_some(attributes, "url", resource.url);
        add_some(attributes, "languages", join(resource.languages, " "));
        out.open("resource", attributes);
        out.labels(resource.labels);
        out.close();
    }
    out.close();
}

void write_widget(Writer& out, const model::WidgetSettings& widget) {
    if (widget.origins.empty() && widget.quick_exit_to.empty()) return;
    out.open("widget");
    for (const auto& origin : widget.origins)
        out.empty("origin", {{"url", origin}});
    if (!widget.quick_exit_to.empty())
        out.empty("quickExit", {{"to", widget.quick_exit_to},
                                {"shortcut", shortcut_name(widget.quick_exit_by_key)}});
    out.close();
}

void write_audit(Writer& out, const std::vector<std::string>& folders) {
    if (folders.empty()) return;
    out.open("audit");
    for (const auto& folder : folders)
        out.empty("checkpoints", {{"folder", folder}});
    out.close();
}

template <class Word>
std::string listed(model::Words<Word> words) {
    std::vector<std::string> names;
    for (const auto& known : model::names_of(Word{}))
        if (words.has(known.word)) names.emplace_back(known.name);
    return join(names, " ");
}

// What means all of them is left out, as people write it.
template <class Word>
void add_words(Attributes& to, std::string_view name, model::Words<Word> words) {
    if (words != model::Words<Word>::all()) to.emplace_back(name, listed(words));
}

Attributes scoped(const std::string& id, const model::Scope& scope) {
    Attributes attributes{{"id", id}};
    add_words(attributes, "as", scope.as);
    add_words(attributes, "do", scope.actions);
    add_words(attributes, "on", scope.kinds);
    add_words(attributes, "for", scope.purposes);
    return attributes;
}

void write_terms(Writer& out, std::string_view name, const model::Condition& terms) {
    for (const auto& term : terms) {
        Attributes attributes;
        add_some(attributes, "all", listed(term.all));
        add_some(attributes, "none", listed(term.none));
        out.empty(name, attributes);
    }
}

void write_rules(Writer& out, std::string_view name, const std::vector<model::Rule>& rules) {
    for (const auto& rule : rules) {
        auto attributes = scoped(rule.id, rule.scope);
        add_some(attributes, name == "oblige" ? "with" : "oblige", listed(rule.obligations));
        if (rule.when.empty()) {
            out.empty(name, attributes);
            continue;
        }
        out.open(name, attributes);
        write_terms(out, "when", rule.when);
        out.close();
    }
}

void write_invariants(Writer& out, const std::vector<model::Invariant>& invariants) {
    for (const auto& invariant : invariants) {
        out.open("invariant", scoped(invariant.id, invariant.scope));
        write_terms(out, "unless", invariant.unless.value_or(model::Condition{}));
        out.close();
    }
}

void write_examples(Writer& out, const std::vector<model::Example>& examples) {
    for (const auto& example : examples) {
        Attributes attributes{{"expect", example.permitted ? "permit" : "deny"},
                              {"as", std::string(model::name(example.capacity))},
                              {"do", std::string(model::name(example.action))},
                              {"on", std::string(model::name(example.kind))},
                              {"for", std::string(model::name(example.purpose))}};
        add_some(attributes, "given", listed(example.given));
        add_some(attributes, "unknown", listed(example.missing));
        add_some(attributes, "with", listed(example.obligations));
        out.empty("example", attributes);
    }
}

void write_policy(Writer& out, const model::Policy& policy) {
    out.open("policy");
    for (const auto& id : policy.withdrawn)
        out.empty("withdraw", {{"permit", id}});
    write_rules(out, "permit", policy.permits);
    write_rules(out, "forbid", policy.forbids);
    write_rules(out, "oblige", policy.obliges);
    write_invariants(out, policy.invariants);
    write_examples(out, policy.examples);
    out.close();
}

bool says_something(const model::Policy& policy) {
    return !policy.withdrawn.empty() || !policy.permits.empty() || !policy.forbids.empty() ||
           !policy.obliges.empty() || !policy.invariants.empty() || !policy.examples.empty();
}

}  // namespace

std::string rule_text(std::string_view name, const model::Rule& rule) {
    Writer out;
    write_rules(out, name, {rule});
    std::string line;
    for (const char c : out.take())
        if (c != '\n' && !(c == ' ' && (line.empty() || line.back() == '>'))) line += c;
    return line;
}

std::string shortcut_name(bool by_key) {
    return by_key ? "shift-3" : "none";
}

std::string source_name(model::PeopleSource::Kind kind) {
    switch (kind) {
        case model::PeopleSource::Kind::csv:
            return "csv";
        case model::PeopleSource::Kind::ldif:
            return "ldif";
        case model::PeopleSource::Kind::ldap:
            return "ldap";
        case model::PeopleSource::Kind::scim_client:
            return "scimClient";
    }
    return {};
}

std::string kind_name(model::Resource::Kind kind) {
    if (kind == model::Resource::Kind::emergency) return "emergency";
    return kind == model::Resource::Kind::eap ? "eap" : "hotline";
}

std::string canonical_text(const model::Settings& settings) {
    Writer out;
    out.open("kith", {{"xmlns", manifest_namespace}});
    write_tenant(out, settings);
    write_sources(out, settings);
    if (settings.saml) write_saml(out, *settings.saml);
    write_eligibility(out, settings.eligibility);
    write_caseload(out, settings.caseload);
    write_routing(out, settings.routing);
    write_retention(out, settings.retention);
    write_topics(out, settings.topics);
    write_languages(out, settings);
    write_roles(out, settings.role_labels);
    write_resources(out, settings.resources);
    write_widget(out, settings.widget);
    write_audit(out, settings.checkpoint_folders);
    if (says_something(settings.policy)) write_policy(out, settings.policy);
    out.close();
    return out.take();
}

}  // namespace kith::manifest
