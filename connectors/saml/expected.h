// What a message is held against: who we are, who may speak to us, and what was asked.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "crypto/private_key.h"
#include "crypto/verifying_key.h"

namespace kith::connectors::saml {

// Where a provider takes messages, by binding; empty: not by that one.
struct Endpoints {
    std::string redirect;
    std::string post;
};

struct IdentityProvider {
    std::string entity_id;
    std::vector<crypto::VerifyingKey> signing_keys;  // Of its metadata; more than one in a change.
    Endpoints sign_on{};
    Endpoints logout_requests{};
    Endpoints logout_responses{};
    std::vector<std::string> name_id_formats{};  // In its own order; none: it does not say.
    bool wants_signed_requests = false;
};

struct Expected {
    enum class Signed : std::uint8_t { either, response, assertion, both };

    std::string entity_id;                            // Ours.
    std::string consumer;                             // Where responses arrive, byte for byte.
    IdentityProvider provider;                        // The one that the request was sent to.
    std::optional<std::string> request_id;            // None: nobody asked, and none is named.
    std::vector<crypto::PrivateKey> decryption_keys;  // Ours; more than one in a change.
    Signed must_be_signed = Signed::either;
    std::int64_t now_ms = 0;
    std::int64_t skew_ms = 60'000;               // How far the two clocks may be apart.
    std::vector<std::string> authn_contexts;     // Asked for; one of these. None: any.
    std::string name_id_format;                  // Asked for; empty: any.
    std::optional<std::int64_t> authn_after_ms;  // ForceAuthn: not signed in before that.
};

}  // namespace kith::connectors::saml
