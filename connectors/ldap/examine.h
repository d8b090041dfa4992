// What an administrator asks before the first sync and after a failed one: does it work, and if
// not, at which step.
#pragma once

#include "base/finding.h"
#include "model/settings.h"

namespace kith::connectors::ldap {

// Each server in the manifest's order: its name, its port, encryption, bind, then what the account
// may see there. One finding for each step that fails, in words, with what to do; nothing where all
// is well. An error where a sync would fail; only a warning for a server that cannot be used while
// another one can. After a server refused the account, the others are not asked: each further try
// could lock it. No person's name, no entry's content, no password is in a finding.
Findings examine(const model::LdapSettings& settings);

}  // namespace kith::connectors::ldap
