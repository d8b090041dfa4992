// Who asks: a name and a password, or SASL EXTERNAL.
#pragma once

#include <ldap.h>

#include <optional>

#include "base/result.h"
#include "base/secret.h"
#include "model/settings.h"

namespace kith::connectors::ldap {

// The password that the settings name, for a simple bind; nothing for SASL EXTERNAL.
// source_unreadable where it cannot be had, and where it is empty: an unauthenticated bind (RFC
// 4513 section 5.1.2) may succeed, and shows what everybody may see.
Result<std::optional<Secret>> password_of(const model::LdapSettings& settings);

// A result code as libldap has them. With a password, a simple bind (RFC 4513 section 5.1.3), never
// in clear over the network unless the settings say so; without, SASL EXTERNAL (RFC 4422 appendix
// A): the client's certificate, or the process's user on ldapi://. libldap encodes the password
// into a buffer of its own, which it frees and does not wipe.
int log_in(LDAP* handle, const model::LdapSettings& settings,
           const std::optional<Secret>& password);

}  // namespace kith::connectors::ldap
