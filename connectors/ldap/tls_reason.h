// Why a server was not trusted. libldap over GnuTLS says -1 or -11 for each of the reasons, so they
// are told apart by asking again, with one check less each time. Nothing is ever sent on these
// connections: no credentials, no request but StartTLS.
#pragma once

#include <cstdint>
#include <string>

#include "base/error.h"
#include "model/settings.h"

namespace kith::connectors::ldap {

struct TlsReason {
    enum class Kind : std::uint8_t {
        not_signed,
        other_names,
        expired,
        not_yet_valid,
        old_version,
        no_tls,
        silent,   // The port takes connections and nobody speaks there.
        unknown,  // The checks pass now, or fail for none of these reasons.
    };
    Kind kind = Kind::unknown;
    std::string details;  // Names, dates, the issuer; for the administrator.
};

TlsReason why_not_trusted(const std::string& uri, const model::LdapSettings& settings);

// In words that were written here; `details` go into Error::field, after the URI.
Error tls_error(const TlsReason& reason, const std::string& uri);

}  // namespace kith::connectors::ldap
