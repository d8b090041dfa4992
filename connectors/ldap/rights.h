// What an account may see on a server, step by step: the steps of examine.h after the bind.
#pragma once

#include <ldap.h>

#include <string>

#include "base/finding.h"
#include "model/settings.h"

namespace kith::connectors::ldap {

// Reads the rootDSE, each base, at most 20,000 names below the first base where no limit comes
// before, and one entry's manager.
Findings examine_rights(LDAP* handle, const std::string& uri, const model::LdapSettings& settings);

}  // namespace kith::connectors::ldap
