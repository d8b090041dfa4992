#include "manifest/lint.h"

#include <algorithm>
#include <set>

#include "base/text.h"
#include "manifest/ldap_lint.h"
#include "manifest/paths.h"
#include "manifest/saml_lint.h"
#include "manifest/scim_client_lint.h"
#include "manifest/scim_lint.h"
#include "manifest/settings_reader.h"
#include "manifest/time_zone.h"
#include "manifest/vocabulary.h"

namespace kith::manifest {
namespace {

// A person who waits longer has been left alone.
constexpr int answer_hours_max = 720;

class Lint {
public:
    Lint(const xmlNode* root, const model::Settings& settings, const std::string& folder,
         Report& report)
        : root_(root), settings_(settings), folder_(folder), report_(report) {}

    void run() {
        for (const char* name : {"tenant", "store", "people"})
            if (child(root_, name) == nullptr)
                report_.error(root_, std::string("<") + name + "> is missing",
                              vocabulary().child(name)->documentation);
        if (const xmlNode* tenant = child(root_, "tenant")) check_tenant(tenant);
        if (const xmlNode* store = child(root_, "store")) check_store(store);
        if (const xmlNode* people = child(root_, "people")) check_people(people);
        if (const xmlNode* saml = child(root_, "saml")) lint_saml(saml, settings_, report_);
        if (const xmlNode* caseload = child(root_, "caseload")) check_caseload(caseload);
        if (const xmlNode* routing = child(root_, "routing")) check_routing(routing);
        check_lists();
        check_languages();
        check_labels();
        check_resources();
        check_audit();
    }

private:
    void check_people(const xmlNode* people) {
        if (const xmlNode* ldap = child(people, "ldap")) lint_ldap(ldap, settings_, report_);
        if (const xmlNode* client = child(people, "scimClient"))
            lint_scim_client(client, settings_, report_);
        lint_scim(people, settings_, folder_, report_);
    }

    void check_tenant(const xmlNode* tenant) {
        check_time_zone(tenant);
        const auto& holders = settings_.role_holders;
        const bool coordinated =
            std::any_of(holders.begin(), holders.end(),
                        [](const auto& holder) { return holder.role == "coordinator"; });
        if (!coordinated)
            report_.error(tenant, "<tenant> names no coordinator",
                          "Somebody must run the programme: add <role name=\"coordinator\" "
                          "person=\"...\"/> with her id in the people source.");
    }

    void check_time_zone(const xmlNode* tenant) {
        const xmlAttr* zone = attribute(tenant, "timeZone");
        if (zone == nullptr || time_zone_exists(value(zone))) return;
        const std::string meant = similar_time_zone(value(zone));
        report_.error(zone, "there is no time zone " + shown(value(zone)),
                      meant.empty() ? "Give an IANA name, such as Europe/Berlin, or UTC."
                                    : "Did you mean " + meant + "?");
    }

    void check_store(const xmlNode* store) {
        const std::string& database = settings_.store.path;
        if (in_one_folder(file_of(settings_.store.key_source), database))
            report_.error(
                attribute(store, "keySource"), "the key lies in the same folder as the database",
                "Who takes the folder would have both. Put the key into another one, such as "
                "file:/run/secrets/kith.key.");
        if (in_one_folder(settings_.store.keyring, database))
            report_.error(
                attribute(store, "keyring"), "the keyring lies in the same folder as the database",
                "Backups of the folder would hold the keys to themselves. Put the keyring into "
                "another one, such as keyring=\"/etc/kith/keys/kith.keyring\".");
    }

    // With one copy its keeper is believed; with none, whoever keeps the database.
    void check_audit() {
        const auto& folders = settings_.checkpoint_folders;
        const xmlNode* audit = child(root_, "audit");
        if (folders.size() >= 2) return;
        report_.warning(
            audit == nullptr ? root_ : audit,
            folders.empty() ? "checkpoints of the audit log are kept nowhere"
                            : "checkpoints of the audit log are kept in one place only",
            "Add <audit> with two <checkpoints folder=\"...\"/> outside the database that "
            "different people look after: a log cut short shows against them alone.");
    }

    void check_caseload(const xmlNode* caseload) {
        if (settings_.caseload.open_max <= settings_.caseload.new_per_year_max) return;
        report_.warning(caseload, "openMax is higher than newPerYearMax and can never be reached",
                        "Lower openMax to " + std::to_string(settings_.caseload.new_per_year_max) +
                            " or raise newPerYearMax.");
    }

    void check_routing(const xmlNode* routing) {
        const xmlAttr* within = attribute(routing, "answerWithin");
        const int hours = within == nullptr ? 1 : hours_of(value(within));
        if (hours < 1 || hours > answer_hours_max)
            report_.error(
                within, "routing/@answerWithin cannot be " + shown(value(within)),
                "Allowed: " + vocabulary().child("routing")->attribute("answerWithin")->allowed +
                    ".");
        const auto& w = settings_.routing.weights;
        const xmlNode* weights = child(routing, "weights");
        const bool all_zero =
            (w.topic | w.language | w.hours | w.location | w.spare_capacity | w.rested) == 0;
        if (weights != nullptr && all_zero)
            report_.error(weights, "all weights are 0, so nothing would decide between supporters",
                          "Give at least one a number above 0, or leave <weights> out.");
    }

