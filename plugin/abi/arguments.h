// What a host handed in, checked before anything reads it.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "abi/outcome.h"

namespace kith::abi {

// Why `n` bytes at `text` are not taken; empty where they are.
std::optional<Outcome> unfit(const char* text, std::uint64_t n, std::size_t bytes_max);
// The same for the NUL-terminated name of an operation.
std::optional<Outcome> unfit_name(const char* name);

// The input of an operation. Nothing stands for an empty object.
std::string_view json_input(const char* in, std::uint64_t n);

}  // namespace kith::abi
