// SipHash-2-4 (Aumasson and Bernstein, 2012): an order that nobody without the key can foresee.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

namespace kith::directory {

using HashKey = std::array<std::uint8_t, 16>;

std::uint64_t keyed_hash(const HashKey& key, std::string_view message);

}  // namespace kith::directory
