// A response as an identity provider sends it, before it is signed; and what it is held against.
#pragma once

#include <string>

#include "connectors/saml/expected.h"
#include "saml/issuer.h"

namespace kith::tests {

inline constexpr std::int64_t noon_ms = 1'795'521'600'000;  // 2026-11-24T12:00:00Z.

// The response "r1" with the assertion "a1" for "ana" at noon.
std::string draft();
// By the issuer, at noon, for the request "q1".
connectors::saml::Expected expected_of(const Issuer& issuer);

}  // namespace kith::tests
