// The root key on a token: one AES-256 key of a given label that cannot be read out.
#pragma once

#include <string>

#include "base/result.h"
#include "connectors/pkcs11/session.h"

namespace kith::connectors::pkcs11 {

// key_missing where there is none, more than one, or one that could be read out: it would not be
// what its administrator thinks.
Result<CK_OBJECT_HANDLE> find_root_key(const Session& session, const std::string& label);

// Generated on the token, to encrypt and decrypt alone. conflict where a secret key has the label.
Result<void> make_root_key(const Session& session, const std::string& label);

}  // namespace kith::connectors::pkcs11
