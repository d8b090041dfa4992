#include "connectors/scim/schema.h"

#include <Poco/JSON/Parser.h>

#include <algorithm>
#include <array>
#include <memory>

#include "base/fault.h"
#include "connectors/scim/built_in.h"
#include "connectors/scim/json.h"

namespace kith::connectors::scim {
namespace {

using Poco::JSON::Array;
using Poco::JSON::Object;

constexpr std::array<std::string_view, 8> types{"string",   "boolean", "decimal",   "integer",
                                                "dateTime", "binary",  "reference", "complex"};
constexpr std::array<std::string_view, 4> mutabilities{"readWrite", "readOnly", "immutable",
                                                       "writeOnly"};
constexpr std::array<std::string_view, 4> returneds{"default", "always", "never", "request"};
constexpr std::array<std::string_view, 3> uniquenesses{"none", "server", "global"};

// The enumerator whose name stands there; the first one where nothing does.
template <class Enum, std::size_t count>
Enum enumerator(const Object& from, const std::string& key,
                const std::array<std::string_view, count>& names) {
    if (!from.has(key)) return Enum{};
    const auto name = from.getValue<std::string>(key);
    const auto found = std::find(names.begin(), names.end(), name);
    KITH_ASSERT(found != names.end());
    return static_cast<Enum>(found - names.begin());
}

template <class Enum, std::size_t count>
std::string name_of(Enum value, const std::array<std::string_view, count>& names) {
    return std::string(names[static_cast<std::size_t>(value)]);
}

bool flag(const Object& from, const std::string& key) {
    return from.optValue(key, false);
}

std::vector<std::string> texts(const Object& from, const std::string& key) {
    std::vector<std::string> list;
    if (const auto array = from.getArray(key))
        for (const auto& value : *array)
            list.push_back(value.extract<std::string>());
    return list;
}

std::vector<Attribute> attributes(const Object& from, const std::string& key);

Attribute attribute(const Object& from) {
    Attribute made;
    made.name = from.getValue<std::string>("name");
    made.type = enumerator<Attribute::Type>(from, "type", types);
    made.multi_valued = flag(from, "multiValued");
    made.required = flag(from, "required");
    made.case_exact = flag(from, "caseExact");
    made.kept_apart = flag(from, "keptApart");
    made.mutability = enumerator<Attribute::Mutability>(from, "mutability", mutabilities);
    made.returned = enumerator<Attribute::Returned>(from, "returned", returneds);
    made.uniqueness = enumerator<Attribute::Uniqueness>(from, "uniqueness", uniquenesses);
    made.description = from.getValue<std::string>("description");
    made.canonical_values = texts(from, "canonicalValues");
    made.reference_types = texts(from, "referenceTypes");
    made.sub_attributes = attributes(from, "subAttributes");
    return made;
}

std::vector<Attribute> attributes(const Object& from, const std::string& key) {
    std::vector<Attribute> list;
    if (const auto array = from.getArray(key))
        for (const auto& value : *array)
            list.push_back(attribute(*value.extract<Object::Ptr>()));
    return list;
}

Schema schema(const char* text) {
    const auto from = Poco::JSON::Parser().parse(text).extract<Object::Ptr>();
    return {from->getValue<std::string>("id"), from->getValue<std::string>("name"),
            from->getValue<std::string>("description"), attributes(*from, "attributes")};
}

const Attribute* find(const std::vector<Attribute>& among, std::string_view name) {
    const auto found = std::find_if(among.begin(), among.end(),
                                    [&](const auto& one) { return same_name(one.name, name); });
    return found == among.end() ? nullptr : &*found;
}

Array::Ptr list_of(const std::vector<std::string>& values) {
    auto list = new_list();
    for (const auto& value : values)
        list->add(value);
    return list;
}

Object::Ptr json_of(const Attribute& from);

Array::Ptr json_of(const std::vector<Attribute>& from) {
    auto list = new_list();
    for (const auto& one : from)
        list->add(json_of(one));
    return list;
}

Object::Ptr json_of(const Attribute& from) {
    auto out = new_object();
    out->set("name", from.name);
    out->set("type", name_of(from.type, types));
    out->set("multiValued", from.multi_valued);
    out->set("description", from.description);
    out->set("required", from.required);
    if (!from.canonical_values.empty()) out->set("canonicalValues", list_of(from.canonical_values));
    if (!from.sub_attributes.empty()) out->set("subAttributes", json_of(from.sub_attributes));
    if (from.type != Attribute::Type::complex && from.type != Attribute::Type::boolean)
        out->set("caseExact", from.case_exact);
    out->set("mutability", name_of(from.mutability, mutabilities));
    out->set("returned", name_of(from.returned, returneds));
    out->set("uniqueness", name_of(from.uniqueness, uniquenesses));
    if (!from.reference_types.empty()) out->set("referenceTypes", list_of(from.reference_types));
    return out;
}

Object::Ptr meta(const std::string& type, const std::string& location) {
    auto out = new_object();
    out->set("resourceType", type);
    out->set("location", location);
    return out;
}

// What follows the URN and its colon; none where the name does not begin with it.
std::optional<std::string_view> behind(std::string_view name, const Schema& schema) {
    if (schema.id.empty() || name.size() < schema.id.size()) return std::nullopt;
    if (!same_name(name.substr(0, schema.id.size()), schema.id)) return std::nullopt;
    name.remove_prefix(schema.id.size());
    if (name.empty()) return name;
    if (name.front() != ':' || name.size() == 1) return std::nullopt;
    return name.substr(1);
}

std::optional<Place> place_in(const Schema& schema, std::string_view name,
                              const Schema* extension) {
    const auto dot = name.find('.');
    Place place{extension, schema.attribute(name.substr(0, dot)), nullptr};
    if (place.attribute == nullptr) return std::nullopt;
    if (dot == std::string_view::npos) return place;
    place.sub = place.attribute->sub(name.substr(dot + 1));
    if (place.sub == nullptr) return std::nullopt;
    return place;
}

}  // namespace

bool same_name(std::string_view a, std::string_view b) {
    const auto lower = [](char c) {
        return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    };
    return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                      [&](char one, char other) { return lower(one) == lower(other); });
}

