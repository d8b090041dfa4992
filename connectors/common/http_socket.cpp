#include "connectors/common/http_socket.h"

#include <Poco/Exception.h>
#include <netdb.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>

#include "base/guard.h"

namespace kith::connectors {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;
using std::chrono::steady_clock;

constexpr int whole_answer_factor = 10;
constexpr milliseconds between_questions{100};  // Whether to go on.
constexpr std::size_t wire_bytes = 16 * 1024;

struct Free {
    void operator()(addrinfo* addresses) const { freeaddrinfo(addresses); }
};
using Addresses = std::unique_ptr<addrinfo, Free>;

Error stopped() {
    return {ErrorCode::cancelled, "the reading was stopped", {}, "nothing was changed"};
}

Error socket_trouble(FixedText detail, FixedText hint) {
    return {ErrorCode::source_unreadable, detail, {}, hint};
}

Error silent() {
    return socket_trouble("the server did not answer in time",
                          "see how busy it is; answerSeconds gives it longer");
}

Error broken() {
    return socket_trouble("the connection to the server broke",
                          "where it breaks each time, look into the server's log");
}

Result<Addresses> addresses_of(const std::string& host, std::uint16_t port) {
    addrinfo wanted{};
    wanted.ai_socktype = SOCK_STREAM;
    wanted.ai_flags = AI_NUMERICSERV;
    addrinfo* found = nullptr;
    if (getaddrinfo(host.c_str(), std::to_string(port).c_str(), &wanted, &found) != 0)
        return socket_trouble("the server's name is not known to DNS",
                              "check its spelling, and this machine's resolver");
    return Addresses(found);
}

// Zero: connected; else why not, as errno.
int connect_in_time(int number, const addrinfo& address, const SocketTimes& times) {
    if (::connect(number, address.ai_addr, address.ai_addrlen) == 0) return 0;
    if (errno != EINPROGRESS) return errno;
    const auto until = steady_clock::now() + seconds(times.connect_seconds);
    while (steady_clock::now() < until) {
        if (!times.go_on()) return ECANCELED;
        pollfd asked{number, POLLOUT, 0};
        if (::poll(&asked, 1, static_cast<int>(between_questions.count())) <= 0) continue;
        int error = 0;
        socklen_t size = sizeof error;
        ::getsockopt(number, SOL_SOCKET, SO_ERROR, &error, &size);
        return error;
    }
    return ETIMEDOUT;
}

Error not_reached(int error) {
    if (error == ECANCELED) return stopped();
    if (error == ECONNREFUSED)
        return socket_trouble("nothing answers at the server's port",
                              "check the port, and that the server runs");
    if (error == ETIMEDOUT)
        return socket_trouble("the server cannot be reached: nothing answers in time",
                              "check the address, and the firewalls in between");
    return socket_trouble("the server cannot be reached",
                          "check the address, and this machine's network");
}

}  // namespace

HttpSocket::HttpSocket(int number, const SocketTimes& times)
    : StreamSocketImpl(number), times_(times) {}

