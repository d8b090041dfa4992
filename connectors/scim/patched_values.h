// One operation of a PATCH on one attribute.
#pragma once

#include "connectors/scim/patch.h"

namespace kith::connectors::scim {

// `home` is the resource, or an extension's container in it; the path's place has an attribute.
Answer<bool> change_value(Poco::JSON::Object& home, const PatchOperation& operation,
                          const Path& path, Habits habits);

}  // namespace kith::connectors::scim
