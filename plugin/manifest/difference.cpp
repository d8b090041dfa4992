#include <algorithm>
#include <functional>
#include <map>
#include <utility>

#include "base/text.h"
#include "manifest/canonical.h"
#include "manifest/manifest.h"
#include "manifest/section.h"
#include "manifest/writer.h"

namespace kith::manifest {
namespace {

void add_labels(Section& out, const std::string& path, const std::vector<model::Label>& labels) {
    for (const auto& label : labels)
        out.push_back({item(path + "/label", label.language), label.text});
}

template <class Items, class Name>
std::string names(const Items& items, Name name) {
    std::vector<std::string> all;
    for (const auto& each : items)
        all.push_back(name(each));
    return join(all, " ");
}

Section tenant(const model::Settings& settings) {
    Section out{{"tenant/@id", settings.tenant.text()},
                {"tenant/@name", settings.tenant_name},
                {"tenant/@timeZone", settings.timezone}};
    // A role opens the programme's figures or its machinery to one more person.
    for (const auto& holder : settings.role_holders)
        out.push_back({item("tenant/role", holder.role + " " + holder.person.text()),
                       holder.person.text(), Loosens::added});
    return out;
}

Section store(const model::Settings& settings) {
    return {{"store/@database", settings.store.path},
            {"store/@keySource", settings.store.key_source, Loosens::never, "key source changed"},
            {"store/@keyring", settings.store.keyring}};
}

Section eligibility(const model::Settings& settings) {
    const auto& rules = settings.eligibility;
    Section out{
        {"eligibility/@managersOfPeople", flag(rules.managers_of_people), Loosens::to_true}};
    for (const auto& name : rules.excluded_departments)
        out.push_back({item("eligibility/excludedDepartment", name), name, Loosens::removed});
    for (const auto& name : rules.excluded_titles)
        out.push_back({item("eligibility/excludedTitle", name), name, Loosens::removed});
    return out;
}

Section caseload(const model::Settings& settings) {
    const auto& load = settings.caseload;
    return {{"caseload/@openMax", std::to_string(load.open_max), Loosens::up},
            {"caseload/@newPerYearMax", std::to_string(load.new_per_year_max), Loosens::up},
            {"caseload/@coolDownDays", std::to_string(load.cool_down_days), Loosens::down}};
}

Section retention(const model::Settings& settings) {
    const auto& kept = settings.retention;
    return {{"retention/@closedRequestDays", std::to_string(kept.closed_request_days), Loosens::up},
            {"retention/@openRequestDays", std::to_string(kept.open_request_days), Loosens::up},
            {"retention/@recordYears", std::to_string(kept.record_years), Loosens::up}};
}

Section routing(const model::Settings& settings) {
    const auto& rules = settings.routing;
    const auto& weights = rules.weights;
    Section out{{"routing/@formerManagerMonths", std::to_string(rules.former_manager_months),
                 Loosens::down},
                {"routing/@answerWithin", std::to_string(rules.answer_within_hours)}};
    const auto relaxed = [&](bool on, const char* rule) {
        if (!on) out.push_back({item("routing/relax", rule), "relaxed", Loosens::added});
    };
    relaxed(rules.topic, "topic");
    relaxed(rules.same_team, "sameTeam");
    relaxed(rules.concerned_department, "concernedDepartment");
    relaxed(rules.level_distance, "levelDistance");
    out.push_back({"routing/weights/@topic", std::to_string(weights.topic)});
    out.push_back({"routing/weights/@language", std::to_string(weights.language)});
    out.push_back({"routing/weights/@hours", std::to_string(weights.hours)});
    out.push_back({"routing/weights/@location", std::to_string(weights.location)});
    out.push_back({"routing/weights/@spareCapacity", std::to_string(weights.spare_capacity)});
    out.push_back({"routing/weights/@rested", std::to_string(weights.rested)});
    return out;
}

Section topics(const model::Settings& settings) {
    Section out{{"topics", names(settings.topics, [](const auto& topic) { return topic.id; })}};
    for (const auto& topic : settings.topics)
        add_labels(out, item("topics/topic", topic.id), topic.labels);
    return out;
}

Section languages(const model::Settings& settings) {
    return {{"languages/@default", settings.default_language},
            {"languages", join(settings.languages, " ")}};
}

Section roles(const model::Settings& settings) {
    Section out;
    for (const auto& role : settings.role_labels)
        add_labels(out, item("roles/role", role.role), role.labels);
    return out;
}

Section resources(const model::Settings& settings) {
    Section out;
    if (!settings.resources.empty())
        out.push_back(
            {"resources", names(settings.resources, [](const auto& each) { return each.id; })});
    for (const auto& resource : settings.resources) {
        const std::string path = item("resources/resource", resource.id);
        const bool emergency = resource.kind == model::Resource::Kind::emergency;
        const auto loosens = emergency ? Loosens::removed : Loosens::never;
        out.push_back({path + "/@kind", kind_name(resource.kind), loosens});
        if (!resource.phone.empty()) out.push_back({path + "/@phone", resource.phone, loosens});
        if (!resource.url.empty()) out.push_back({path + "/@url", resource.url});
        if (!resource.languages.empty())
            out.push_back({path + "/@languages", join(resource.languages, " ")});
        add_labels(out, path, resource.labels);
    }
    return out;
}

Section widget(const model::Settings& settings) {
    const auto& widget = settings.widget;
    Section out;
    for (const auto& origin : widget.origins)
        out.push_back({item("widget/origin", origin), origin, Loosens::added});
    if (!widget.quick_exit_to.empty())
        out.push_back({"widget/quickExit/@to", widget.quick_exit_to});
    out.push_back(
        {"widget/quickExit/@shortcut", shortcut_name(widget.quick_exit_by_key), Loosens::to_none});
    return out;
}

Section audit(const model::Settings& settings) {
    Section out;
    for (const auto& folder : settings.checkpoint_folders)
        out.push_back({item("audit/checkpoints", folder), folder, Loosens::removed});
    return out;
}

Section policy(const model::Settings& settings) {
    const auto& policy = settings.policy;
    Section out;
    for (const auto& id : policy.withdrawn)
        out.push_back({item("policy/withdraw", id), id, Loosens::removed});
    // A rule whose text changes may let more through: it counts as one that went and one that came.
    const auto add = [&](const char* name, const auto& rules, Loosens loosens) {
        for (const auto& rule : rules) {
            const auto text = rule_text(name, rule);
            out.push_back({item(std::string("policy/") + name, text), text, loosens});
        }
    };
    add("permit", policy.permits, Loosens::added);
    add("forbid", policy.forbids, Loosens::removed);
    add("oblige", policy.obliges, Loosens::removed);
    for (const auto& invariant : policy.invariants)
        out.push_back({item("policy/invariant", invariant.id), invariant.id, Loosens::removed});
    return out;
}

bool is_wider(const std::string& before, const std::string& after) {
    if (before == anything) return false;
    if (after == anything) return true;
    const auto known = split_list(before, ' ');
    const auto now = split_list(after, ' ');
    return !std::all_of(now.begin(), now.end(), [&](const auto& each) {
        return std::find(known.begin(), known.end(), each) != known.end();
    });
}

bool loosened(Loosens when, ChangeKind kind, const std::string& before, const std::string& after) {
    if (when == Loosens::added) return kind == ChangeKind::added;
    if (when == Loosens::removed) return kind == ChangeKind::removed;
    if (when == Loosens::set) return kind != ChangeKind::removed;
    if (when == Loosens::to_none) return after == "none";
    if (when == Loosens::to_true) return after == "true";
    if (kind != ChangeKind::changed) return false;
    if (when == Loosens::changed) return true;
    if (when == Loosens::to_false) return after == "false";
    // The signature of the one is not that of the other, and either may be the weaker.
    if (when == Loosens::less_signed) return before != "either" && after != "both";
    if (when == Loosens::wider) return is_wider(before, after);
    if (when == Loosens::up) return std::stoi(after) > std::stoi(before);
    return when == Loosens::down && std::stoi(after) < std::stoi(before);
}

const Setting* find(const Section& section, const std::string& path) {
    const auto found = std::find_if(section.begin(), section.end(),
                                    [&](const Setting& each) { return each.path == path; });
    return found == section.end() ? nullptr : &*found;
}

Change change(const Setting* before, const Setting* after) {
    const Setting& known = after == nullptr ? *before : *after;
    Change out;
    out.kind = before == nullptr  ? ChangeKind::added
               : after == nullptr ? ChangeKind::removed
                                  : ChangeKind::changed;
    out.setting = known.path;
    out.before = before == nullptr ? "" : before->value;
    out.after = after == nullptr ? "" : after->value;
    out.loosens = loosened(known.loosens, out.kind, out.before, out.after);
    if (out.kind == ChangeKind::changed) out.effect = known.effect;
    if (known.instead.empty()) return out;
    out.before.clear();
    out.after = known.instead;
    return out;
}

// In the order of the section after the change; what went comes last.
void compare(const Section& before, const Section& after, std::vector<Change>& out) {
    for (const auto& each : after) {
        const Setting* was = find(before, each.path);
        if (was == nullptr || was->value != each.value) out.push_back(change(was, &each));
    }
    for (const auto& each : before)
        if (find(after, each.path) == nullptr) out.push_back(change(&each, nullptr));
}

}  // namespace

std::vector<Change> difference(const Manifest& before, const Manifest& after) {
    std::vector<Change> out;
    for (const auto& section :
         {tenant, store, people_section, saml_section, eligibility, caseload, routing, retention,
          topics, languages, roles, resources, widget, audit, policy})
        compare(section(before.settings), section(after.settings), out);
    return out;
}

}  // namespace kith::manifest
