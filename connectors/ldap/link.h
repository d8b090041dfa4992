// A libldap handle for one server, with everything that matters set on it; nothing is sent yet.
#pragma once

#include <ldap.h>

#include <memory>
#include <string>

#include "base/result.h"
#include "connectors/ldap/socket_guard.h"
#include "connectors/ldap/tls.h"
#include "model/settings.h"

namespace kith::connectors::ldap {

class Link {
public:
    // source_unreadable where the settings cannot be used.
    static Result<std::unique_ptr<Link>> to(const std::string& uri,
                                            const model::LdapSettings& settings, Checks checks);

    Link(LDAP* handle, std::chrono::seconds patience) : handle_(handle), guard_(patience) {}
    Link(const Link&) = delete;
    Link& operator=(const Link&) = delete;
    ~Link() { ldap_unbind_ext_s(handle_, nullptr, nullptr); }

    LDAP* handle() const { return handle_; }
    SocketGuard& guard() { return guard_; }

    // How long libldap waits for an answer where the caller gives no time of its own.
    void wait_for_answers(int seconds);

private:
    LDAP* handle_;
    SocketGuard guard_;
};

}  // namespace kith::connectors::ldap
