// The algorithms that are let in, by their URIs (RFC 6931, RFC 9231, XML Encryption 1.1). What is
// not here is refused: MD5, HMAC, 3DES, RSA without OAEP, SHA-1 but in OAEP, and whatever comes
// later.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "crypto/block_cipher.h"
#include "crypto/crypto.h"
#include "crypto/private_key.h"
#include "crypto/verifying_key.h"

namespace kith::connectors::saml {

std::optional<crypto::SignatureScheme> signature_scheme(std::string_view uri);
std::string_view signature_uri(crypto::SignatureScheme scheme);

enum class DigestMethod { sha256, sha384, sha512 };
std::optional<DigestMethod> digest_method(std::string_view uri);
crypto::Bytes digest(DigestMethod method, std::string_view text);

std::optional<crypto::BlockCipher> block_cipher(std::string_view uri);
// Of DigestMethod and of MGF in the EncryptionMethod of a key.
std::optional<crypto::Oaep::Hash> oaep_digest(std::string_view uri);
std::optional<crypto::Oaep::Hash> oaep_mask(std::string_view uri);

}  // namespace kith::connectors::saml
