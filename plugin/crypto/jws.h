// Signatures as JSON Web Signatures carry them (RFC 7515, RFC 7518): verified here, never made.
//
// Three algorithms and no other: there is none with a shared secret, so that a public key is never
// taken for one, and none without a signature.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string_view>

#include "base/result.h"
#include "crypto/crypto.h"

namespace kith::crypto {

enum class JwsAlgorithm : std::uint8_t {
    rs256,  // RSASSA-PKCS1-v1_5 with SHA-256.
    ps256,  // RSASSA-PSS with SHA-256, MGF1 with SHA-256, 32 bytes of salt.
    es256,  // ECDSA on P-256 with SHA-256.
};

// A public key, made of the numbers of a JSON Web Key. Copies share it; any thread may use it.
class JwsKey {
public:
    // invalid_input for a modulus below 2048 or above 8192 bits, and for numbers that make no key.
    static Result<JwsKey> rsa(std::span<const std::uint8_t> modulus,
                              std::span<const std::uint8_t> exponent);
    // Coordinates of 32 bytes each; invalid_input where the point is not on the curve.
    static Result<JwsKey> p256(std::span<const std::uint8_t> x, std::span<const std::uint8_t> y);

    bool fits(JwsAlgorithm algorithm) const;
    // False for an algorithm that does not fit, and for a signature of another length too.
    bool verifies(JwsAlgorithm algorithm, std::string_view signing_input,
                  std::span<const std::uint8_t> signature) const;

private:
    struct Opened;
    explicit JwsKey(std::shared_ptr<const Opened> opened) : opened_(std::move(opened)) {}

    std::shared_ptr<const Opened> opened_;
};

// Base64url (RFC 7515, section 2): one text for one value, without padding and white space.
std::optional<Bytes> from_base64url(std::string_view text);

}  // namespace kith::crypto
