// Kith's own private keys: what it signs for others to verify, and opens what others encrypted to
// it.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string_view>

#include "base/result.h"
#include "base/secret.h"
#include "crypto/crypto.h"
#include "crypto/verifying_key.h"

namespace kith::crypto {

// RSA-OAEP (RFC 8017, section 7.1) with an empty label. SHA-1 is let in: nothing here rests on two
// texts not having one digest.
struct Oaep {
    enum class Hash : std::uint8_t { sha1, sha256 };
    Hash digest = Hash::sha1;
    Hash mask = Hash::sha1;  // Of MGF1.
};

// Copies share it; any thread may use it.
class PrivateKey {
public:
    // One key in PEM: RSA with 2048 to 8192 bits, or of P-256, P-384 or P-521. invalid_input for
    // anything else, also where it is encrypted: nobody is asked for a passphrase.
    static Result<PrivateKey> of_pem(const Secret& pem);

    // Whether an X.509 certificate in DER is about the other half of this key.
    bool fits(std::span<const std::uint8_t> certificate) const;
    // Whether it signs so: rsa_sha256 for RSA, ecdsa_sha256 for the others.
    bool fits(SignatureScheme scheme) const;

    // The signature as VerifyingKey takes it; invalid_input for a scheme that does not fit.
    Result<Bytes> sign(SignatureScheme scheme, std::string_view text) const;
    // One error, whatever does not fit; in OpenSSL it takes the same time wherever the padding is
    // wrong.
    Result<Secret> unwrap(const Oaep& oaep, std::span<const std::uint8_t> wrapped) const;

private:
    struct Opened;
    explicit PrivateKey(std::shared_ptr<const Opened> opened) : opened_(std::move(opened)) {}

    std::shared_ptr<const Opened> opened_;
};

}  // namespace kith::crypto
