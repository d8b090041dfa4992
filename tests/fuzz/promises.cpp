#include "promises.h"

#include <cstdio>
#include <cstdlib>
#include <string>

namespace kith::fuzz {

using connectors::scim::Attribute;
using connectors::scim::copy_of;
using connectors::scim::read_body;
using connectors::scim::same;
using connectors::scim::Schema;
using connectors::scim::text_of;
using Poco::Dynamic::Var;

namespace {

constexpr const char* enterprise = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";

Object::Ptr object(const std::string& text) {
    const auto read = read_body(text);
    must(static_cast<bool>(read), "a fixed resource is read");
    return *read;
}

void drop_read_only(Object& from, const Schema& schema) {
    for (const auto& attribute : schema.attributes) {
        if (attribute.mutability == Attribute::Mutability::read_only) from.remove(attribute.name);
        if (auto complex = from.getObject(attribute.name))
            for (const auto& sub : attribute.sub_attributes)
                if (sub.mutability == Attribute::Mutability::read_only) complex->remove(sub.name);
    }
}

// What the client has said of it.
Object::Ptr clients_part(const ResourceType& type, const Object& resource) {
    auto part = copy_of(resource);
    drop_read_only(*part, connectors::scim::common_schema());
    drop_read_only(*part, *type.schema);
    for (const auto* const extension : type.extensions) {
        auto container = part->getObject(extension->id);
        if (!container) continue;
        drop_read_only(*container, *extension);
        if (container->size() == 0) part->remove(extension->id);
    }
    must(static_cast<bool>(settled(type, *part)), "without what is ours it is settled");
    return part;
}

}  // namespace

void must(bool holds, std::string_view promise) {
    if (holds) return;
    std::fprintf(stderr, "broken: %.*s\n", static_cast<int>(promise.size()), promise.data());
    std::abort();
}

void is_sound(const ResourceType& type, const Object& resource) {
    const Var whole(copy_of(resource));
    const auto again = read_body(text_of(whole));
    must(static_cast<bool>(again), "what is written can be read");
    must(same(whole, Var(*again)), "what is read is what was written");
    auto settled_one = copy_of(resource);
    must(static_cast<bool>(settled(type, *settled_one)), "it is settled");
    must(same(whole, Var(settled_one)), "it was settled before");
    const auto part = clients_part(type, resource);
    const auto taken = take_in(type, *part, Habits::strict);
    must(static_cast<bool>(taken), "the strictest reader takes it");
    must(same(Var(part), Var(*taken)), "the strictest reader changes nothing in it");
}

Object::Ptr fixed_user() {
    return object(R"({"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User", ")" +
                  std::string(enterprise) +
                  R"(", "urn:ietf:params:scim:schemas:extension:kith:2.0:User"],
        "id": "1", "externalId": "X-1", "userName": "Ana@kith.test", "title": "Nurse \"A\" é ẞ",
        "active": true, "name": {"givenName": "Ana", "familyName": "Babić"},
        "emails": [{"type": "work", "value": "ana@kith.test", "primary": true},
                   {"type": "home", "value": "ana@home.test"}, {"value": "none@x"}],
        "addresses": [{"type": "work", "locality": "Split"}, {"locality": "Zagreb"}],
        "groups": [{"value": "9", "display": "Care", "type": "direct"}],
        "meta": {"resourceType": "User", "created": "2026-01-31T10:00:00.000Z",
                 "lastModified": "2026-02-01T00:00:00Z", "version": "W/\"1\""},
        ")" + enterprise +
                  R"(": {"department": "Care", "manager":
            {"value": "7", "$ref": "../Users/7", "displayName": "Bo"}},
        "urn:ietf:params:scim:schemas:extension:kith:2.0:User": {"supporter": true, "consentState": "given",
            "languages": ["hr", "de"]}})");
}

Object::Ptr odd_user() {
    return object(R"({"userName": 7, "title": null, "active": "True", "name": "Ana",
        "emails": {"value": ["a", 1.5, false]}, "addresses": [[{"type": "work"}], "x", null],
        "groups": 1.5, "meta": {"created": "yesterday"}, "displayName": [],
        ")" + std::string(enterprise) +
                  R"(": {"department": {"a": 1}, "manager": "7"},
        "urn:ietf:params:scim:schemas:extension:kith:2.0:User": [1]})");
}

Object::Ptr fixed_group() {
    return object(R"({"schemas": ["urn:ietf:params:scim:schemas:core:2.0:Group"], "id": "2",
        "displayName": "Care", "externalId": "g", "meta": {"resourceType": "Group"}})");
}

void patch_keeps_its_promises(const ResourceType& type, const Object& resource,
                              const std::vector<connectors::scim::PatchOperation>& operations,
                              Habits habits) {
    const auto before = copy_of(resource);
    const auto done = apply_patch(type, resource, operations, habits);
    must(same(Var(before), Var(copy_of(resource))), "a PATCH leaves the resource alone");
    if (!done) return;
    is_sound(type, *done->resource);
    for (const auto* name : {"id", "meta", "groups"})
        must(same(done->resource->get(name), before->get(name)), "what is ours stays");
    for (const auto& change : done->kept_apart)
        for (const auto& value : change.values)
            must(value && value->has("value"), "a member has its id");
    const auto again = apply_patch(type, *done->resource, {}, habits);
    must(again && !again->changed, "nothing to do changes nothing");
}

}  // namespace kith::fuzz
