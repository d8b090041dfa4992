// The tokens that a source comes with: held as digests, compared in constant time.
#pragma once

#include <string_view>
#include <vector>

#include "base/result.h"
#include "crypto/crypto.h"

namespace kith::connectors::scim {

class Tokens {
public:
    // Reads what the references name. key_missing where one is not there or is empty: a source
    // whose token is empty would be open to everybody.
    static Result<Tokens> from(const std::vector<std::string>& references);

    bool has(std::string_view token) const;

private:
    std::vector<crypto::Digest> digests_;
};

}  // namespace kith::connectors::scim
