// Values in a resource, by their places.
#pragma once

#include <Poco/Dynamic/Var.h>

#include <compare>
#include <string>
#include <string_view>
#include <vector>

#include "connectors/scim/json.h"
#include "connectors/scim/schema.h"

namespace kith::connectors::scim {

// All that stand there: of an attribute with several values each of them; of a complex one without
// a sub-attribute the whole value. Resources have their names as the schema spells them.
std::vector<Poco::Dynamic::Var> values_at(const Poco::JSON::Object& resource, const Place& place);

// The member of that name, where it stands; nullptr: none.
const Poco::Dynamic::Var* member_of(const Poco::JSON::Object& object, std::string_view name);
// The object in the value, where it stands; nullptr: it is none.
const Poco::JSON::Object* object_of(const Poco::Dynamic::Var& value);

// The value by which a complex one is compared: its "value" (RFC 7643, section 2.4); others are
// compared by themselves.
Poco::Dynamic::Var own_value(const Attribute& attribute, const Poco::Dynamic::Var& value);
// The attribute whose values those are.
const Attribute& compared(const Attribute& attribute);

// A text in small letters, of any script. Where case does not count, two texts are the same where
// these are, byte by byte; an index over values holds them.
std::string folded(std::string_view text);
// How a text stands to one that is folded already: below 0, 0, above 0.
int order_of_folded(std::string_view text, std::string_view folded_text);

// As the attribute's type and caseExact say: whether two are the same; which comes first.
bool same_value(const Attribute& attribute, const Poco::Dynamic::Var& a,
                const Poco::Dynamic::Var& b);
int order_of(const Attribute& attribute, const Poco::Dynamic::Var& a, const Poco::Dynamic::Var& b);

// Two of several values with the same type and value are one (RFC 7643, section 2.4); where there
// is no "value", all parts count but which one is primary.
struct Identity {
    std::string value;
    std::string type;
    auto operator<=>(const Identity&) const = default;
};
Identity identity_of(const Attribute& attribute, const Poco::Dynamic::Var& value);

bool is_primary(const Poco::Dynamic::Var& value);
// To a value what another one of the same identity has beside; primary is one that either is.
void add_missing(const Poco::Dynamic::Var& to, const Poco::Dynamic::Var& from);

}  // namespace kith::connectors::scim
