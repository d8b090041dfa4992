// Percent-encoding (RFC 3986, section 2.1).
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace kith::connectors {

std::string percent_encoded(std::string_view text);  // All but what is unreserved.
// Digits of either case. None where a percent sign stands before anything but two of them.
std::optional<std::string> percent_decoded(std::string_view text);

}  // namespace kith::connectors
