// What resources are made of (RFC 7643): attributes with their characteristics. What holds for an
// attribute is read from here; nothing in this room knows one by its name, but for `schemas`.
#pragma once

#include <Poco/JSON/Array.h>
#include <Poco/JSON/Object.h>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace kith::connectors::scim {

// RFC 7643, section 7.
struct Attribute {
    enum class Type { string, boolean, decimal, integer, date_time, binary, reference, complex };
    enum class Mutability { read_write, read_only, immutable, write_only };
    enum class Returned { by_default, always, never, on_request };
    enum class Uniqueness { none, server, global };

    std::string name;
    Type type = Type::string;
    bool multi_valued = false;
    bool required = false;
    bool case_exact = false;
    // Ours: its values are kept apart from the resource, as there may be a hundred thousand.
    bool kept_apart = false;
    Mutability mutability = Mutability::read_write;
    Returned returned = Returned::by_default;
    Uniqueness uniqueness = Uniqueness::none;
    std::string description;
    std::vector<std::string> canonical_values;  // Proposals, and no closed list.
    std::vector<std::string> reference_types;
    std::vector<Attribute> sub_attributes;

    const Attribute* sub(std::string_view sub_name) const;  // In any case; nullptr: none.
};

struct Schema {
    std::string id;  // Its URN.
    std::string name;
    std::string description;
    std::vector<Attribute> attributes;

    const Attribute* attribute(std::string_view attribute_name) const;
};

struct ResourceType {
    std::string name;
    std::string endpoint;
    std::string description;
    const Schema* schema;
    std::vector<const Schema*> extensions;
};

// Live as long as the process.
const Schema& common_schema();
const ResourceType& user_type();
const ResourceType& group_type();

// Where in a resource something stands: `extension`'s container or, without one, at its top;
// an attribute, or without one the whole container; a sub-attribute, or without one all of it.
struct Place {
    const Schema* extension = nullptr;
    const Attribute* attribute = nullptr;
    const Attribute* sub = nullptr;

    const Attribute* last() const { return sub != nullptr ? sub : attribute; }
    bool operator==(const Place&) const = default;
};
bool covers(const Place& outer, const Place& inner);  // Whether one is the other or holds it.
// [URN:]attribute[.sub], or an extension's URN alone (RFC 7644, section 3.10); in any case. None
// where the type has no such place.
std::optional<Place> place_of(const ResourceType& type, std::string_view name);

bool same_name(std::string_view a, std::string_view b);  // ASCII, in any case.

// As /Schemas and /ResourceTypes show them, with every characteristic.
Poco::JSON::Object::Ptr to_json(const Schema& schema, const std::string& base);
Poco::JSON::Object::Ptr to_json(const ResourceType& type, const std::string& base);

}  // namespace kith::connectors::scim
