// A response as an identity provider sends it, before it is signed; and what it is held against.
#pragma once

#include <string>
#include <vector>

#include "connectors/saml/expected.h"
#include "connectors/saml/response.h"
#include "saml/issuer.h"

namespace kith::tests {

inline constexpr std::int64_t noon_ms = 1'795'521'600'000;  // 2026-11-24T12:00:00Z.

// The response "r1" with the assertion "a1" for "ana" at noon.
std::string draft();
// By the issuer, at noon, for the request "q1".
connectors::saml::Expected expected_of(const Issuer& issuer);

// The rules but those of the schema, which comes first and refuses much that a later one would; and
// but that one.
std::vector<connectors::saml::ResponseRule> rules_beside_the_schema(const std::string& but = "");

}  // namespace kith::tests
