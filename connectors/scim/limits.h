// What one request may be at most; ServiceProviderConfig says so.
#pragma once

namespace kith::connectors::scim {

inline constexpr int bulk_operations_max = 1000;
inline constexpr int payload_bytes_max = 1 << 20;
inline constexpr int cursor_lives_s = 600;

}  // namespace kith::connectors::scim
