// By modifyTimestamp (RFC 4512, section 3.4.4), where a server offers nothing better.
//
// It shows no deletion, and nobody who has left a base or a filter: those wait for the next whole
// reading. Clocks of replicas differ, so some minutes are asked for twice.
#pragma once

#include <string>
#include <vector>

#include "connectors/ldap/reading.h"

namespace kith::connectors::ldap {

// `cookies` as the last outcome gave them, or none: the whole.
Result<Outcome> read_by_timestamp(Reading& reading, const std::vector<std::string>& cookies);

}  // namespace kith::connectors::ldap
