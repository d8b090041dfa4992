// The algorithms that are let in, by their URIs (RFC 6931, RFC 9231). What is not here is refused:
// MD5, SHA-1, HMAC, and whatever comes later.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "crypto/crypto.h"
#include "crypto/verifying_key.h"

namespace kith::connectors::saml {

std::optional<crypto::SignatureScheme> signature_scheme(std::string_view uri);
std::string_view signature_uri(crypto::SignatureScheme scheme);

enum class DigestMethod { sha256, sha384, sha512 };
std::optional<DigestMethod> digest_method(std::string_view uri);
crypto::Bytes digest(DigestMethod method, std::string_view text);

}  // namespace kith::connectors::saml
