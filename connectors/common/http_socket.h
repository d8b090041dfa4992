// One connection to a server, in clear or encrypted, as Poco's HTTP session reads and writes it.
//
// What a process that belongs to a host needs of a socket, and Poco's own leave open: each wait
// ends in time and asks whether to go on, a handshake as well; a write to a closed peer raises no
// SIGPIPE; whom TLS trusts lies with this connection alone, where Poco's NetSSL asks handlers that
// anybody in the process may have set; and it connects once, so that a password never goes out
// again over another connection than the one that was checked.
#pragma once

#include <Poco/AutoPtr.h>
#include <Poco/Net/StreamSocketImpl.h>

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "base/result.h"
#include "crypto/tls_client.h"

namespace kith::connectors {

struct SocketTimes {
    int connect_seconds = 5;  // For each address, and for the handshake.
    int answer_seconds = 60;  // Without a word from the server; ten times as long for an answer.
    std::function<bool()> go_on = [] { return true; };
};

class HttpSocket final : public Poco::Net::StreamSocketImpl {
public:
    using Owned = Poco::AutoPtr<HttpSocket>;

    HttpSocket(int number, const SocketTimes& times);  // Of a connected socket, which it owns.

    // Tries the host's addresses one by one.
    static Result<Owned> reach(const std::string& host, std::uint16_t port,
                               const SocketTimes& times);
    Result<void> encrypt(std::unique_ptr<crypto::TlsClient> tls);

    // An exchange begins: the answer may have so many bytes.
    void begin(std::size_t bytes_max);
    std::size_t received() const { return received_; }            // Since then, deciphered.
    bool closed() const { return closed_; }                       // By the server.
    const std::optional<Error>& fault() const { return fault_; }  // Why it ended.

    int sendBytes(const void* buffer, int length, int flags) override;
    int receiveBytes(void* buffer, int length, int flags) override;
    void connect(const Poco::Net::SocketAddress& address) override;
    void connect(const Poco::Net::SocketAddress& address, const Poco::Timespan& timeout) override;

private:
    using Time = std::chrono::steady_clock::time_point;

    ~HttpSocket() override = default;

    [[noreturn]] void fail(const Error& why);
    [[noreturn]] void fail_broken();
    void wait(short event, Time until);
    Time patience() const;
    void send_all(const char* bytes, std::size_t size, Time until);
    void flush(Time until);
    std::size_t receive_some(char* into, std::size_t size, Time until);
    std::size_t receive_plain(char* into, std::size_t size);
    std::size_t receive_sealed(char* into, std::size_t size);

    SocketTimes times_;
    std::unique_ptr<crypto::TlsClient> tls_;
    std::size_t bytes_max_ = 0;
    std::size_t received_ = 0;
    bool closed_ = false;
    Time deadline_;
    std::optional<Error> fault_;
};

}  // namespace kith::connectors
