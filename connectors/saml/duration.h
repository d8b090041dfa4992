// xsd:duration (XML Schema 2, section 3.2.6), which metadata writes.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace kith::connectors::saml {

// Milliseconds, of a month 28 days and of a year 365: the shortest that it can mean. None where it
// is no duration, or a negative one.
std::optional<std::int64_t> duration_ms(std::string_view text);

}  // namespace kith::connectors::saml
