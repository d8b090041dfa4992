// Messages on their way, whatever the binding.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "connectors/saml/document.h"
#include "crypto/crypto.h"

namespace kith::connectors::saml {

enum class Binding : std::uint8_t { redirect, post };
enum class MessageKind : std::uint8_t { request, response };

// What is sent: a message without a signature, which the binding gives it.
struct Sending {
    MessageKind kind = MessageKind::request;
    std::string xml;
    std::string location;     // The provider's endpoint, the message's Destination.
    std::string relay_state;  // Empty: none.
};

struct RedirectSignature {
    std::string octets;  // What it covers as it came, never encoded anew (Bindings 3.4.4.1).
    std::string algorithm;
    crypto::Bytes value;
};

// What came, decoded and read. Nobody vouches for it yet.
struct Received {
    Binding binding = Binding::post;
    MessageKind kind = MessageKind::request;
    Document document;
    std::string relay_state;
    std::optional<RedirectSignature> signature;  // Of a redirect; by POST it is in the document.
};

}  // namespace kith::connectors::saml
