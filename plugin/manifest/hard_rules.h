// The rules of routing that no manifest can switch off, and the four that it can.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace kith::manifest {

// Lower case without hyphens and underscores: chain_of_command and chainOfCommand are one name.
std::string plain(std::string_view name);

// Why the hard rule of this name always holds; empty where it is no hard rule.
std::optional<std::string> why_it_holds(std::string_view name);

// The rule as <relax rule="..."> spells it; empty where it is none of the four.
std::optional<std::string> relaxable(std::string_view name);

}  // namespace kith::manifest
