#include "connectors/scim/key_set.h"

#include <Poco/JSON/Array.h>
#include <Poco/JSON/Parser.h>

#include <algorithm>
#include <utility>

#include "base/guard.h"

namespace kith::connectors::scim {
namespace {

using crypto::from_base64url;
using crypto::SignatureScheme;
using crypto::VerifyingKey;
using Poco::Dynamic::Var;
using Poco::JSON::Array;
using Poco::JSON::Object;

// Header, claims and a key set nest four deep; deeper is somebody looking for our stack.
constexpr int depth_max = 8;

std::optional<crypto::Bytes> number_in(const Object& key, const std::string& name) {
    const auto text = text_in(key, name);
    return text ? from_base64url(*text) : std::nullopt;
}

// Nothing where a number is missing or they make no key.
std::optional<VerifyingKey> numbers_of(const Object& key) {
    const auto type = text_in(key, "kty");
    const bool is_p256 = type == "EC" && text_in(key, "crv") == "P-256";
    if (type != "RSA" && !is_p256) return std::nullopt;
    const auto first = number_in(key, is_p256 ? "x" : "n");
    const auto second = number_in(key, is_p256 ? "y" : "e");
    if (!first || !second) return std::nullopt;
    const auto made =
        is_p256 ? VerifyingKey::p256(*first, *second) : VerifyingKey::rsa(*first, *second);
    return made ? std::optional(*made) : std::nullopt;
}

// Nothing where it is not for us. What a key says of itself and we cannot read may be what forbids
// its use.
std::optional<IssuerKey> key_in(const Var& value) {
    if (value.type() != typeid(Object::Ptr)) return std::nullopt;
    const auto& key = *value.extract<Object::Ptr>();
    if (text_in(key, "use") != "sig") return std::nullopt;
    const auto id = text_in(key, "kid");
    if (key.has("kid") && !id) return std::nullopt;
    const auto algorithm = jws_algorithm(text_in(key, "alg").value_or(""));
    if (key.has("alg") && !algorithm) return std::nullopt;

    auto numbers = numbers_of(key);
    if (!numbers || (algorithm && !numbers->fits(*algorithm))) return std::nullopt;
    return IssuerKey{id, algorithm, *std::move(numbers)};
}

bool is_there(const std::vector<IssuerKey>& keys, const std::optional<std::string>& id) {
    return id && std::ranges::any_of(keys, [&](const auto& key) { return key.id == id; });
}

}  // namespace

std::optional<SignatureScheme> jws_algorithm(std::string_view name) {
    if (name == "RS256") return SignatureScheme::rsa_sha256;
    if (name == "PS256") return SignatureScheme::pss_sha256;
    if (name == "ES256") return SignatureScheme::ecdsa_sha256;
    return std::nullopt;
}

Object::Ptr small_object(std::string_view text) {
    const auto read = guard(ErrorCode::invalid_input, "not one JSON object", [&] {
        Poco::JSON::Parser parser;
        parser.setDepth(depth_max);
        parser.setAllowNullByte(false);
        return parser.parse(std::string(text));
    });
    if (!read || read->type() != typeid(Object::Ptr)) return {};
    return read->extract<Object::Ptr>();
}

std::optional<std::string> text_in(const Object& object, const std::string& name) {
    const auto value = object.get(name);
    if (value.type() != typeid(std::string)) return std::nullopt;
    return value.extract<std::string>();
}

Result<std::vector<IssuerKey>> read_key_set(std::string_view text) {
    if (text.size() > key_set_bytes_max)
        return Error{ErrorCode::too_large,
                     "the key set is longer than 256 KiB",
                     {},
                     "give only the keys of this one issuer"};
    const auto set = small_object(text);
    const auto listed = set ? set->getArray("keys") : Array::Ptr();
    if (!listed)
        return Error{ErrorCode::invalid_input,
                     "the key set is no JSON object with a list of keys",
                     {},
                     "give what the issuer publishes at the address that it calls jwks_uri"};
    std::vector<IssuerKey> keys;
    for (const auto& one : *listed) {
        auto key = key_in(one);
        if (!key) continue;
        if (is_there(keys, key->id))
            return Error{ErrorCode::invalid_input, "two keys of the key set have the same kid",
                         "/keys", "leave out the one that the issuer does not sign with"};
        keys.push_back(*std::move(key));
    }
    if (keys.empty())
        return Error{ErrorCode::invalid_input, "the key set holds no key that can be used", "/keys",
                     "it takes an RSA key from 2048 to 8192 bits or a P-256 key, with the use "
                     "\"sig\" and the alg RS256, PS256, ES256 or none"};
    return keys;
}

}  // namespace kith::connectors::scim
