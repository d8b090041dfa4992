#include "manifest/ldap_settings.h"

#include <array>

#include "base/text.h"
#include "manifest/paths.h"
#include "manifest/source_rules.h"
#include "manifest/values.h"
#include "manifest/words.h"

namespace kith::manifest {
namespace {

using Settings = model::LdapSettings;
using Attributes = Writer::Attributes;

constexpr std::array<Word<Settings::Protection>, 3> protections{{
    {"ldaps", Settings::Protection::ldaps},
    {"startTls", Settings::Protection::start_tls},
    {"none", Settings::Protection::none},
}};

constexpr std::array<Word<Settings::Transform>, 6> transforms{{
    {"none", Settings::Transform::none},
    {"lower", Settings::Transform::lower},
    {"upper", Settings::Transform::upper},
    {"firstRdn", Settings::Transform::first_rdn},
    {"beforeAt", Settings::Transform::before_at},
    {"lastWord", Settings::Transform::last_word},
}};

// A directory names a manager, people.csv an id of hers. All other fields are called the same.
constexpr std::array<Word<std::string_view>, 2> fields{{
    {"manager", "managerId"},
    {"dottedManagers", "dottedManagerIds"},
}};

Settings::Base base(const xmlNode* element) {
    return {value(element, "dn"), value(element, "filter"), value(element, "scope") != "oneLevel",
            value(element, "group")};
}

Settings::Mapping mapping(const xmlNode* element) {
    const std::string to = value(element, "to");
    return {std::string(meaning(fields, to).value_or(to)),
            split_list(value(element, "attributes"), ' '),
            meaning(transforms, value(element, "transform")).value_or(Settings::Transform::none),
            value(element, "default")};
}

void set_servers(Settings& out, const xmlNode* ldap, const std::string& folder) {
    out.uris = split_list(value(ldap, "uri"), ' ');
    set(out.srv_domain, ldap, "srvDomain");
    out.protection = protection_named(value(ldap, "protection")).value_or(out.protection);
    set(out.clear_text, ldap, "clearText");
    out.ca_file = resolved(value(ldap, "caFile"), folder);
    set(out.connect_seconds, ldap, "connectSeconds");
    set(out.answer_seconds, ldap, "answerSeconds");
}

void set_binding(Settings& out, const xmlNode* ldap, const std::string& folder) {
    set(out.bind_dn, ldap, "bindDn");
    out.password = resolved_reference(value(ldap, "password"), folder);
    out.certificate_file = resolved(value(ldap, "certificate"), folder);
    out.certificate_key_file = resolved(value(ldap, "certificateKey"), folder);
}

void set_reading(Settings& out, const xmlNode* ldap) {
    set(out.page_size, ldap, "pageSize");
    set(out.way, ldap, "way");
    set(out.key_attribute, ldap, "keyAttribute");
    set_rules(out, ldap);
}

void set_lists(Settings& out, const xmlNode* ldap) {
    out.bases = each_of(ldap, "base", base);
    out.mappings = each_of(ldap, "map", mapping);
    out.referral_uris =
        each_of(ldap, "referral", [](const xmlNode* referral) { return value(referral, "uri"); });
    sort_by(out.bases, [](const auto& base) { return base.dn; });
    sort_by(out.mappings, [](const auto& mapping) { return mapping.to; });
    sort_once(out.referral_uris);
}

Attributes attributes_of(const Settings& settings) {
    Attributes out;
    add_some(out, "uri", join(settings.uris, " "));
    add_some(out, "srvDomain", settings.srv_domain);
    add_some(out, "protection", protection_name(settings.protection));
    add_some(out, "clearText", flag(settings.clear_text));
    add_some(out, "caFile", settings.ca_file);
    add_some(out, "bindDn", settings.bind_dn);
    add_some(out, "password", settings.password);
    add_some(out, "certificate", settings.certificate_file);
    add_some(out, "certificateKey", settings.certificate_key_file);
    add_number(out, "connectSeconds", settings.connect_seconds);
    add_number(out, "answerSeconds", settings.answer_seconds);
    add_number(out, "pageSize", settings.page_size);
    add_some(out, "way", settings.way);
    add_some(out, "keyAttribute", settings.key_attribute);
    add_limits(out, settings);
    add_times(out, settings);
    return out;
}

Attributes attributes_of(const Settings::Base& base) {
    Attributes out{{"dn", base.dn}};
    add_some(out, "filter", base.filter);
    add_some(out, "scope", scope_name(base));
    add_some(out, "group", base.group);
    return out;
}

Attributes attributes_of(const Settings::Mapping& mapping) {
    Attributes out{{"to", field_name(mapping)}};
    add_some(out, "attributes", join(mapping.attributes, " "));
    add_some(out, "transform", transform_name(mapping.transform));
    add_some(out, "default", mapping.otherwise);
    return out;
}

}  // namespace

model::LdapSettings ldap_settings_of(const xmlNode* ldap, const std::string& folder) {
    Settings settings;
    set_servers(settings, ldap, folder);
    set_binding(settings, ldap, folder);
    set_reading(settings, ldap);
    set_lists(settings, ldap);
    return settings;
}

void write_ldap(Writer& out, const model::LdapSettings& settings) {
    out.open("ldap", attributes_of(settings));
    for (const auto& base : settings.bases)
        out.empty("base", attributes_of(base));
    for (const auto& mapping : settings.mappings)
        out.empty("map", attributes_of(mapping));
    write_tops(out, settings);
    for (const auto& uri : settings.referral_uris)
        out.empty("referral", {{"uri", uri}});
    out.close();
}

std::optional<model::LdapSettings::Protection> protection_named(std::string_view name) {
    return meaning(protections, name);
}

std::string protection_name(model::LdapSettings::Protection protection) {
    return spelled(protections, protection);
}

std::string transform_name(model::LdapSettings::Transform transform) {
    return spelled(transforms, transform);
}

std::string scope_name(const model::LdapSettings::Base& base) {
    return base.subtree ? "subtree" : "oneLevel";
}

std::string field_name(const model::LdapSettings::Mapping& mapping) {
    return spelled(fields, mapping.to, mapping.to);
}

}  // namespace kith::manifest
