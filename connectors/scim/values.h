// Values in a resource, by their places.
#pragma once

#include <Poco/Dynamic/Var.h>

#include <vector>

#include "connectors/scim/schema.h"

namespace kith::connectors::scim {

// All that stand there: of an attribute with several values each of them; of a complex one without
// a sub-attribute the whole value. Resources have their names as the schema spells them.
std::vector<Poco::Dynamic::Var> values_at(const Poco::JSON::Object& resource, const Place& place);

// The value by which a complex one is compared: its "value" (RFC 7643, section 2.4); others are
// compared by themselves.
Poco::Dynamic::Var own_value(const Attribute& attribute, const Poco::Dynamic::Var& value);

// As the attribute's type and caseExact say: whether two are the same; which comes first.
bool same_value(const Attribute& attribute, const Poco::Dynamic::Var& a,
                const Poco::Dynamic::Var& b);
int order_of(const Attribute& attribute, const Poco::Dynamic::Var& a, const Poco::Dynamic::Var& b);

}  // namespace kith::connectors::scim