const Attribute* Attribute::sub(std::string_view sub_name) const {
    return find(sub_attributes, sub_name);
}

const Attribute* Schema::attribute(std::string_view attribute_name) const {
    return find(attributes, attribute_name);
}

// Made once, with what they point to.
struct BuiltIn {
    Schema common = schema(common_text);
    Schema user = schema(user_text);
    Schema enterprise_user = schema(enterprise_user_text);
    Schema supporter = schema(supporter_text);
    Schema group = schema(group_text);
    ResourceType user_type{
        "User", "/Users", "People who work here.", &user, {&enterprise_user, &supporter}};
    ResourceType group_type{"Group", "/Groups", "Groups of people.", &group, {}};
};

const BuiltIn& built_in() {
    static const auto& made = *std::make_unique<BuiltIn>().release();
    return made;
}

const Schema& common_schema() {
    return built_in().common;
}

const ResourceType& user_type() {
    return built_in().user_type;
}

const ResourceType& group_type() {
    return built_in().group_type;
}

bool covers(const Place& outer, const Place& inner) {
    if (outer.extension != inner.extension) return false;
    if (outer.attribute == nullptr) return true;
    if (outer.attribute != inner.attribute) return false;
    return outer.sub == nullptr || outer.sub == inner.sub;
}

std::optional<Place> place_of(const ResourceType& type, std::string_view name) {
    for (const auto* const extension : type.extensions) {
        const auto rest = behind(name, *extension);
        if (!rest) continue;
        if (rest->empty()) return Place{extension, nullptr, nullptr};
        return place_in(*extension, *rest, extension);
    }
    if (const auto rest = behind(name, *type.schema)) name = *rest;
    if (name.empty()) return std::nullopt;
    if (const auto own = place_in(*type.schema, name, nullptr)) return own;
    return place_in(common_schema(), name, nullptr);
}

Object::Ptr to_json(const Schema& schema, const std::string& base) {
    auto out = new_object();
    out->set("schemas", list_of({"urn:ietf:params:scim:schemas:core:2.0:Schema"}));
    out->set("id", schema.id);
    out->set("name", schema.name);
    out->set("description", schema.description);
    out->set("attributes", json_of(schema.attributes));
    out->set("meta", meta("Schema", base + "/Schemas/" + schema.id));
    return out;
}

Object::Ptr to_json(const ResourceType& type, const std::string& base) {
    auto out = new_object();
    out->set("schemas", list_of({"urn:ietf:params:scim:schemas:core:2.0:ResourceType"}));
    out->set("id", type.name);
    out->set("name", type.name);
    out->set("endpoint", type.endpoint);
    out->set("description", type.description);
    out->set("schema", type.schema->id);
    if (!type.extensions.empty()) {
        auto extensions = new_list();
        for (const auto* const extension : type.extensions) {
            auto one = new_object();
            one->set("schema", extension->id);
            one->set("required", false);
            extensions->add(one);
        }
        out->set("schemaExtensions", extensions);
    }
    out->set("meta", meta("ResourceType", base + "/ResourceTypes/" + type.name));
    return out;
}

}  // namespace kith::connectors::scim
