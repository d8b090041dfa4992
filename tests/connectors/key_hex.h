// The root key that the tests of key sources lay down: 0 to 31, in hex of both cases.
#pragma once

#include <string>

namespace kith::tests {

inline const std::string key_hex =
    "000102030405060708090a0b0c0d0e0f101112131415161718191A1B1C1D1E1F";

}  // namespace kith::tests
