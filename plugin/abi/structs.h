// Structs of a host that was compiled against an older or a newer header than ours.
#pragma once

#include <kith/kith.h>

#include <cstddef>
#include <cstdint>
#include <optional>

#include "abi/outcome.h"

namespace kith::abi {

// The first byte after the `known` ones that is not zero; 0 where the size itself is absurd. Empty
// where all is well.
std::optional<std::size_t> unknown_byte(const void* of, std::size_t size, std::size_t known);

struct HostReading {
    kith_host host{};  // What the host did not fill is zero.
    std::optional<Outcome> refusal;
};

// Copies the host's table, which may be NULL.
HostReading read_host(const kith_host* host);

}  // namespace kith::abi
