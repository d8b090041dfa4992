#include "manifest/settings_reader.h"

#include <algorithm>
#include <new>
#include <tuple>

#include "base/fault.h"
#include "base/text.h"
#include "manifest/built_in.h"
#include "manifest/include.h"
#include "manifest/ldap_settings.h"
#include "manifest/parse.h"
#include "manifest/paths.h"
#include "manifest/policy_reader.h"
#include "manifest/saml_settings.h"
#include "manifest/scim_settings.h"
#include "manifest/values.h"

namespace kith::manifest {
namespace {

std::vector<model::Label> labels(const xmlNode* element) {
    std::vector<model::Label> found;
    for (const xmlNode* label : children(element, "label"))
        found.push_back({language_tag(value(label, "language")), content(label)});
    std::sort(found.begin(), found.end(),
              [](const auto& a, const auto& b) { return a.language < b.language; });
    return found;
}

model::Resource::Kind resource_kind(const std::string& name) {
    if (name == "emergency") return model::Resource::Kind::emergency;
    if (name == "eap") return model::Resource::Kind::eap;
    return model::Resource::Kind::hotline;
}

class SettingsReader {
public:
    SettingsReader(const xmlNode* root, std::string folder)
        : root_(root), folder_(std::move(folder)) {}

    model::Settings read() {
        section("tenant", &SettingsReader::tenant);
        section("store", &SettingsReader::store);
        section("people", &SettingsReader::people);
        section("saml", &SettingsReader::saml);
        section("eligibility", &SettingsReader::eligibility);
        section("caseload", &SettingsReader::caseload);
        section("routing", &SettingsReader::routing);
        section("retention", &SettingsReader::retention);
        section("topics", &SettingsReader::topics);
        section("languages", &SettingsReader::languages);
        section("roles", &SettingsReader::roles);
        section("resources", &SettingsReader::resources);
        section("widget", &SettingsReader::widget);
        section("audit", &SettingsReader::audit);
        return std::move(out_);
    }

private:
    void section(const char* name, void (SettingsReader::*read)(const xmlNode*)) {
        if (const xmlNode* found = child(root_, name)) (this->*read)(found);
    }

    std::string here(const std::string& path) const { return resolved(path, folder_); }

    void tenant(const xmlNode* tenant) {
        out_.tenant = TenantId(value(tenant, "id"));
        out_.tenant_name = value(tenant, "name");
        set(out_.timezone, tenant, "timeZone");
        for (const xmlNode* role : children(tenant, "role"))
            out_.role_holders.push_back({value(role, "name"), EmployeeId(value(role, "person"))});
        std::sort(out_.role_holders.begin(), out_.role_holders.end(),
                  [](const auto& a, const auto& b) {
                      return std::tie(a.role, a.person) < std::tie(b.role, b.person);
                  });
    }

    void store(const xmlNode* store) {
        out_.store.path = here(value(store, "database"));
        out_.store.key_source = resolved_reference(value(store, "keySource"), folder_);
        std::string keyring = "keys/" + out_.tenant.text() + ".keyring";
        set(keyring, store, "keyring");
        out_.store.keyring = here(keyring);
    }

    void people(const xmlNode* people) {
        using Kind = model::PeopleSource::Kind;
        if (const xmlNode* csv = child(people, "csv"))
            out_.people = model::PeopleSource{Kind::csv, here(value(csv, "path"))};
        else if (const xmlNode* ldif = child(people, "ldif"))
            out_.people = model::PeopleSource{Kind::ldif, here(value(ldif, "path"))};
        else if (const xmlNode* ldap = child(people, "ldap"))
            out_.people = model::PeopleSource{Kind::ldap, {}, ldap_settings_of(ldap, folder_)};
        else if (const xmlNode* client = child(people, "scimClient"))
            out_.people =
                model::PeopleSource{Kind::scim_client, {}, {}, scim_client_of(client, folder_)};
        for (const xmlNode* scim : children(people, "scim"))
            out_.scim_servers.push_back(scim_server_of(scim, folder_));
    }

    void saml(const xmlNode* saml) { out_.saml = saml_settings_of(saml, folder_); }

    void eligibility(const xmlNode* eligibility) {
        auto& rules = out_.eligibility;
        set(rules.managers_of_people, eligibility, "managersOfPeople");
        for (const xmlNode* each : children(eligibility, "excludedDepartment"))
            rules.excluded_departments.push_back(value(each, "name"));
        for (const xmlNode* each : children(eligibility, "excludedTitle"))
            rules.excluded_titles.push_back(value(each, "name"));
        sort_once(rules.excluded_departments);
        sort_once(rules.excluded_titles);
    }

    void caseload(const xmlNode* caseload) {
        set(out_.caseload.open_max, caseload, "openMax");
        set(out_.caseload.new_per_year_max, caseload, "newPerYearMax");
        set(out_.caseload.cool_down_days, caseload, "coolDownDays");
    }

    void retention(const xmlNode* retention) {
        set(out_.retention.closed_request_days, retention, "closedRequestDays");
        set(out_.retention.open_request_days, retention, "openRequestDays");
        set(out_.retention.record_years, retention, "recordYears");
    }