Result<HttpSocket::Owned> HttpSocket::reach(const std::string& host, std::uint16_t port,
                                            const SocketTimes& times) {
    const auto addresses = addresses_of(host, port);
    if (!addresses) return addresses.error();
    int last = ECONNREFUSED;
    for (const auto* one = addresses->get(); one != nullptr; one = one->ai_next) {
        const int number =
            ::socket(one->ai_family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, one->ai_protocol);
        if (number < 0) continue;
        last = connect_in_time(number, *one, times);
        if (last == 0) {
            const int on = 1;
            ::setsockopt(number, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
            return Poco::makeAuto<HttpSocket>(number, times);
        }
        ::close(number);
        if (last == ECANCELED) break;
    }
    return not_reached(last);
}

Result<void> HttpSocket::encrypt(std::unique_ptr<crypto::TlsClient> tls) {
    tls_ = std::move(tls);
    const auto until = steady_clock::now() + seconds(times_.connect_seconds);
    const auto shaken = guard(ErrorCode::source_unreadable, "the handshake ended", [&] {
        std::array<char, wire_bytes> wire{};
        for (;;) {
            const auto step = tls_->shake_hands();
            // The alert that tells the server why goes out, too.
            if (step == crypto::TlsClient::Step::failed) fault_ = tls_->why();
            flush(until);
            if (step == crypto::TlsClient::Step::done) return;
            if (step != crypto::TlsClient::Step::hungry) fail(tls_->why());
            const auto got = receive_some(wire.data(), wire.size(), until);
            if (got == 0)
                fail(socket_trouble("the server hung up during the handshake of TLS",
                                    "is this the port of https://?"));
            tls_->take_in({wire.data(), got});
        }
    });
    if (!shaken) return fault_.value_or(shaken.error());
    return {};
}

void HttpSocket::begin(std::size_t bytes_max) {
    bytes_max_ = bytes_max;
    received_ = 0;
    deadline_ = steady_clock::now() + seconds(times_.answer_seconds) * whole_answer_factor;
}

void HttpSocket::fail(const Error& why) {
    if (!fault_) fault_ = why;
    // Not a NetException: after one of those Poco would connect again by itself.
    throw Poco::IOException("connection ended");
}

void HttpSocket::fail_broken() {
    closed_ = true;
    fail(broken());
}

HttpSocket::Time HttpSocket::patience() const {
    return std::min(deadline_, steady_clock::now() + seconds(times_.answer_seconds));
}

void HttpSocket::wait(short event, Time until) {
    for (;;) {
        if (!times_.go_on()) fail(stopped());
        const auto left = std::chrono::duration_cast<milliseconds>(until - steady_clock::now());
        if (left.count() <= 0) fail(silent());
        pollfd asked{sockfd(), event, 0};
        const auto slice = std::min(left, between_questions) + milliseconds(1);
        if (::poll(&asked, 1, static_cast<int>(slice.count())) > 0) return;
    }
}

void HttpSocket::send_all(const char* bytes, std::size_t size, Time until) {
    while (size > 0) {
        const auto put = ::send(sockfd(), bytes, size, MSG_NOSIGNAL);
        if (put >= 0) {
            bytes += put;
            size -= static_cast<std::size_t>(put);
            continue;
        }
        if (errno == EINTR) continue;
        if (errno != EAGAIN && errno != EWOULDBLOCK) fail_broken();
        wait(POLLOUT, until);
    }
}

void HttpSocket::flush(Time until) {
    const auto wire = tls_->to_send();
    send_all(wire.data(), wire.size(), until);
}

std::size_t HttpSocket::receive_some(char* into, std::size_t size, Time until) {
    for (;;) {
        const auto got = ::recv(sockfd(), into, size, 0);
        closed_ = closed_ || got == 0;
        if (got >= 0) return static_cast<std::size_t>(got);
        if (errno == EINTR) continue;
        if (errno != EAGAIN && errno != EWOULDBLOCK) fail_broken();
        wait(POLLIN, until);
    }
}

std::size_t HttpSocket::receive_plain(char* into, std::size_t size) {
    return receive_some(into, size, patience());
}

std::size_t HttpSocket::receive_sealed(char* into, std::size_t size) {
    const auto until = patience();
    std::array<char, wire_bytes> wire{};
    for (;;) {
        std::size_t got = 0;
        switch (tls_->read({into, size}, got)) {
            case crypto::TlsClient::Step::done:
                return got;
            case crypto::TlsClient::Step::closed:
                return 0;
            case crypto::TlsClient::Step::failed:
                fail(broken());
            case crypto::TlsClient::Step::hungry:
                break;
        }
        flush(until);
        const auto taken = receive_some(wire.data(), wire.size(), until);
        if (taken == 0) return 0;
        tls_->take_in({wire.data(), taken});
    }
}

int HttpSocket::sendBytes(const void* buffer, int length, int) {
    const auto until = patience();
    const auto* bytes = static_cast<const char*>(buffer);
    auto left = static_cast<std::size_t>(length);
    if (!tls_) {
        send_all(bytes, left, until);
        return length;
    }
    while (left > 0) {
        const auto part = std::min(left, wire_bytes);
        if (tls_->write({bytes, part}) != crypto::TlsClient::Step::done) fail(broken());
        flush(until);
        bytes += part;
        left -= part;
    }
    return length;
}

int HttpSocket::receiveBytes(void* buffer, int length, int) {
    if (!times_.go_on()) fail(stopped());
    auto* const into = static_cast<char*>(buffer);
    const auto size = static_cast<std::size_t>(length);
    const auto got = tls_ ? receive_sealed(into, size) : receive_plain(into, size);
    received_ += got;
    if (received_ > bytes_max_)
        fail(socket_trouble("the server's answer is larger than an honest one",
                            "ask for fewer people at once: pageSize"));
    return static_cast<int>(got);
}

void HttpSocket::connect(const Poco::Net::SocketAddress&) {
    fail(broken());
}

void HttpSocket::connect(const Poco::Net::SocketAddress&, const Poco::Timespan&) {
    fail(broken());
}

}  // namespace kith::connectors
