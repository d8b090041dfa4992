// What a server's certificate says of itself (RFC 5280), read to explain why it is refused. Whether
// it is trusted is decided by the TLS library and never by what is read here.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace kith::connectors::ldap {

struct Certificate {
    // subjectAltName: DNS names and addresses; where there is none, the common name. What could not
    // be printed is left out: it comes from a server that nobody has checked.
    std::vector<std::string> names;
    std::string issuer;      // Its common name; empty: it has none.
    std::string not_before;  // "2026-01-31 23:59:59", UTC.
    std::string not_after;
};

// Empty where it is no certificate.
std::optional<Certificate> read_certificate(std::span<const std::uint8_t> der);

// As libldap compares: without regard to case, one `*` for the first label.
bool is_for_host(const Certificate& certificate, const std::string& host);

}  // namespace kith::connectors::ldap
