// Content synchronisation, RFC 4533, refresh only: what changed since the cookie, base by base.
//
// Never together with pages: slapd answers that with one page (RFC 4533 does not combine with RFC
// 2696). A cookie depends on base, filter and account, so each base has its own.
#pragma once

#include <string>
#include <vector>

#include "connectors/ldap/reading.h"

namespace kith::connectors::ldap {

// `cookies` as the last outcome gave them, or none: the whole. Who is gone is told last, and never
// where another base still has her.
Result<Outcome> read_by_syncrepl(Reading& reading, const std::vector<std::string>& cookies);

}  // namespace kith::connectors::ldap
