// What a manifest says, typed. Each default is one that a company of 50 can live with.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/day.h"
#include "base/ids.h"
#include "model/policy.h"

namespace kith::model {

// A text in several languages; the tenant's default language is always among them.
struct Label {
    std::string language;
    std::string text;
};

// How the company's directory is reached over LDAP, and what of it becomes what of a person.
struct LdapSettings {
    enum class Protection { ldaps, start_tls, none };
    enum class Transform { none, lower, upper, first_rdn, before_at, last_word };
    struct Base {
        std::string dn;
        std::string filter;   // RFC 4515.
        bool subtree = true;  // False: one level.
        std::string group{};  // A DN: only who is in it, or in a group in it; empty: everybody.
    };
    // The first of `attributes` that has a value, changed by `transform`; else `otherwise`.
    struct Mapping {
        std::string to;  // A field of Person, spelled as in people.csv.
        std::vector<std::string> attributes;
        Transform transform = Transform::none;
        std::string otherwise;
    };

    std::string name = "ldap";      // Of this source, in reports and in the store.
    std::vector<std::string> uris;  // The preferred one first: ldap://, ldaps://, ldapi://.
    std::string srv_domain;         // Instead: what DNS says of _ldap._tcp.DOMAIN (RFC 2782).
    Protection protection = Protection::ldaps;
    std::string ca_file;           // PEM; empty: the machine's own.
    std::string bind_dn;           // Simple bind; empty: SASL EXTERNAL.
    std::string password;          // A reference: file:PATH, env:NAME, credential:NAME.
    std::string certificate_file;  // For SASL EXTERNAL over TLS, PEM.
    std::string certificate_key_file;
    int connect_seconds = 5;
    int answer_seconds = 60;  // Without a word from the server.
    int page_size = 500;
    std::vector<Base> bases;
    std::vector<Mapping> mappings;           // Over the defaults, field by field.
    std::string key_attribute;               // Empty: by the server.
    std::vector<EmployeeId> tops;            // Who leads the house: has no manager, and rightly so.
    std::vector<std::string> referral_uris;  // That may be followed, with the same account.
    std::string way;                         // Empty: the best that the server offers.
    int removed_percent_max = 20;
    int grace_days = 30;  // Between vanishing and being taken out.
    int every_minutes = 15;
    int whole_every_hours = 24;
    bool clear_text = false;  // With Protection::none a password may cross the network as it is.
};

struct PeopleSource {
    enum class Kind { csv, ldif, ldap };
    Kind kind = Kind::csv;
    // Absolute, or relative to the manifest's folder and resolved by the manifest.
    std::string path;
    LdapSettings ldap{};
};

struct StoreSettings {
    std::string path;        // The SQLite file.
    std::string key_source;  // As connectors/all.h reads it: "file:PATH", "pkcs11:..." and so on.
    std::string keyring;     // The file of the keys that the key source locks.
};

// Role incompatibilities (design, section 9): who can never be listed.
struct EligibilitySettings {
    bool managers_of_people = false;                // True: a manager of people may be listed.
    std::vector<std::string> excluded_departments;  // HR, works council, investigations ...
    std::vector<std::string> excluded_titles;       // Whole titles, without regard to case.
};

struct CaseloadSettings {
    int open_max = 3;          // Above a supporter's own capacity this wins.
    int new_per_year_max = 4;  // Oxford Brookes: no more than 4 different cases in any one year.
    int cool_down_days = 14;   // After an assignment that its supporter called heavy.
};

struct RoutingWeights {
    int topic = 30;
    int language = 20;  // Her first language scores more than her third.
    int hours = 15;
    int location = 10;
    int spare_capacity = 15;
    int rested = 10;  // Time since the last assignment.
};

struct RoutingSettings {
    // The only hard rules of the table that a tenant may relax.
    bool topic = true;
    bool same_team = true;
    bool concerned_department = true;
    bool level_distance = true;

    int former_manager_months = 12;
    int answer_within_hours = 24;  // UW Medicine: first contact within 24 working hours.
    RoutingWeights weights;
};

// How long something is kept. UW Medicine deletes what can be identified when the encounter is
// over; GlobaLeaks closes a channel after 90 days, and not while something new is unread.
struct RetentionSettings {
    int closed_request_days = 0;  // After a request was closed, until it is erased.
    int open_request_days = 90;   // After the last act in one that was never closed.
    int record_years = 5;         // Of what is left without names: counts, the audit log's records.
};

struct Topic {
    std::string id;
    std::vector<Label> labels;
};

struct Resource {
    enum class Kind { emergency, hotline, eap };
    std::string id;
    Kind kind = Kind::hotline;
    std::string phone;
    std::string url;
    std::vector<std::string> languages;
    std::vector<Label> labels;
};

// Where the widgets may stand, and where a quick exit leads.
struct WidgetSettings {
    std::vector<std::string> origins;  // "https://intranet.example"; none: in no frame at all.
    std::string quick_exit_to;         // A dull page; empty: a blank one.
    bool quick_exit_by_key = true;     // Shift, three times.
};

struct RoleLabel {
    std::string role;  // "peer-supporter", "coordinator" ...
    std::vector<Label> labels;
};

// Who acts in a capacity that the host's word alone cannot give.
struct RoleHolder {
    std::string role;  // "coordinator", "it-admin".
    EmployeeId person;
};

struct Settings {
    TenantId tenant;
    std::string tenant_name;
    std::string timezone = "UTC";
    std::string default_language = "en";
    std::vector<std::string> languages;
    StoreSettings store;
    std::optional<PeopleSource> people;
    std::vector<RoleHolder> role_holders;
    EligibilitySettings eligibility;
    CaseloadSettings caseload;
    RoutingSettings routing;
    RetentionSettings retention;
    std::vector<Topic> topics;
    std::vector<RoleLabel> role_labels;
    std::vector<Resource> resources;
    WidgetSettings widget;
    std::vector<std::string> checkpoint_folders;  // Outside the database; sorted.
    Policy policy;  // What the tenant adds to, and takes from, the permits that come with Kith.
};

}  // namespace kith::model
