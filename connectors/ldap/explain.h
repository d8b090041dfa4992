// Why somebody is among the people, or is not: what a directory says of one person.
#pragma once

#include <string>
#include <vector>

#include "base/result.h"
#include "model/settings.h"

namespace kith::connectors::ldap {

// `whom`: a key, a user name, a mail address or a DN. In sentences for an administrator who may see
// the directory anyhow. That nobody is there is an answer, not an error.
Result<std::vector<std::string>> explain(const model::LdapSettings& settings,
                                         const std::string& whom);

}  // namespace kith::connectors::ldap
