// What libldap leaves open about the socket of a handle, closed per socket and per handle:
//
//  - It writes with write(2): on a connection that the server has closed, the host process would
//    get SIGPIPE and end. Here it is send(2) with MSG_NOSIGNAL.
//  - Its TLS handshake knows no time limit and, once a network timeout is set, asks a silent server
//    again and again without a pause. Here it waits, and for the given seconds at most.
//  - A handle whose connection is closed connects again with its next call: not bound, and in clear
//    where StartTLS had protected the first. A search over that would come back with fewer people
//    and no error. Here a handle connects once.
#pragma once

#include <ldap.h>

#include <chrono>
#include <string>

namespace kith::connectors::ldap {

class SocketGuard {
public:
    explicit SocketGuard(std::chrono::seconds patience) : patience_(patience) {}
    SocketGuard(const SocketGuard&) = delete;
    SocketGuard& operator=(const SocketGuard&) = delete;
    ~SocketGuard() = default;

    // Before the handle's first call; the guard must outlive the handle. False: no memory.
    bool attach(LDAP* handle);
    // The certificate is checked for this name instead of the URI's: for a look at a certificate
    // whose own name is known already. Nothing is ever sent on such a connection.
    void expect_name(std::string name) { expected_name_ = std::move(name); }
    // The handshake is over: from here on libldap waits, by its own timeouts.
    void opened() { opening_ = false; }

    bool reached() const { return reached_; }      // The port has answered.
    bool timed_out() const { return timed_out_; }  // And then nothing more came in time.

private:
    friend struct SocketCalls;

    bool admit(Sockbuf* socket, LDAPURLDesc* server);
    bool try_again(int socket, short event);

    std::chrono::seconds patience_;
    std::chrono::steady_clock::time_point deadline_;
    std::string expected_name_;
    ldap_conncb callback_{};
    bool opening_ = true;
    bool reached_ = false;
    bool timed_out_ = false;
};

}  // namespace kith::connectors::ldap
