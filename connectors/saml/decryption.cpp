#include "connectors/saml/decryption.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <utility>

#include "connectors/saml/algorithms.h"
#include "connectors/saml/names.h"
#include "crypto/bytes.h"

namespace kith::connectors::saml {

// The parts by their places. What is not there, or there twice, is nullptr or empty; the rules say
// what must be.
struct EncryptionShape {
    Encrypted from;
    const Element* content = nullptr;
    const Element* method = nullptr;
    const Element* key_info = nullptr;
    const Element* cipher = nullptr;
    std::vector<const Element*> keys;  // In KeyInfo, then beside EncryptedData.
    const Element* key = nullptr;
    const Element* key_method = nullptr;
    const Element* key_cipher = nullptr;
};

namespace {

constexpr const char* element_type = "http://www.w3.org/2001/04/xmlenc#Element";
constexpr const char* key_type = "http://www.w3.org/2001/04/xmlenc#EncryptedKey";
constexpr const char* oaep_1_0 = "http://www.w3.org/2001/04/xmlenc#rsa-oaep-mgf1p";
constexpr const char* oaep_1_1 = "http://www.w3.org/2009/xmlenc11#rsa-oaep";

const Element* encryption_part(const Element* of, const char* name) {
    return child(of, ns::encryption, name);
}

EncryptionShape shape_of_encrypted(const Encrypted& from) {
    EncryptionShape shape;
    shape.from = from;
    const auto contents = children(from.element, ns::encryption, "EncryptedData");
    shape.content = contents.empty() ? nullptr : contents.front();
    shape.method = encryption_part(shape.content, "EncryptionMethod");
    shape.key_info = child(shape.content, ns::signature, "KeyInfo");
    shape.cipher = encryption_part(shape.content, "CipherData");
    for (const auto* const place : {shape.key_info, from.element})
        for (const auto* const key : children(place, ns::encryption, "EncryptedKey"))
            shape.keys.push_back(key);
    shape.key = shape.keys.empty() ? nullptr : shape.keys.front();
    shape.key_method = encryption_part(shape.key, "EncryptionMethod");
    shape.key_cipher = encryption_part(shape.key, "CipherData");
    return shape;
}

// Which elements may stand in another one, each once at the most and in this order.
struct Slot {
    const char* space;
    const char* name;
    bool may_be_absent;
};

bool holds_parts(const Element* element, std::initializer_list<Slot> parts) {
    if (element == nullptr || !holds_elements_alone(element)) return false;
    const auto found = children(element);
    auto at = found.begin();
    for (const auto& [space, name, may_be_absent] : parts) {
        if (at != found.end() && is(*at, space, name)) {
            ++at;
        } else if (!may_be_absent) {
            return false;
        }
    }
    return at == found.end();
}

bool has_one_form(const EncryptionShape& shape) {
    const auto type = attribute(shape.content, "Type");
    return holds_parts(shape.from.element, {{ns::encryption, "EncryptedData", false},
                                            {ns::encryption, "EncryptedKey", true}}) &&
           holds_parts(shape.content, {{ns::encryption, "EncryptionMethod", false},
                                       {ns::signature, "KeyInfo", true},
                                       {ns::encryption, "CipherData", false}}) &&
           type.value_or(element_type) == element_type;
}

// KeyInfo, ReferenceList and CarriedKeyName are hints, and none is needed: all our keys are tried.
bool has_one_key(const EncryptionShape& shape) {
    return shape.keys.size() == 1 &&
           holds_parts(shape.key, {{ns::encryption, "EncryptionMethod", false},
                                   {ns::signature, "KeyInfo", true},
                                   {ns::encryption, "CipherData", false},
                                   {ns::encryption, "ReferenceList", true},
                                   {ns::encryption, "CarriedKeyName", true}});
}

// In KeyInfo nothing stands but the key, or where in the same element it is.
bool names_its_key(const EncryptionShape& shape) {
    if (shape.key_info == nullptr) return true;
    if (shape.key != nullptr && shape.key->parent == shape.key_info)
        return holds_parts(shape.key_info, {{ns::encryption, "EncryptedKey", false}});
    const auto* const retrieval = child(shape.key_info, ns::signature, "RetrievalMethod");
    const auto id = attribute_or_empty(shape.key, "Id");
    return holds_parts(shape.key_info, {{ns::signature, "RetrievalMethod", false}}) &&
           is_empty(retrieval) && !id.empty() && attribute(retrieval, "URI") == "#" + id &&
           attribute(retrieval, "Type").value_or(key_type) == key_type;
}

std::optional<crypto::Bytes> value_in(const Element* cipher) {
    return binary(encryption_part(cipher, "CipherValue"));
}

bool brings_value(const Element* cipher) {
    return holds_parts(cipher, {{ns::encryption, "CipherValue", false}}) && value_in(cipher);
}

bool brings_its_values(const EncryptionShape& shape) {
    return brings_value(shape.cipher) && brings_value(shape.key_cipher);
}

std::optional<crypto::BlockCipher> cipher_of(const EncryptionShape& shape) {
    if (!is_empty(shape.method)) return std::nullopt;
    return block_cipher(attribute_or_empty(shape.method, "Algorithm"));
}

// XML Encryption 1.1, section 5.5.2: SHA-1 where nothing is said, and in the older of the two names
// for the mask in any case. Both may stand in any order. A label (OAEPparams) is not let in.
std::optional<crypto::Oaep> oaep_of(const EncryptionShape& shape) {
    const auto name = attribute_or_empty(shape.key_method, "Algorithm");
    const bool says_mask = name == oaep_1_1;
    if (name != oaep_1_0 && !says_mask) return std::nullopt;
    constexpr Slot digest_slot{ns::signature, "DigestMethod", true};
    constexpr Slot mask_slot{ns::encryption11, "MGF", true};
    if (!holds_parts(shape.key_method, {digest_slot, mask_slot}) &&
        !holds_parts(shape.key_method, {mask_slot, digest_slot}))
        return std::nullopt;

    const auto* const digest = child(shape.key_method, ns::signature, "DigestMethod");
    const auto* const mask = child(shape.key_method, ns::encryption11, "MGF");
    if (mask != nullptr && !says_mask) return std::nullopt;
    crypto::Oaep oaep;
    if (digest != nullptr) {
        const auto said = oaep_digest(attribute_or_empty(digest, "Algorithm"));
        if (!said || !is_empty(digest)) return std::nullopt;
        oaep.digest = *said;
    }
    if (mask != nullptr) {
        const auto said = oaep_mask(attribute_or_empty(mask, "Algorithm"));
        if (!said || !is_empty(mask)) return std::nullopt;
        oaep.mask = *said;
    }
    return oaep;
}

constexpr std::array encryption_rows{
    EncryptionRule{"encryption_form", "Core 6.1; XML-Enc 3.1",
                   "what is encrypted is not one EncryptedData of the type Element, with "
                   "EncryptionMethod, KeyInfo and CipherData",
                   has_one_form},
    EncryptionRule{"encryption_key", "Core 6.1; XML-Enc 3.5.1",
                   "what is encrypted has not exactly one EncryptedKey, with EncryptionMethod and "
                   "CipherData",
                   has_one_key},
    EncryptionRule{"encryption_key_place", "XML-Enc 3.5.3",
                   "KeyInfo holds neither the EncryptedKey alone nor a RetrievalMethod of the one "
                   "beside EncryptedData",
                   names_its_key},
    EncryptionRule{"encryption_value", "XML-Enc 3.3",
                   "what is encrypted does not stand in the message itself, as one CipherValue in "
                   "plain base64",
                   brings_its_values},
    EncryptionRule{"encryption_method", "XML-Enc 5.2",
                   "the encryption's algorithm is none of AES-GCM and AES-CBC with 128, 192 or 256 "
                   "bits",
                   [](const EncryptionShape& shape) { return cipher_of(shape).has_value(); }},
    EncryptionRule{"encryption_key_method", "XML-Enc 5.5.2",
                   "the key is not encrypted by RSA-OAEP with SHA-1 or SHA-256",
                   [](const EncryptionShape& shape) { return oaep_of(shape).has_value(); }},
    EncryptionRule{"cbc_needs_signature", "XML-Enc 6.1",
                   "the encryption is AES-CBC, which is taken in a signed response alone; let the "
                   "provider sign the response, or encrypt with AES-GCM",
                   [](const EncryptionShape& shape) {
                       const auto cipher = cipher_of(shape);
                       return shape.from.is_signed || (cipher && crypto::is_authenticated(*cipher));
                   }},
};

// All keys are tried, and what the first one unwraps that fits is used; a key by chance where none
// does, with which as much is done as with a right one.
std::optional<crypto::Bytes> opened_by(const std::vector<crypto::PrivateKey>& keys,
                                       const EncryptionShape& shape) {
    const auto cipher = cipher_of(shape);
    const auto oaep = oaep_of(shape);
    const auto wrapped = value_in(shape.key_cipher);
    const auto sealed = value_in(shape.cipher);
    const auto stand_in = crypto::random_key();
    if (!cipher || !oaep || !wrapped || !sealed || !stand_in) return std::nullopt;

    const auto size = crypto::key_bytes_of(*cipher);
    Secret content_key(stand_in->bytes().first(size));
    bool found = false;
    for (const auto& key : keys) {
        auto unwrapped = key.unwrap(*oaep, *wrapped);
        if (found || !unwrapped || unwrapped->size() != size) continue;
        content_key = std::move(*unwrapped);
        found = true;
    }
    auto plain = crypto::decrypted(*cipher, content_key, *sealed);
    if (!found || !plain) return std::nullopt;
    return std::move(*plain);
}

bool stands_alone(const Element* root) {
    return root->prev == nullptr && root->next == nullptr;
}

}  // namespace

std::span<const EncryptionRule> encryption_rules() {
    return encryption_rows;
}

Checked<Document> decrypt_by(std::span<const EncryptionRule> rules, const Encrypted& encrypted,
                             const std::vector<crypto::PrivateKey>& keys) {
    if (keys.empty())
        return Refusal{"decryption_key_missing", "Core 6.1",
                       "it is encrypted, and this service provider has no key for that"};
    const auto shape = shape_of_encrypted(encrypted);
    for (const auto& [rule, section, detail, holds] : rules)
        if (!holds(shape)) return Refusal{rule, section, std::string(detail)};

    const auto plain = opened_by(keys, shape);
    auto document = Document::parse(plain ? crypto::text_of(*plain) : std::string_view());
    if (document && stands_alone(document->root()) &&
        is(document->root(), ns::assertion, encrypted.inside))
        return std::move(*document);
    return Refusal{
        "decryption_failed", "Core 6.1; XML-Enc 4.4",
        "what is encrypted does not open with our keys, was changed on its way, or is not "
        "the one element that it must be"};
}

Checked<Document> decrypt(const Encrypted& encrypted, const std::vector<crypto::PrivateKey>& keys) {
    return decrypt_by(encryption_rows, encrypted, keys);
}

}  // namespace kith::connectors::saml
