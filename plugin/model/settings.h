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

// What holds for each source that tells of people again and again.
struct SourceRules {
    std::string name;              // Of this source, in reports and in the store.
    std::vector<EmployeeId> tops;  // Who leads the house: has no manager, and rightly so.
    int removed_percent_max = 20;
    int grace_days = 30;  // Between vanishing and being taken out.
    int every_minutes = 15;
    int whole_every_hours = 24;
};

// How the company's directory is reached over LDAP, and what of it becomes what of a person.
struct LdapSettings : SourceRules {
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

    LdapSettings() { name = "ldap"; }

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
    std::vector<std::string> referral_uris;  // That may be followed, with the same account.
    std::string way;                         // Empty: the best that the server offers.
    bool clear_text = false;  // With Protection::none a password may cross the network as it is.
};

// Which attribute of a SCIM user is the id that Kith knows her by: what the host signs her in with,
// and by which she is the same person in two sources. Never an e-mail address.
enum class ScimPersonId { id, user_name, external_id, employee_number };

// A provider that comes to Kith and tells of people and groups by SCIM 2.0, below scim/v2.
struct ScimServerSettings : SourceRules {
    // How it speaks: by the RFCs alone, or as Microsoft Entra ID or Okta do.
    enum class Habits { strict, entra, okta };
    // Signed tokens (RFC 7519), beside or instead of those that are only compared.
    struct SignedTokens {
        std::string issuer;
        std::string audience;
        std::string keys_file;  // A JSON Web Key Set (RFC 7517).
    };
    // Who is in this group holds the role: "coordinator", "identity-custodian", "it-admin".
    struct Grant {
        std::string role;
        std::string group;  // Its displayName.
    };

    Habits habits = Habits::strict;
    ScimPersonId person_id = ScimPersonId::id;
    bool writes = true;               // False: it may only read what it told.
    std::vector<std::string> tokens;  // References: one, or two while one takes over.
    std::optional<SignedTokens> signed_tokens;
    std::vector<Grant> grants;
};

// A SCIM 2.0 service provider that Kith asks.
struct ScimClientSettings : SourceRules {
    ScimClientSettings() { name = "scimClient"; }

    std::string url;            // Its base, https://...; "/Users" comes behind it.
    std::string ca_file;        // PEM; empty: the machine's own.
    bool clear_text = false;    // http:// may be asked, for trials on one machine.
    std::string token;          // A reference to a bearer token; or
    std::string user;           // HTTP Basic: the name,
    std::string password;       // and a reference to the password; or
    std::string token_url;      // OAuth 2.0 client credentials (RFC 6749, section 4.4):
    std::string client_id;      // who asks there,
    std::string client_secret;  // and a reference to the secret.
    std::string scope;          // Empty: none is asked for.
    std::string filter;         // Which users (RFC 7644, section 3.4.2.2); empty: all.
    ScimPersonId person_id = ScimPersonId::id;
    int page_size = 100;
    int connect_seconds = 5;
    int answer_seconds = 60;
};

struct PeopleSource {
    enum class Kind { csv, ldif, ldap, scim_client };
    Kind kind = Kind::csv;
    // Absolute, or relative to the manifest's folder and resolved by the manifest.
    std::string path;
    LdapSettings ldap{};
    ScimClientSettings scim_client{};

    // Of what is asked again and again.
    const SourceRules& rules() const {
        return kind == Kind::scim_client ? static_cast<const SourceRules&>(scim_client) : ldap;
    }
};

// How people sign in through the company's identity providers (SAML 2.0).
struct SamlSettings {
    // A certificate that our metadata shows, and the private key that belongs to it.
    struct OwnKey {
        std::string certificate_file;  // PEM.
        std::string key;  // A reference to the key, PEM: file:PATH, env:NAME, credential:NAME.
    };
    enum class Signed { either, response, assertion, both };
    enum class Binding { redirect, post };
    // Whoever has this value of the attribute holds the role, as for ScimServerSettings::Grant.
    struct Grant {
        std::string role;
        std::string attribute;  // Its Name.
        std::string value;
    };
    struct Provider {
        std::string name;       // In addresses and reports.
        std::string entity_id;  // Empty: the only one that its metadata is about.
        std::string metadata_file;
        std::string metadata_url;               // Instead: https, with
        std::string metadata_certificate_file;  // whose key must have signed it, PEM.
        Signed must_be_signed = Signed::either;
        Binding request_binding = Binding::redirect;
        bool unasked = false;                     // It may begin by itself (IdP-initiated).
        bool force_authn = false;                 // Each sign-in asks for the password anew.
        std::vector<std::string> authn_contexts;  // One of these, asked and enforced; none: any.
        std::string name_id_format;               // Empty: any.
        // The Name of the attribute that is the person's id; empty: the NameID.
        std::string person_attribute;
        std::vector<Grant> grants;
    };

    std::string entity_id;     // Ours.
    std::string address;       // Where browsers find Kith: https://intranet.example/kith
    std::vector<OwnKey> keys;  // One, or two in a change: the first signs, both are shown and open.
    int skew_seconds = 60;
    int session_hours = 8;
    std::vector<Provider> providers;
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
    std::optional<PeopleSource> people;            // A file, or what Kith asks.
    std::vector<ScimServerSettings> scim_servers;  // Who comes to Kith; in the manifest's order.
    std::optional<SamlSettings> saml;              // None: the host alone says who somebody is.
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
