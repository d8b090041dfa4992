// How a handle encrypts and whom it trusts, set on the handle alone.
#pragma once

#include <ldap.h>

#include "base/result.h"
#include "model/settings.h"

namespace kith::connectors::ldap {

enum class Checks {
    all,          // Chain, dates, host's name (RFC 6125), TLS 1.2 at least: for each real use.
    none,         // Any certificate: to look at it. Nothing may be sent.
    any_version,  // And any version of TLS.
};

// source_unreadable where the CA file or the client's certificate cannot be used.
Result<void> set_tls(LDAP* handle, const model::LdapSettings& settings, Checks checks);

}  // namespace kith::connectors::ldap
