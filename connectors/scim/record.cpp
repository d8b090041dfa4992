#include "connectors/scim/record.h"

#include <algorithm>
#include <set>

#include "connectors/common/moment.h"
#include "connectors/scim/values.h"

namespace kith::connectors::scim {
namespace {

using model::ResourceKind;
using Poco::Dynamic::Var;
using Poco::JSON::Object;

// The first text at a place of the type, by its name.
std::string text_at(const ResourceType& type, const Object& resource, std::string_view name) {
    const auto place = place_of(type, name);
    KITH_ASSERT(place.has_value());
    for (const auto& value : values_at(resource, *place))
        if (value.isString()) return value.extract<std::string>();
    return {};
}

Object::Ptr meta_of(const Exchange& exchange, const Record& record) {
    const auto& type = type_of(record.kind);
    auto meta = new_object();
    meta->set("resourceType", type.name);
    meta->set("created", moment_text(record.created_ms));
    meta->set("lastModified", moment_text(record.changed_ms));
    meta->set("location", location_of(exchange, type, record.id));
    meta->set("version", version_of(record));
    return meta;
}

// The groups that somebody is in: first those that name her, then those that they are in.
Answer<Poco::JSON::Array::Ptr> groups_of(Exchange& exchange, const std::string& user) {
    auto list = new_list();
    std::set<std::string> seen;
    std::vector<std::string> from{user};
    for (bool direct = true; !from.empty(); direct = false) {
        std::vector<std::string> next;
        for (const auto& member : from) {
            const auto groups = told(exchange.table.groups_of(member));
            if (!groups) return groups.error();
            for (const auto& group : *groups) {
                if (!seen.insert(group).second) continue;
                next.push_back(group);
                const auto record = told(exchange.table.find(ResourceKind::group, group));
                if (!record) return record.error();
                if (!*record) continue;
                const auto body = body_of(**record);
                if (!body) return body.error();
                auto one = new_object();
                one->set("value", group);
                one->set("$ref", location_of(exchange, group_type(), group));
                one->set("display", (*body)->get("displayName"));
                one->set("type", direct ? "direct" : "indirect");
                list->add(one);
            }
        }
        from = std::move(next);
    }
    return list;
}

Answer<Poco::JSON::Array::Ptr> members_of(Exchange& exchange, const std::string& group) {
    const auto members = told(exchange.table.members(group));
    if (!members) return members.error();
    auto list = new_list();
    for (const auto& member : *members) {
        const auto& type = type_of(member.kind);
        auto one = new_object();
        one->set("value", member.id);
        one->set("$ref", location_of(exchange, type, member.id));
        one->set("type", type.name);
        list->add(one);
    }
    return list;
}

const std::string supporter_urn = "urn:ietf:params:scim:schemas:extension:kith:2.0:User";

void add_listing(Object& out, bool listed) {
    const auto had = out.getObject(supporter_urn);
    auto more = had ? copy_of(*had) : new_object();
    more->set("supporter", listed);
    more->set("consentState", listed ? "given" : "none");
    out.set(supporter_urn, more);
    if (had) return;
    auto schemas = new_list();
    for (const auto& urn : *out.getArray("schemas"))
        schemas->add(urn);
    schemas->add(supporter_urn);
    out.set("schemas", schemas);
}

}  // namespace

const ResourceType& type_of(ResourceKind kind) {
    return kind == ResourceKind::user ? user_type() : group_type();
}

std::vector<std::string> folded_mails(const Object& resource) {
    const auto place = place_of(user_type(), "emails.value");
    KITH_ASSERT(place.has_value());
    std::set<std::string> addresses;
    for (const auto& value : values_at(resource, *place))
        if (value.isString()) addresses.insert(folded(value.extract<std::string>()));
    return {addresses.begin(), addresses.end()};
}

Record record_of(const Object& resource, const Record& like) {
    auto record = like;
    const auto& type = type_of(like.kind);
    const bool user = like.kind == ResourceKind::user;
    record.body = text_of(copy_of(resource));
    record.unique_name = folded(text_at(type, resource, user ? "userName" : "displayName"));
    record.external_id = text_at(type, resource, "externalId");
    if (!user) return record;
    record.manager = text_at(
        type, resource, "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager.value");
    record.mails = folded_mails(resource);
    return record;
}

Answer<Object::Ptr> body_of(const Record& record) {
    return read_body(record.body);
}

std::string location_of(const Exchange& exchange, const ResourceType& type, const std::string& id) {
    return exchange.base + type.endpoint + "/" + id;
}

std::string version_of(const Record& record) {
    return "W/\"" + std::to_string(record.version) + "\"";
}

Apart apart_where(const ResourceType& type, const std::function<bool(const Place&)>& is_asked) {
    struct Places {
        explicit Places(const ResourceType& of)
            : groups(place_of(of, "groups")),
              members(place_of(of, "members")),
              supporter(place_of(of, supporter_urn + ":supporter")),
              consent_state(place_of(of, supporter_urn + ":consentState")) {}
        std::optional<Place> groups, members, supporter, consent_state;
    };
    static const Places of_users(user_type());
    static const Places of_groups(group_type());
    const auto& places = &type == &user_type() ? of_users : of_groups;
    const auto asked = [&](const auto& place) { return place && is_asked(*place); };
    return {asked(places.groups), asked(places.members),
            asked(places.supporter) || asked(places.consent_state)};
}

Answer<Object::Ptr> whole(Exchange& exchange, const Record& record, Apart apart) {
    auto body = body_of(record);
    if (!body) return body;
    auto out = new_object();
    out->set("schemas", (*body)->get("schemas"));
    out->set("id", record.id);
    for (const auto& [name, value] : **body)
        if (name != "schemas") out->set(name, value);
    if (apart.groups) {
        const auto groups = groups_of(exchange, record.id);
        if (!groups) return groups.error();
        if ((*groups)->size() > 0) out->set("groups", *groups);
    }
    if (apart.members) {
        const auto members = members_of(exchange, record.id);
        if (!members) return members.error();
        if ((*members)->size() > 0) out->set("members", *members);
    }
    if (apart.listing) {
        const auto listed = told(exchange.table.is_listed(record.id));
        if (!listed) return listed.error();
        if (*listed) add_listing(*out, **listed);
    }
    out->set("meta", meta_of(exchange, record));
    return out;
}

Answer<Object::Ptr> shown(Exchange& exchange, const Record& record, const Projection& projection) {
    const auto& type = type_of(record.kind);
    const auto apart =
        apart_where(type, [&](const auto& place) { return projection.shows(place); });
    const auto all = whole(exchange, record, apart);
    if (!all) return all;
    return projection.of(**all);
}

}  // namespace kith::connectors::scim
