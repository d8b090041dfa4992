#include "manifest/scim_settings.h"

#include <array>
#include <tuple>

#include "manifest/paths.h"
#include "manifest/source_rules.h"
#include "manifest/values.h"
#include "manifest/words.h"

namespace kith::manifest {
namespace {

using Server = model::ScimServerSettings;
using Client = model::ScimClientSettings;
using Attributes = Writer::Attributes;

constexpr std::array<Word<Server::Habits>, 3> habits{{
    {"strict", Server::Habits::strict},
    {"entra", Server::Habits::entra},
    {"okta", Server::Habits::okta},
}};

constexpr std::array<Word<model::ScimPersonId>, 4> person_ids{{
    {"id", model::ScimPersonId::id},
    {"userName", model::ScimPersonId::user_name},
    {"externalId", model::ScimPersonId::external_id},
    {"employeeNumber", model::ScimPersonId::employee_number},
}};

constexpr const char* name_of_the_unnamed = "scim";

void set_person_id(model::ScimPersonId& id, const xmlNode* source) {
    id = meaning(person_ids, value(source, "personId")).value_or(id);
}

void set_ways_in(Server& out, const xmlNode* scim, const std::string& folder) {
    out.tokens = each_of(scim, "token", [&](const xmlNode* token) {
        return resolved_reference(value(token, "reference"), folder);
    });
    sort_once(out.tokens);
    if (const xmlNode* tokens = child(scim, "signedTokens"))
        out.signed_tokens = {value(tokens, "issuer"), value(tokens, "audience"),
                             resolved(value(tokens, "keys"), folder)};
}

void set_grants(Server& out, const xmlNode* scim) {
    out.grants = each_of(scim, "grant", [](const xmlNode* grant) {
        return Server::Grant{value(grant, "role"), value(grant, "group")};
    });
    sort_by(out.grants,
            [](const Server::Grant& grant) { return std::tie(grant.role, grant.group); });
}

void set_service(Client& out, const xmlNode* client, const std::string& folder) {
    set(out.url, client, "url");
    while (out.url.ends_with('/'))
        out.url.pop_back();
    out.ca_file = resolved(value(client, "caFile"), folder);
    set(out.clear_text, client, "clearText");
    set(out.connect_seconds, client, "connectSeconds");
    set(out.answer_seconds, client, "answerSeconds");
}

void set_sign_on(Client& out, const xmlNode* client, const std::string& folder) {
    out.token = resolved_reference(value(client, "token"), folder);
    set(out.user, client, "user");
    out.password = resolved_reference(value(client, "password"), folder);
    set(out.token_url, client, "tokenUrl");
    set(out.client_id, client, "clientId");
    out.client_secret = resolved_reference(value(client, "clientSecret"), folder);
    set(out.scope, client, "scope");
}

Attributes attributes_of(const Server& settings) {
    Attributes out{{"name", settings.name},
                   {"habits", habits_name(settings.habits)},
                   {"personId", person_id_name(settings.person_id)},
                   {"writes", flag(settings.writes)}};
    add_limits(out, settings);
    return out;
}

Attributes attributes_of(const Client& settings) {
    Attributes out{{"url", settings.url}};
    add_some(out, "caFile", settings.ca_file);
    add_some(out, "clearText", flag(settings.clear_text));
    add_some(out, "token", settings.token);
    add_some(out, "user", settings.user);
    add_some(out, "password", settings.password);
    add_some(out, "tokenUrl", settings.token_url);
    add_some(out, "clientId", settings.client_id);
    add_some(out, "clientSecret", settings.client_secret);
    add_some(out, "scope", settings.scope);
    add_some(out, "filter", settings.filter);
    add_some(out, "personId", person_id_name(settings.person_id));
    add_number(out, "pageSize", settings.page_size);
    add_number(out, "connectSeconds", settings.connect_seconds);
    add_number(out, "answerSeconds", settings.answer_seconds);
    add_limits(out, settings);
    add_times(out, settings);
    return out;
}

}  // namespace

model::ScimServerSettings scim_server_of(const xmlNode* scim, const std::string& folder) {
    Server settings;
    settings.name = name_of_the_unnamed;
    set(settings.name, scim, "name");
    settings.habits = meaning(habits, value(scim, "habits")).value_or(settings.habits);
    set_person_id(settings.person_id, scim);
    set(settings.writes, scim, "writes");
    set_rules(settings, scim);
    set_ways_in(settings, scim, folder);
    set_grants(settings, scim);
    return settings;
}

model::ScimClientSettings scim_client_of(const xmlNode* client, const std::string& folder) {
    Client settings;
    set_service(settings, client, folder);
    set_sign_on(settings, client, folder);
    set(settings.filter, client, "filter");
    set_person_id(settings.person_id, client);
    set(settings.page_size, client, "pageSize");
    set_rules(settings, client);
    return settings;
}

void write_scim_server(Writer& out, const model::ScimServerSettings& settings) {
    out.open("scim", attributes_of(settings));
    for (const auto& token : settings.tokens)
        out.empty("token", {{"reference", token}});
    if (settings.signed_tokens)
        out.empty("signedTokens", {{"issuer", settings.signed_tokens->issuer},
                                   {"audience", settings.signed_tokens->audience},
                                   {"keys", settings.signed_tokens->keys_file}});
    for (const auto& grant : settings.grants)
        out.empty("grant", {{"role", grant.role}, {"group", grant.group}});
    write_tops(out, settings);
    out.close();
}

void write_scim_client(Writer& out, const model::ScimClientSettings& settings) {
    out.open("scimClient", attributes_of(settings));
    write_tops(out, settings);
    out.close();
}

std::string habits_name(model::ScimServerSettings::Habits of_provider) {
    return spelled(habits, of_provider);
}

std::string person_id_name(model::ScimPersonId id) {
    return spelled(person_ids, id);
}

}  // namespace kith::manifest
