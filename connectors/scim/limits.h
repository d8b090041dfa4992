// What one request may be at most; ServiceProviderConfig says so.
#pragma once

#include "base/limits.h"

namespace kith::connectors::scim {

inline constexpr int bulk_operations_max = 1000;
inline constexpr int payload_bytes_max = kith::limits::provisioning_bytes_max;
inline constexpr int cursor_lives_s = 600;

}  // namespace kith::connectors::scim
