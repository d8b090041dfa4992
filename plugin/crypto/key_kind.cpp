#include "crypto/key_kind.h"

#include <array>
#include <string_view>

namespace kith::crypto {

std::optional<KeyKind> kind_of(const EVP_PKEY* key) {
    const int bits = EVP_PKEY_get_bits(key);
    const auto bytes = static_cast<std::size_t>((bits + 7) / 8);
    if (EVP_PKEY_get_base_id(key) == EVP_PKEY_RSA && bits >= modulus_bits_min &&
        bits <= modulus_bits_max)
        return KeyKind{true, bytes};
    std::array<char, 32> curve{};
    if (EVP_PKEY_get_group_name(key, curve.data(), curve.size(), nullptr) != 1) return std::nullopt;
    const std::string_view name(curve.data());
    if (name != "prime256v1" && name != "secp384r1" && name != "secp521r1") return std::nullopt;
    return KeyKind{false, 2 * bytes};
}

}  // namespace kith::crypto
