// Content synchronisation, RFC 4533: what changed since the cookie, base by base.
//
// Never together with pages: slapd answers that with one page (RFC 4533 does not combine with RFC
// 2696). A cookie depends on base, filter and account, so each base has its own.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "connectors/ldap/reading.h"

namespace kith::connectors::ldap {

// `cookies` as the last outcome gave them, or none: the whole. So it is, too, when anything that
// people stand in was renamed, moved or made. Who is gone is told last, and never
// where another base still has her.
Result<Outcome> read_by_syncrepl(Reading& reading, const std::vector<std::string>& cookies);

// Refresh and persist (section 3.4): the one base, and then what changes in it, until go_on says
// no. `settle` hears where the refresh and each burst of changes has come to.
Result<void> follow_by_syncrepl(Reading& reading, const std::vector<std::string>& cookies,
                                const std::function<Result<void>(const Outcome&)>& settle);

}  // namespace kith::connectors::ldap
