// One connection to a directory server, encrypted, checked and bound; libldap does the work.
#pragma once

#include <ldap.h>

#include <functional>
#include <memory>
#include <string>

#include "base/result.h"
#include "model/settings.h"

namespace kith::connectors::ldap {

// What libldap and the server said, in words for an administrator: what, where and what to do.
// Never a password, never more of an entry than its DN.
Error trouble(LDAP* handle, int code, const std::string& what);

class Connection {
public:
    // The first server that answers, the preferred one first (after a failure it is tried again
    // within minutes). TLS at least 1.2, the host's name checked against the certificate.
    static Result<std::unique_ptr<Connection>> open(const model::LdapSettings& settings);
    ~Connection();
    Connection(const Connection&) = delete;
    Connection& operator=(const Connection&) = delete;

    LDAP* handle() const { return handle_; }
    const std::string& uri() const { return uri_; }  // Of the server that answered.

private:
    Connection(LDAP* handle, std::string uri) : handle_(handle), uri_(std::move(uri)) {}

    LDAP* handle_;
    std::string uri_;
};

}  // namespace kith::connectors::ldap
