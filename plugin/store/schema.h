// The tables, and what brings a file to this version of them.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "store/connection.h"

namespace kith::store {

inline constexpr int schema_version = 8;
// In SQLite's header, so that a file of somebody else's is told apart before it is touched.
inline constexpr std::int32_t application_id = 0x4b697468;  // "Kith"

// Every statement that makes the tables, in order.
std::vector<std::string_view> schema_statements();

// Brings the file to this version in one transaction. unsupported where it is of a newer one.
Result<void> migrate(Connection& connection);
// not_applied where the file is of an older version, unsupported where it is of a newer one.
Result<void> check_version(Connection& connection);

}  // namespace kith::store
