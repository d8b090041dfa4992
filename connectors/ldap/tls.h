// How a handle encrypts and whom it trusts, set on the handle alone.
#pragma once

#include <ldap.h>

#include <string>

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

// Of a handle that is encrypted: "TLS1.3", or "TLSv1.3"; empty where it is not.
std::string tls_version(LDAP* handle);
// TLS 1.2 or 1.3. To be asked after the handshake and before anything is sent: libldap over GnuTLS
// ignores LDAP_OPT_X_TLS_PROTOCOL_MIN, and a list of ciphers of our own, which could name the
// versions, would lose 8 KiB with each handle.
bool is_new_enough(LDAP* handle);

}  // namespace kith::connectors::ldap
