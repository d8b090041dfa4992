// Locks keys with a key that never leaves its token (a smart card, an HSM): AES-256-GCM, done
// there.
//
// A session per use, logged in with the PIN of a file, closed afterwards. Uses of one source wait
// for each other.
#pragma once

#include <memory>
#include <string>

#include "base/result.h"
#include "ports/key_source.h"

namespace kith::connectors {

// For "pkcs11:token=LABEL;object=LABEL?module-path=/PATH&pin-source=file:/PATH" (RFC 7512). Nothing
// is loaded before the first use.
Result<std::unique_ptr<ports::KeySource>> pkcs11_key_source(const std::string& reference);

}  // namespace kith::connectors