    void routing(const xmlNode* routing) {
        auto& rules = out_.routing;
        for (const xmlNode* relax : children(routing, "relax")) {
            const std::string rule = value(relax, "rule");
            if (rule == "topic") rules.topic = false;
            if (rule == "sameTeam") rules.same_team = false;
            if (rule == "concernedDepartment") rules.concerned_department = false;
            if (rule == "levelDistance") rules.level_distance = false;
        }
        set(rules.former_manager_months, routing, "formerManagerMonths");
        if (const int hours = hours_of(value(routing, "answerWithin")); hours > 0)
            rules.answer_within_hours = hours;
        const xmlNode* weights = child(routing, "weights");
        if (weights == nullptr) return;
        set(rules.weights.topic, weights, "topic");
        set(rules.weights.language, weights, "language");
        set(rules.weights.hours, weights, "hours");
        set(rules.weights.location, weights, "location");
        set(rules.weights.spare_capacity, weights, "spareCapacity");
        set(rules.weights.rested, weights, "rested");
    }

    void topics(const xmlNode* topics) {
        for (const xmlNode* topic : children(topics, "topic"))
            out_.topics.push_back({value(topic, "id"), labels(topic)});
    }

    void languages(const xmlNode* languages) {
        if (attribute(languages, "default") != nullptr)
            out_.default_language = language_tag(value(languages, "default"));
        for (const xmlNode* each : children(languages, "language"))
            out_.languages.push_back(language_tag(value(each, "tag")));
    }

    void roles(const xmlNode* roles) {
        for (const xmlNode* role : children(roles, "role"))
            out_.role_labels.push_back({value(role, "name"), labels(role)});
        std::sort(out_.role_labels.begin(), out_.role_labels.end(),
                  [](const auto& a, const auto& b) { return a.role < b.role; });
    }

    void resources(const xmlNode* resources) {
        for (const xmlNode* each : children(resources, "resource")) {
            model::Resource resource;
            resource.id = value(each, "id");
            resource.kind = resource_kind(value(each, "kind"));
            resource.phone = value(each, "phone");
            resource.url = value(each, "url");
            for (const auto& tag : split_list(value(each, "languages"), ' '))
                resource.languages.push_back(language_tag(tag));
            sort_once(resource.languages);
            resource.labels = labels(each);
            out_.resources.push_back(std::move(resource));
        }
    }

    void widget(const xmlNode* widget) {
        for (const xmlNode* each : children(widget, "origin"))
            out_.widget.origins.push_back(value(each, "url"));
        sort_once(out_.widget.origins);
        const xmlNode* exit = child(widget, "quickExit");
        if (exit == nullptr) return;
        out_.widget.quick_exit_to = value(exit, "to");
        out_.widget.quick_exit_by_key = value(exit, "shortcut") != "none";
    }

    void audit(const xmlNode* audit) {
        for (const xmlNode* each : children(audit, "checkpoints"))
            out_.checkpoint_folders.push_back(here(value(each, "folder")));
        sort_once(out_.checkpoint_folders);
    }

    const xmlNode* root_;
    std::string folder_;
    model::Settings out_;
};

}  // namespace

void complete(xmlNode* root, Report& report) {
    const Source source{shipped_defaults, std::string(defaults_text())};
    const Document defaults = parse(source, manifest_namespace, report);
    if (defaults == nullptr) throw std::bad_alloc();  // They are Kith's own, and sound.
    for (const xmlNode* section : children(xmlDocGetRootElement(defaults.get()))) {
        xmlNode* given = child(root, name_of(section));
        if (given == nullptr) {
            insert_copy(section, root, nullptr);
            continue;
        }
        if (!children(given).empty()) continue;
        for (const xmlNode* each : children(section))
            insert_copy(each, given, nullptr);
    }
}

model::Settings settings_of(const xmlNode* root, const std::string& folder, const Report& report) {
    auto settings = SettingsReader(root, folder).read();
    if (const xmlNode* policy = child(root, "policy")) settings.policy = policy_of(policy, report);
    return settings;
}

int hours_of(const std::string& text) {
    if (!text.starts_with('P')) return number(text, 0);
    const auto time = text.find('T');
    const std::string_view all = text;
    const auto days = all.substr(1, time == std::string::npos ? time : time - 1);
    const auto hours = time == std::string::npos ? std::string_view() : all.substr(time + 1);
    if (!days.empty() && !days.ends_with('D')) return 0;
    if (!hours.empty() && !hours.ends_with('H')) return 0;
    const auto count = [](std::string_view part) {
        return part.empty() ? 0 : number(part.substr(0, part.size() - 1), 0);
    };
    return 24 * count(days) + count(hours);
}

std::string language_tag(const std::string& text) {
    auto parts = split_list(lower_ascii(text), '-');
    const auto upper = [](char& c) {
        if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
    };
    for (std::size_t i = 1; i < parts.size(); ++i) {
        if (parts[i].size() == 2) std::for_each(parts[i].begin(), parts[i].end(), upper);
        if (parts[i].size() == 4) upper(parts[i].front());
    }
    return join(parts, "-");
}

}  // namespace kith::manifest
