#include "base/text.h"
#include "manifest/canonical.h"
#include "manifest/ldap_settings.h"
#include "manifest/scim_settings.h"
#include "manifest/section.h"

namespace kith::manifest {
namespace {

void put_limits(Section& out, const std::string& source, const model::SourceRules& rules) {
    // More people could go at once, unseen: with them the lines that keep a leader away.
    out.push_back(
        {source + "/@maxRemovedPercent", std::to_string(rules.removed_percent_max), Loosens::up});
    put_number(out, source + "/@graceDays", rules.grace_days);
}

void put_times(Section& out, const std::string& source, const model::SourceRules& rules) {
    put_number(out, source + "/@everyMinutes", rules.every_minutes);
    put_number(out, source + "/@wholeEveryHours", rules.whole_every_hours);
}

void add_tops(Section& out, const std::string& source, const model::SourceRules& rules) {
    for (const auto& top : rules.tops)
        out.push_back({item(source + "/top", top.text()), top.text()});
}

void add_ldap_lists(Section& out, const std::string& ldap, const model::LdapSettings& settings) {
    for (const auto& base : settings.bases) {
        const std::string path = item(ldap + "/base", base.dn);
        out.push_back({path + "/@scope", scope_name(base)});
        add_some(out, path + "/@filter", base.filter);
        add_some(out, path + "/@group", base.group);
    }
    for (const auto& mapping : settings.mappings) {
        const std::string path = item(ldap + "/map", field_name(mapping));
        out.push_back({path + "/@transform", transform_name(mapping.transform)});
        add_some(out, path + "/@attributes", join(mapping.attributes, " "));
        add_some(out, path + "/@default", mapping.otherwise);
    }
    add_tops(out, ldap, settings);
    for (const auto& uri : settings.referral_uris)
        out.push_back({item(ldap + "/referral", uri), uri});
}

void add_ldap(Section& out, const model::LdapSettings& settings) {
    const std::string ldap = "people/ldap";
    add_some(out, ldap + "/@uri", join(settings.uris, " "));
    add_some(out, ldap + "/@srvDomain", settings.srv_domain);
    out.push_back({ldap + "/@protection", protection_name(settings.protection), Loosens::to_none});
    out.push_back({ldap + "/@clearText", flag(settings.clear_text)});
    add_some(out, ldap + "/@caFile", settings.ca_file);
    add_some(out, ldap + "/@bindDn", settings.bind_dn);
    add_reference(out, ldap + "/@password", settings.password, "place of the password changed");
    add_some(out, ldap + "/@certificate", settings.certificate_file);
    add_some(out, ldap + "/@certificateKey", settings.certificate_key_file);
    put_number(out, ldap + "/@connectSeconds", settings.connect_seconds);
    put_number(out, ldap + "/@answerSeconds", settings.answer_seconds);
    put_number(out, ldap + "/@pageSize", settings.page_size);
    add_some(out, ldap + "/@way", settings.way);
    add_some(out, ldap + "/@keyAttribute", settings.key_attribute);
    put_limits(out, ldap, settings);
    put_times(out, ldap, settings);
    add_ldap_lists(out, ldap, settings);
}

// Kith keeps what it knows of somebody under her id: under another she is nobody whom it knows.
void add_person_id(Section& out, const std::string& source, model::ScimPersonId id) {
    out.push_back({source + "/@personId",
                   person_id_name(id),
                   Loosens::changed,
                   {},
                   "everybody whom this source tells of becomes somebody else to Kith: requests, "
                   "roles and supporters stay with the old ids"});
}

void add_scim_client(Section& out, const model::ScimClientSettings& settings) {
    const std::string client = "people/scimClient";
    out.push_back({client + "/@url", settings.url});
    add_some(out, client + "/@caFile", settings.ca_file);
    out.push_back({client + "/@clearText", flag(settings.clear_text), Loosens::to_true});
    add_reference(out, client + "/@token", settings.token, "place of the token changed");
    add_some(out, client + "/@user", settings.user);
    add_reference(out, client + "/@password", settings.password, "place of the password changed");
    add_some(out, client + "/@tokenUrl", settings.token_url);
    add_some(out, client + "/@clientId", settings.client_id);
    add_reference(out, client + "/@clientSecret", settings.client_secret,
                  "place of the secret changed");
    add_some(out, client + "/@scope", settings.scope);
    add_some(out, client + "/@filter", settings.filter);
    add_person_id(out, client, settings.person_id);
    put_number(out, client + "/@pageSize", settings.page_size);
    put_number(out, client + "/@connectSeconds", settings.connect_seconds);
    put_number(out, client + "/@answerSeconds", settings.answer_seconds);
    put_limits(out, client, settings);
    put_times(out, client, settings);
    add_tops(out, client, settings);
}

void add_scim_server(Section& out, const model::ScimServerSettings& settings) {
    const std::string scim = item("people/scim", settings.name);
    out.push_back({scim + "/@habits", habits_name(settings.habits)});
    add_person_id(out, scim, settings.person_id);
    // One more from outside says who leads whom.
    out.push_back({scim + "/@writes", flag(settings.writes), Loosens::to_true});
    put_limits(out, scim, settings);
    add_reference(out, scim + "/token", join(settings.tokens, " "), "place of a token changed");
    if (const auto& signs = settings.signed_tokens) {
        out.push_back({scim + "/signedTokens/@issuer", signs->issuer});
        out.push_back({scim + "/signedTokens/@audience", signs->audience});
        out.push_back({scim + "/signedTokens/@keys", signs->keys_file});
    }
    // Whoever is in the group holds a role that opens the programme's figures or its machinery.
    for (const auto& grant : settings.grants)
        out.push_back(
            {item(scim + "/grant", grant.role + " " + grant.group), grant.group, Loosens::added});
    add_tops(out, scim, settings);
}

void add_source(Section& out, const model::PeopleSource& source) {
    using Kind = model::PeopleSource::Kind;
    if (source.kind == Kind::ldap) return add_ldap(out, source.ldap);
    if (source.kind == Kind::scim_client) return add_scim_client(out, source.scim_client);
    out.push_back({"people/" + source_name(source.kind) + "/@path", source.path});
}

}  // namespace

Section people_section(const model::Settings& settings) {
    Section out;
    if (settings.people) add_source(out, *settings.people);
    if (settings.scim_servers.empty()) return out;
    std::vector<std::string> names;
    for (const auto& server : settings.scim_servers)
        names.push_back(server.name);
    out.push_back({"people/scim", join(names, " ")});
    for (const auto& server : settings.scim_servers)
        add_scim_server(out, server);
    return out;
}

}  // namespace kith::manifest
