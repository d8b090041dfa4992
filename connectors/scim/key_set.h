// The keys with which an identity provider signs, as it publishes them (JSON Web Key Set,
// RFC 7517).
#pragma once

#include <Poco/JSON/Object.h>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "crypto/verifying_key.h"

namespace kith::connectors::scim {

// What Microsoft Entra ID publishes has some 20 KiB, certificates and all.
inline constexpr std::size_t key_set_bytes_max = 256 * 1024;

struct IssuerKey {
    std::optional<std::string> id;                     // Its "kid".
    std::optional<crypto::SignatureScheme> algorithm;  // The only one, where the key names one.
    crypto::VerifyingKey key;
};

// RSA keys from 2048 to 8192 bits and P-256 keys whose "use" is "sig"; RFC 7517, section 5, has
// the others left out. Of a key only its numbers count: certificates beside it ("x5c") are not
// read. At least one key; invalid_input where there is none, or two have one id.
Result<std::vector<IssuerKey>> read_key_set(std::string_view text);

// RS256, PS256 and ES256, spelled so; nothing for any other.
std::optional<crypto::SignatureScheme> jws_algorithm(std::string_view name);

// One JSON object that nests 8 deep at most; nothing for anything else. Of two members with one
// name the later holds (RFC 7515, section 4).
Poco::JSON::Object::Ptr small_object(std::string_view text);
// The member, where it is text.
std::optional<std::string> text_in(const Poco::JSON::Object& object, const std::string& name);

}  // namespace kith::connectors::scim
