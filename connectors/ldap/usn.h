// Active Directory by uSNChanged, where DirSync cannot be had: each domain controller counts its
// own changes (MS-ADTS 3.1.1.1.9).
//
// A number means nothing on another controller, nor after this one was restored: the state depends
// on both. It shows no deletion; those are read from the deleted objects where the account sees
// them, and else wait for the next whole reading.
#pragma once

#include <string>
#include <vector>

#include "connectors/ldap/reading.h"

namespace kith::connectors::ldap {

// `cookies` as the last outcome gave them, or none: the whole.
Result<Outcome> read_by_usn(Reading& reading, const std::vector<std::string>& cookies);

}  // namespace kith::connectors::ldap
