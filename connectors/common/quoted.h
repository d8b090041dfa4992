// A value from outside, fit for a terminal.
#pragma once

#include <string>
#include <string_view>

namespace kith::connectors {

// In quotes, shortened, without control characters.
std::string quoted(std::string_view text);

}  // namespace kith::connectors
