// Points in time as xsd:dateTime (XML Schema 2, section 3.2.7), which SCIM and SAML write.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace kith::connectors {

// Milliseconds since 1970; a time without a zone counts as UTC. None where it is no point in time.
std::optional<std::int64_t> moment_of(std::string_view text);
std::string moment_text(std::int64_t ms);  // 2026-01-31T10:00:00.000Z

}  // namespace kith::connectors
