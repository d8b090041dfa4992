// One server, tried once: reached, encrypted, bound; or where that ended, and why.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>

#include "base/error.h"
#include "base/secret.h"
#include "connectors/ldap/link.h"
#include "model/settings.h"

namespace kith::connectors::ldap {

enum class Step : std::uint8_t { settings, name, port, encryption, bind, done };

struct Attempt {
    Step ended_at = Step::done;
    std::unique_ptr<Link> link;  // Bound; null where it ended before.
    Error error;
    // Another server may do better. Not where this one has refused the account: asking the next
    // with the same password brings the account nearer to being locked.
    bool elsewhere = false;
};

// Takes at most connect_seconds for each of the host's addresses, for the handshake, and for the
// bind; a handshake that failed is tried up to three times more to find the reason.
Attempt try_server(const std::string& uri, const model::LdapSettings& settings,
                   const std::optional<Secret>& password);

// Connects and encrypts, and no more. A result code as libldap has them.
int shake_hands(Link& link, const std::string& uri, const model::LdapSettings& settings);

}  // namespace kith::connectors::ldap
