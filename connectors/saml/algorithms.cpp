#include "connectors/saml/algorithms.h"

#include <algorithm>
#include <array>
#include <utility>

namespace kith::connectors::saml {
namespace {

using crypto::BlockCipher;
using crypto::Oaep;
using crypto::SignatureScheme;

constexpr std::array schemes{
    std::pair{"http://www.w3.org/2001/04/xmldsig-more#rsa-sha256", SignatureScheme::rsa_sha256},
    std::pair{"http://www.w3.org/2001/04/xmldsig-more#rsa-sha384", SignatureScheme::rsa_sha384},
    std::pair{"http://www.w3.org/2001/04/xmldsig-more#rsa-sha512", SignatureScheme::rsa_sha512},
    std::pair{"http://www.w3.org/2007/05/xmldsig-more#sha256-rsa-MGF1",
              SignatureScheme::pss_sha256},
    std::pair{"http://www.w3.org/2007/05/xmldsig-more#sha384-rsa-MGF1",
              SignatureScheme::pss_sha384},
    std::pair{"http://www.w3.org/2007/05/xmldsig-more#sha512-rsa-MGF1",
              SignatureScheme::pss_sha512},
    std::pair{"http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha256", SignatureScheme::ecdsa_sha256},
    std::pair{"http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha384", SignatureScheme::ecdsa_sha384},
    std::pair{"http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha512", SignatureScheme::ecdsa_sha512},
};

constexpr std::array methods{
    std::pair{"http://www.w3.org/2001/04/xmlenc#sha256", DigestMethod::sha256},
    std::pair{"http://www.w3.org/2001/04/xmldsig-more#sha384", DigestMethod::sha384},
    std::pair{"http://www.w3.org/2001/04/xmlenc#sha512", DigestMethod::sha512},
};

constexpr std::array ciphers{
    std::pair{"http://www.w3.org/2009/xmlenc11#aes128-gcm", BlockCipher::aes128_gcm},
    std::pair{"http://www.w3.org/2009/xmlenc11#aes192-gcm", BlockCipher::aes192_gcm},
    std::pair{"http://www.w3.org/2009/xmlenc11#aes256-gcm", BlockCipher::aes256_gcm},
    std::pair{"http://www.w3.org/2001/04/xmlenc#aes128-cbc", BlockCipher::aes128_cbc},
    std::pair{"http://www.w3.org/2001/04/xmlenc#aes192-cbc", BlockCipher::aes192_cbc},
    std::pair{"http://www.w3.org/2001/04/xmlenc#aes256-cbc", BlockCipher::aes256_cbc},
};

constexpr std::array oaep_digests{
    std::pair{"http://www.w3.org/2000/09/xmldsig#sha1", Oaep::Hash::sha1},
    std::pair{"http://www.w3.org/2001/04/xmlenc#sha256", Oaep::Hash::sha256},
};

constexpr std::array oaep_masks{
    std::pair{"http://www.w3.org/2009/xmlenc11#mgf1sha1", Oaep::Hash::sha1},
    std::pair{"http://www.w3.org/2009/xmlenc11#mgf1sha256", Oaep::Hash::sha256},
};

template <class Table>
auto named(const Table& table, std::string_view uri)
    -> std::optional<typename Table::value_type::second_type> {
    const auto found =
        std::ranges::find_if(table, [&](const auto& row) { return uri == row.first; });
    if (found == table.end()) return std::nullopt;
    return found->second;
}

}  // namespace

std::optional<SignatureScheme> signature_scheme(std::string_view uri) {
    return named(schemes, uri);
}

std::string_view signature_uri(SignatureScheme scheme) {
    const auto* const found =
        std::ranges::find(schemes, scheme, [](const auto& row) { return row.second; });
    KITH_ASSERT(found != schemes.end());
    return found->first;
}

std::optional<DigestMethod> digest_method(std::string_view uri) {
    return named(methods, uri);
}

std::optional<BlockCipher> block_cipher(std::string_view uri) {
    return named(ciphers, uri);
}

std::optional<Oaep::Hash> oaep_digest(std::string_view uri) {
    return named(oaep_digests, uri);
}

std::optional<Oaep::Hash> oaep_mask(std::string_view uri) {
    return named(oaep_masks, uri);
}

crypto::Bytes digest(DigestMethod method, std::string_view text) {
    switch (method) {
        case DigestMethod::sha256: {
            const auto made = crypto::sha256(text);
            return {made.begin(), made.end()};
        }
        case DigestMethod::sha384:
            return crypto::sha384(text);
        case DigestMethod::sha512:
            return crypto::sha512(text);
    }
    return {};
}

}  // namespace kith::connectors::saml
