// Whether a filter holds for a resource.
#pragma once

#include "connectors/scim/filter.h"

namespace kith::connectors::scim {

// Of an attribute with several values it is enough that one fits; `ne` holds where none is equal.
bool matches(const Filter& filter, const Poco::JSON::Object& resource);

// The same for one value of a complex attribute: `filter` is what stands in its brackets.
bool matches_value(const Filter& filter, const Poco::Dynamic::Var& value);

}  // namespace kith::connectors::scim
