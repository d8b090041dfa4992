// Public keys of others, and whether a signature is theirs: JSON Web Signatures (RFC 7515, RFC
// 7518) and XML signatures (RFC 6931, RFC 9231) carry it alike. Verified here, never made.
//
// There is no scheme with a shared secret, so that a public key is never taken for one; none with
// SHA-1; and none without a signature.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "base/result.h"
#include "crypto/crypto.h"

namespace kith::crypto {

enum class SignatureScheme : std::uint8_t {
    rsa_sha256,  // RSASSA-PKCS1-v1_5 (RFC 8017, section 8.2).
    rsa_sha384,
    rsa_sha512,
    pss_sha256,  // RSASSA-PSS, MGF1 with the same digest, salt as long as it (section 8.1).
    pss_sha384,
    pss_sha512,
    ecdsa_sha256,  // Both numbers in the full length of the curve's order, one after the other.
    ecdsa_sha384,
    ecdsa_sha512,
};

// Copies share it; any thread may use it.
class VerifyingKey {
public:
    // invalid_input for a modulus below 2048 or above 8192 bits, and for numbers that make no key.
    static Result<VerifyingKey> rsa(std::span<const std::uint8_t> modulus,
                                    std::span<const std::uint8_t> exponent);
    // Coordinates of 32 bytes each; invalid_input where the point is not on the curve.
    static Result<VerifyingKey> p256(std::span<const std::uint8_t> x,
                                     std::span<const std::uint8_t> y);
    // The key of an X.509 certificate in DER: RSA as above, or of P-256, P-384 or P-521. Who signed
    // the certificate and until when it is valid does not count: whoever hands it to us vouches.
    static Result<VerifyingKey> of_certificate(std::span<const std::uint8_t> der);

    // SHA-256 of the certificate as the command openssl prints it, "AB:CD:..."; empty for a key
    // that came without one.
    const std::string& fingerprint() const;

    bool fits(SignatureScheme scheme) const;
    // False for a scheme that does not fit, and for a signature of another length too.
    bool verifies(SignatureScheme scheme, std::string_view text,
                  std::span<const std::uint8_t> signature) const;

private:
    struct Opened;
    explicit VerifyingKey(std::shared_ptr<const Opened> opened) : opened_(std::move(opened)) {}

    std::shared_ptr<const Opened> opened_;
};

// "AB:CD:..."
std::string certificate_fingerprint(std::span<const std::uint8_t> der);

// Base64url (RFC 7515, section 2): one text for one value, without padding and white space.
std::optional<Bytes> from_base64url(std::string_view text);

}  // namespace kith::crypto