    // Whatever is named by an id stands once.
    void check_lists() {
        check_once("tenant", "role", {"name", "person"});
        check_once("eligibility", "excludedDepartment", {"name"});
        check_once("eligibility", "excludedTitle", {"name"});
        check_once("routing", "relax", {"rule"});
        check_once("topics", "topic", {"id"});
        check_once("languages", "language", {"tag"});
        check_once("roles", "role", {"name"});
        check_once("resources", "resource", {"id"});
        check_once("widget", "origin", {"url"});
    }

    void check_once(const char* section, const char* item, const std::vector<std::string>& keys) {
        if (const xmlNode* found = child(root_, section))
            manifest::check_once(found, item, keys, report_);
    }

    void check_languages() {
        const xmlNode* languages = child(root_, "languages");
        const auto& all = settings_.languages;
        if (languages == nullptr || has(all, settings_.default_language)) return;
        report_.error(languages,
                      "the default language " + shown(settings_.default_language) +
                          " is not among the languages",
                      "Add <language tag=\"" + settings_.default_language + "\"/>, or make " +
                          (all.empty() ? "another" : all.front()) + " the default.");
    }

    static bool has(const std::vector<std::string>& all, const std::string& one) {
        return std::find(all.begin(), all.end(), one) != all.end();
    }

    void check_labels() {
        const xmlNode* topics = child(root_, "topics");
        if (topics != nullptr && written("topics").empty()) check_shipped_labels(topics);
        for (const auto* const section : {"topics", "roles", "resources"})
            for (const xmlNode* each : written(section))
                check_labels(each);
    }

    // What the administrator wrote herself.
    std::vector<xmlNode*> written(const char* section) const {
        const xmlNode* found = child(root_, section);
        if (found == nullptr || report_.place(found).file == shipped_defaults) return {};
        return children(found);
    }

    void check_shipped_labels(const xmlNode* topics) {
        for (const auto& topic : children(topics, "topic"))
            if (has_label(topic)) return;
        const xmlNode* languages = child(root_, "languages");
        report_.error(languages == nullptr ? root_ : languages,
                      "the shipped topics have no labels in the default language " +
                          shown(settings_.default_language),
                      "Write <topics> of your own, with labels in it.");
    }

    void check_labels(const xmlNode* item) {
        manifest::check_once(item, "label", {"language"}, report_);
        if (has_label(item)) return;
        const std::string id = value(item, attribute(item, "id") == nullptr ? "name" : "id");
        report_.error(
            item, "<" + name_of(item) + "> " + shown(id) + " has no label in the default language",
            "Add <label language=\"" + settings_.default_language +
                "\">...</label>; who reads no other language would see nothing.");
    }

    bool has_label(const xmlNode* item) const {
        const auto labels = children(item, "label");
        return std::any_of(labels.begin(), labels.end(), [&](const xmlNode* label) {
            return language_tag(value(label, "language")) == settings_.default_language;
        });
    }

    void check_resources() {
        const xmlNode* resources = child(root_, "resources");
        bool number_for_danger = false;
        if (resources != nullptr)
            for (const xmlNode* each : children(resources, "resource")) {
                const std::string phone = value(each, "phone");
                number_for_danger |= value(each, "kind") == "emergency" && !phone.empty();
                if (phone.empty() && value(each, "url").empty())
                    report_.error(
                        each,
                        "<resource> " + shown(value(each, "id")) + " has neither phone nor url",
                        "Add phone=\"...\" or url=\"https://...\".");
            }
        if (number_for_danger) return;
        report_.warning(resources == nullptr ? root_ : resources,
                        "no emergency number is given: people in danger would see none",
                        "Add <resource id=\"emergency\" kind=\"emergency\" phone=\"112\"> with a "
                        "label to <resources>.");
    }

    const xmlNode* root_;
    const model::Settings& settings_;
    const std::string& folder_;
    Report& report_;
};

}  // namespace

void check_once(const xmlNode* around, const char* item, const std::vector<std::string>& keys,
                Report& report) {
    std::set<std::string> seen;
    for (const xmlNode* each : children(around, item)) {
        std::string all;
        for (const auto& key : keys)
            all += (all.empty() ? "" : " ") + value(each, key);
        if (all.empty() || seen.insert(lower_ascii(all)).second) continue;
        report.error(each, std::string("<") + item + "> stands twice for " + shown(all),
                     "Keep one of them.");
    }
}

void check_secret_place(const xmlAttr* reference, const char* what, const std::string& file,
                        const model::StoreSettings& store, Report& report) {
    if (!in_one_folder(file, store.path)) return;
    report.error(reference, std::string(what) + " lies in the same folder as the database",
                 "Who takes the folder would have both. Put it into another one, such as "
                 "/etc/kith, that only Kith can read.");
}

void warn_of_idle_clear_text(const xmlNode* source, Report& report) {
    report.warning(as_node(attribute(source, "clearText")),
                   "clearText=\"true\" has no effect: nothing crosses a network in clear",
                   "Leave it out, so that it cannot begin to have one.");
}

void lint(const xmlNode* root, const model::Settings& settings, const std::string& folder,
          Report& report) {
    Lint(root, settings, folder, report).run();
}

}  // namespace kith::manifest
