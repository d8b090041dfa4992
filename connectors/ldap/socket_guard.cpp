#include "connectors/ldap/socket_guard.h"

#include <fcntl.h>
#include <lber.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>

namespace kith::connectors::ldap {
namespace {

// Between the socket itself and what encrypts.
constexpr int layer = LBER_SBIOD_LEVEL_PROVIDER + 1;

ber_socket_t number_of(Sockbuf* socket) {
    ber_socket_t number = -1;
    ber_sockbuf_ctrl(socket, LBER_SB_OPT_GET_FD, &number);
    return number;
}

}  // namespace

// What libldap and liblber call, as they want it.
struct SocketCalls {
    static int connected(LDAP*, Sockbuf* socket, LDAPURLDesc* server, sockaddr*,
                         ldap_conncb* callback) {
        return static_cast<SocketGuard*>(callback->lc_arg)->admit(socket, server) ? 0 : -1;
    }

    static void disconnected(LDAP*, Sockbuf*, ldap_conncb*) {}

    static int begin(Sockbuf_IO_Desc* io, void* guard) {
        io->sbiod_pvt = guard;
        return 0;
    }

    static int control(Sockbuf_IO_Desc* io, int option, void* argument) {
        return LBER_SBIOD_CTRL_NEXT(io, option, argument);
    }

    static ber_slen_t read(Sockbuf_IO_Desc* io, void* into, ber_len_t size) {
        const auto socket = number_of(io->sbiod_sb);
        auto& guard = *static_cast<SocketGuard*>(io->sbiod_pvt);
        for (;;) {
            const auto got = ::recv(socket, into, size, 0);
            if (got >= 0 || !guard.try_again(socket, POLLIN)) return got;
        }
    }

    static ber_slen_t write(Sockbuf_IO_Desc* io, void* from, ber_len_t size) {
        const auto socket = number_of(io->sbiod_sb);
        auto& guard = *static_cast<SocketGuard*>(io->sbiod_pvt);
        for (;;) {
            const auto put = ::send(socket, from, size, MSG_NOSIGNAL);
            if (put >= 0 || !guard.try_again(socket, POLLOUT)) return put;
        }
    }
};

bool SocketGuard::attach(LDAP* handle) {
    callback_ = {SocketCalls::connected, SocketCalls::disconnected, this};
    return ldap_set_option(handle, LDAP_OPT_CONNECT_CB, &callback_) == LDAP_OPT_SUCCESS;
}

bool SocketGuard::admit(Sockbuf* socket, LDAPURLDesc* server) {
    static Sockbuf_IO calls = {SocketCalls::begin, nullptr, SocketCalls::control, SocketCalls::read,
                               SocketCalls::write, nullptr};
    if (reached_) return false;
    // Never blocking: a server that stops in the middle of an answer would hold the caller for
    // good.
    const auto number = number_of(socket);
    const int flags = ::fcntl(number, F_GETFL);
    if (flags < 0 || ::fcntl(number, F_SETFL, flags | O_NONBLOCK) != 0) return false;
    if (ber_sockbuf_add_io(socket, &calls, layer, this) != 0) return false;

    if (!expected_name_.empty()) {
        ldap_memfree(server->lud_host);
        server->lud_host = ldap_strdup(expected_name_.c_str());
    }
    reached_ = true;
    deadline_ = std::chrono::steady_clock::now() + patience_;
    return true;
}

bool SocketGuard::try_again(int socket, short event) {
    if (errno == EINTR) return true;
    if (!opening_ || (errno != EAGAIN && errno != EWOULDBLOCK)) return false;
    const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(
        deadline_ - std::chrono::steady_clock::now());
    if (left.count() <= 0) {
        timed_out_ = true;
        errno = ETIMEDOUT;
        return false;
    }
    pollfd asked{socket, event, 0};
    ::poll(&asked, 1, static_cast<int>(left.count()));
    return true;
}

}  // namespace kith::connectors::ldap
