// X.509 certificates as an administrator keeps them.
#pragma once

#include <string_view>

#include "base/result.h"
#include "crypto/crypto.h"

namespace kith::crypto {

// In DER. invalid_input where the text does not hold one certificate in PEM, and only one.
Result<Bytes> certificate_of_pem(std::string_view pem);

}  // namespace kith::crypto
