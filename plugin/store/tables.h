// The tables, version by version.
#pragma once

#include <span>

#include "store/schema.h"

namespace kith::store {

// The oldest version that is brought to this one. None of those before it was released.
inline constexpr int first_version = 5;

// The statements of each version from that one on.
std::span<const std::span<const char* const>> versions();
std::span<const char* const> tables_of_version_6();
std::span<const char* const> tables_of_version_7();
std::span<const char* const> tables_of_version_8();

}  // namespace kith::store
