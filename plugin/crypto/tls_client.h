// TLS as a client, without a socket: bytes of the wire go in and come out by hand.
//
// Whoever carries them keeps his own deadlines and signals. Whom it trusts lies with its Trust
// alone: no list, handler or default of the process counts.
#pragma once

#include <memory>
#include <span>
#include <string>

#include "base/result.h"

namespace kith::crypto {

// Whose signature on a server's certificate counts, for as many connections as one likes.
class TlsTrust {
public:
    // `ca_file` holds certificates in PEM. source_unreadable where it holds none.
    static Result<TlsTrust> in(const std::string& ca_file);

private:
    friend class TlsClient;
    struct Context;
    std::shared_ptr<Context> context_;
};

class TlsClient {
public:
    enum class Step { done, hungry, closed, failed };  // Hungry: it wants bytes of the wire.

    // `host` is what the certificate must be for: a name (RFC 6125) or an IP address. TLS 1.2 at
    // least.
    static Result<std::unique_ptr<TlsClient>> to(const std::string& host, const TlsTrust& trust);
    struct Session;
    explicit TlsClient(std::unique_ptr<Session> session);
    TlsClient(const TlsClient&) = delete;
    TlsClient& operator=(const TlsClient&) = delete;
    ~TlsClient();

    Step shake_hands();
    Step write(std::span<const char> plain);
    // As much as fits; `got` says how much, where it is done.
    Step read(std::span<char> plain, std::size_t& got);

    void take_in(std::span<const char> wire);
    std::string to_send();  // For the wire; empty: nothing now.

    // Why the handshake failed, in words for an administrator.
    Error why() const;
    std::string version() const;  // "TLSv1.3".

private:
    Step step(int result);

    std::unique_ptr<Session> session_;
};

}  // namespace kith::crypto
