// Whether a filter holds for a resource.
#pragma once

#include "connectors/scim/filter.h"

namespace kith::connectors::scim {

// Of an attribute with several values it is enough that one fits (RFC 7644, section 3.4.2.2): `ne`
// holds where one is another, or where there is none. Nobody is equal to a value of another type.
bool matches(const Filter& filter, const Poco::JSON::Object& resource);

// The same for one value of a complex attribute: `filter` is what stands in its brackets.
bool matches_value(const Filter& filter, const Poco::Dynamic::Var& value);

}  // namespace kith::connectors::scim
