// One connection to a directory server, encrypted, checked and bound; libldap does the work.
#pragma once

#include <ldap.h>

#include <functional>
#include <memory>
#include <string>

#include "base/result.h"
#include "connectors/ldap/link.h"
#include "connectors/ldap/servers.h"
#include "model/settings.h"

namespace kith::connectors::ldap {

// What libldap and the server said, in words for an administrator: what, where and what to do.
// source_unreadable always; `what` (the request, in our words) stands in the field, with the
// server's URI and the result code. Never a password, never more of an entry than its DN: of the
// server's own message only Active Directory's number is read.
Error trouble(LDAP* handle, int code, const std::string& what);

// The caller said no: nothing that was told so far is a whole answer.
Error stopped();

class Connection {
public:
    // The first server that answers, the preferred one first (after a failure it is tried again
    // within minutes). TLS at least 1.2, the host's name checked against the certificate.
    //
    // source_unreadable where there is none: with one server its own reason, with several all their
    // reasons in the field. A server that refuses the account ends the search for another, as each
    // further try could lock it. Bounded in time for each server (attempt.h); only the lookup of a
    // name takes what the machine's resolver takes. `go_on` is asked before each server; where it
    // says no, `cancelled`.
    static Result<std::unique_ptr<Connection>> open(const model::LdapSettings& settings,
                                                    Health& health = process_health(),
                                                    const std::function<bool()>& go_on = {});
    // Takes over one that is bound.
    Connection(std::unique_ptr<Link> link, std::string uri)
        : link_(std::move(link)), uri_(std::move(uri)) {}
    Connection(const Connection&) = delete;
    Connection& operator=(const Connection&) = delete;
    ~Connection() = default;

    // Of one thread at a time. Every wait ends after answer_seconds with LDAP_TIMEOUT. Once the
    // connection broke, each further call answers LDAP_SERVER_DOWN: it is never made anew in
    // silence, as that would be an anonymous one.
    LDAP* handle() const { return link_->handle(); }
    const std::string& uri() const { return uri_; }  // Of the server that answered.

private:
    std::unique_ptr<Link> link_;
    std::string uri_;
};

}  // namespace kith::connectors::ldap
