#include "crypto/age.h"

#include <openssl/core_names.h>
#include <openssl/evp.h>
#include <openssl/kdf.h>
#include <openssl/params.h>

#include <algorithm>
#include <optional>

#include "crypto/bytes.h"
#include "crypto/openssl.h"
#include "crypto/signing.h"

namespace kith::crypto {
namespace {

constexpr std::string_view version_line = "age-encryption.org/v1";
constexpr std::string_view stanza_begin = "-> ";
constexpr std::string_view scrypt_begin = "-> scrypt ";
constexpr std::string_view mac_begin = "---";
constexpr std::string_view scrypt_label = "age-encryption.org/v1/scrypt";

constexpr std::size_t salt_bytes = 16;
constexpr std::size_t file_key_bytes = 16;
constexpr std::size_t mac_bytes = 32;
constexpr std::size_t payload_nonce_bytes = 16;
constexpr std::size_t tag_bytes = 16;
constexpr std::size_t chunk_bytes = 65536;

// The power of two. Kith's passphrase is 128 random bits as twelve words, which no work factor has
// to protect: a low one lets a phone open the file. A chosen passphrase would need 18 and more.
constexpr int work_factor = 15;
// scrypt takes 1 KiB times two to this power; a file could else ask for all the memory there is.
constexpr int work_factor_max = 20;

using Nonce = std::array<std::uint8_t, 12>;
using View = std::span<const std::uint8_t>;

Error age_failed() {
    return {ErrorCode::store_failed, "age: OpenSSL refused to work", {}, {}};
}

Error no_age_file() {
    return {ErrorCode::invalid_input,
            "this is no age file",
            {},
            "give the binary file as it was handed out, not armored and not cut"};
}

Error not_for_a_passphrase() {
    return {ErrorCode::unsupported,
            "the age file is not for a passphrase alone",
            {},
            "open it with the command age and its identity"};
}

Error damaged() {
    return {ErrorCode::store_corrupt, "the age file was changed or is not complete", {}, {}};
}

std::string unpadded(View bytes) {
    auto text = to_base64(bytes);
    text.erase(text.find_last_not_of('=') + 1);
    return text;
}

// Of exactly this many bytes, in the one way in which they can be written.
std::optional<Bytes> from_unpadded(std::string_view text, std::size_t size) {
    if (text.find('=') != std::string_view::npos) return std::nullopt;
    auto padded = std::string(text);
    padded.append((4 - padded.size() % 4) % 4, '=');
    auto bytes = from_base64(padded);
    if (!bytes || bytes->size() != size) return std::nullopt;
    return bytes;
}

// `out` has room for the plain text and a tag.
bool seal_chunk(EVP_CIPHER_CTX* context, const Secret& key, const Nonce& nonce, View plain,
                std::uint8_t* out) {
    int written = 0;
    return EVP_EncryptInit_ex2(context, EVP_chacha20_poly1305(), key.bytes().data(), nonce.data(),
                               nullptr) == 1 &&
           EVP_EncryptUpdate(context, out, &written, plain.data(),
                             static_cast<int>(plain.size())) == 1 &&
           EVP_EncryptFinal_ex(context, out + plain.size(), &written) == 1 &&
           EVP_CIPHER_CTX_ctrl(context, EVP_CTRL_AEAD_GET_TAG, tag_bytes, out + plain.size()) == 1;
}

// `sealed` is a tag at least.
bool open_chunk(EVP_CIPHER_CTX* context, const Secret& key, const Nonce& nonce, View sealed,
                std::uint8_t* out) {
    const auto text = sealed.first(sealed.size() - tag_bytes);
    std::array<std::uint8_t, tag_bytes> tag{};
    std::copy(sealed.end() - tag_bytes, sealed.end(), tag.begin());
    int written = 0;
    return EVP_DecryptInit_ex2(context, EVP_chacha20_poly1305(), key.bytes().data(), nonce.data(),
                               nullptr) == 1 &&
           EVP_DecryptUpdate(context, out, &written, text.data(), static_cast<int>(text.size())) ==
               1 &&
           EVP_CIPHER_CTX_ctrl(context, EVP_CTRL_AEAD_SET_TAG, tag_bytes, tag.data()) == 1 &&
           EVP_DecryptFinal_ex(context, out + text.size(), &written) == 1;
}

Result<Secret> scrypt(const Secret& passphrase, View salt, int factor) {
    const Owned<EVP_KDF> kdf(EVP_KDF_fetch(nullptr, "SCRYPT", nullptr));
    const Owned<EVP_KDF_CTX> context(kdf ? EVP_KDF_CTX_new(kdf.get()) : nullptr);
    if (!context) return age_failed();

    std::string labelled(scrypt_label);
    labelled += text_of(salt);
    // OSSL_PARAM has no const; OpenSSL only reads this.
    auto* const word = const_cast<std::uint8_t*>(passphrase.bytes().data());
    std::uint64_t n = std::uint64_t{1} << factor;
    std::uint32_t r = 8;
    std::uint32_t p = 1;
    std::uint64_t memory_max = (n + 4) * 128 * r;  // OpenSSL's own limit is too low from 2^16 on.
    const OSSL_PARAM params[] = {
        OSSL_PARAM_construct_octet_string(OSSL_KDF_PARAM_PASSWORD, word, passphrase.size()),
        OSSL_PARAM_construct_octet_string(OSSL_KDF_PARAM_SALT, labelled.data(), labelled.size()),
        OSSL_PARAM_construct_uint64(OSSL_KDF_PARAM_SCRYPT_N, &n),
        OSSL_PARAM_construct_uint32(OSSL_KDF_PARAM_SCRYPT_R, &r),
        OSSL_PARAM_construct_uint32(OSSL_KDF_PARAM_SCRYPT_P, &p),
        OSSL_PARAM_construct_uint64(OSSL_KDF_PARAM_SCRYPT_MAXMEM, &memory_max),
        OSSL_PARAM_construct_end()};
    Secret key(key_bytes);
    if (EVP_KDF_derive(context.get(), key.bytes().data(), key_bytes, params) != 1)
        return age_failed();
    return key;
}

// What stands at the beginning of a file. `signed_text` ends with the three dashes.
struct Header {
    std::string_view signed_text;
    Bytes salt;
    int factor = 0;
    Bytes locked_key;
    Bytes mac;
    std::size_t size = 0;
};

std::optional<std::string_view> take_line(std::string_view& rest) {
    const auto end = rest.find('\n');
    if (end == std::string_view::npos) return std::nullopt;
    const auto line = rest.substr(0, end);
    rest.remove_prefix(end + 1);
    return line;
}

// A decimal number without leading zeros; one that no int holds is too high as well.
Result<int> factor_of(std::string_view digits) {
    const bool number =
        !digits.empty() && digits.front() != '0' &&
        std::all_of(digits.begin(), digits.end(), [](char c) { return c >= '0' && c <= '9'; });
    if (!number) return no_age_file();
    const int factor = digits.size() > 2 ? work_factor_max + 1 : std::stoi(std::string(digits));
    if (factor <= work_factor_max) return factor;
    return Error{ErrorCode::too_large,
                 "the age file asks for too much work",
                 {},
                 "a work factor of up to 20 is opened here; the command age opens more"};
}

Result<void> read_stanza(std::string_view line, std::string_view body, Header& header) {
    if (!line.starts_with(scrypt_begin))
        return line.starts_with(stanza_begin) ? not_for_a_passphrase() : no_age_file();
    line.remove_prefix(scrypt_begin.size());
    const auto blank = line.find(' ');
    if (blank == std::string_view::npos) return no_age_file();

    auto salt = from_unpadded(line.substr(0, blank), salt_bytes);
    auto locked = from_unpadded(body, file_key_bytes + tag_bytes);
    if (!salt || !locked) return no_age_file();
    const auto factor = factor_of(line.substr(blank + 1));
    if (!factor) return factor.error();
    header.salt = std::move(*salt);
    header.locked_key = std::move(*locked);
    header.factor = *factor;
    return {};
}

Result<Header> header_of(std::string_view file) {
    auto rest = file;
    const auto version = take_line(rest);
    if (!version || *version != version_line) return no_age_file();
    const auto stanza = take_line(rest);
    const auto body = take_line(rest);
    if (!stanza || !body) return no_age_file();

    Header header;
    const auto read = read_stanza(*stanza, *body, header);
    if (!read) return read.error();

    header.signed_text = file.substr(0, file.size() - rest.size() + mac_begin.size());
    const auto end = take_line(rest);
    if (end && end->starts_with(stanza_begin)) return not_for_a_passphrase();
    if (!end || !end->starts_with("--- ")) return no_age_file();
    auto mac = from_unpadded(end->substr(mac_begin.size() + 1), mac_bytes);
    if (!mac) return no_age_file();
    header.mac = std::move(*mac);
    header.size = file.size() - rest.size();
    return header;
}

Result<Secret> file_key_of(const Header& header, const Secret& passphrase) {
    const auto lock = scrypt(passphrase, header.salt, header.factor);
    const Owned<EVP_CIPHER_CTX> context(EVP_CIPHER_CTX_new());
    if (!lock) return lock.error();
    if (!context) return age_failed();
    Secret key(file_key_bytes);
    if (open_chunk(context.get(), *lock, Nonce{}, header.locked_key, key.bytes().data()))
        return key;
    return Error{ErrorCode::key_wrong,
                 "the passphrase does not open the age file",
                 {},
                 "twelve words as they were shown, with one blank between them"};
}

Result<Digest> mac_of(const Secret& file_key, std::string_view header) {
    const auto key = derive(file_key, "header");
    if (!key) return key.error();
    return hmac_sha256(*key, header);
}

// STREAM: the chunk's number in eleven bytes, then whether it is the last.
Nonce chunk_nonce(std::uint64_t number, bool last) {
    Nonce nonce{};
    for (std::size_t i = 0; i < sizeof number; ++i)
        nonce[10 - i] = static_cast<std::uint8_t>(number >> (8 * i));
    nonce[11] = last ? 1 : 0;
    return nonce;
}

Result<void> put_payload(const Secret& key, View plain, Bytes& file) {
    const Owned<EVP_CIPHER_CTX> context(EVP_CIPHER_CTX_new());
    if (!context) return age_failed();
    std::uint64_t number = 0;
    bool last = false;
    while (!last) {
        const auto chunk = plain.first(std::min(plain.size(), chunk_bytes));
        plain = plain.subspan(chunk.size());
        last = plain.empty();
        const auto begin = file.size();
        file.resize(begin + chunk.size() + tag_bytes);
        if (!seal_chunk(context.get(), key, chunk_nonce(number++, last), chunk, &file[begin]))
            return age_failed();
    }
    return {};
}

// Only a file of nothing may end with an empty chunk: one content, one file length.
bool is_chunk(View chunk, std::uint64_t number) {
    return chunk.size() > tag_bytes || (chunk.size() == tag_bytes && number == 0);
}

Result<Secret> payload_of(const Secret& key, View sealed) {
    const Owned<EVP_CIPHER_CTX> context(EVP_CIPHER_CTX_new());
    if (!context) return age_failed();
    Secret plain(sealed.size());  // Longer than the text by the tags.
    std::size_t size = 0;
    std::uint64_t number = 0;
    bool last = false;
    while (!last) {
        const auto chunk = sealed.first(std::min(sealed.size(), chunk_bytes + tag_bytes));
        sealed = sealed.subspan(chunk.size());
        last = sealed.empty();
        if (!is_chunk(chunk, number)) return damaged();
        if (!open_chunk(context.get(), key, chunk_nonce(number++, last), chunk,
                        &plain.bytes()[size]))
            return damaged();
        size += chunk.size() - tag_bytes;
    }
    return Secret(plain.bytes().first(size));
}

}  // namespace

Result<Bytes> age_encrypt(std::string_view plain, const Secret& passphrase) {
    if (passphrase.size() == 0)
        return Error{ErrorCode::invalid_input, "the passphrase is empty", {}, {}};
    std::array<std::uint8_t, salt_bytes> salt{};
    std::array<std::uint8_t, payload_nonce_bytes> nonce{};
    Secret file_key(file_key_bytes);
    if (!fill_random(salt) || !fill_random(nonce) || !fill_random(file_key.bytes()))
        return age_failed();

    const auto lock = scrypt(passphrase, salt, work_factor);
    const Owned<EVP_CIPHER_CTX> context(EVP_CIPHER_CTX_new());
    Bytes locked(file_key_bytes + tag_bytes);
    if (!lock || !context ||
        !seal_chunk(context.get(), *lock, Nonce{}, file_key.bytes(), locked.data()))
        return age_failed();

    auto header = std::string(version_line) + "\n" + std::string(scrypt_begin) + unpadded(salt) +
                  " " + std::to_string(work_factor) + "\n" + unpadded(locked) + "\n" +
                  std::string(mac_begin);
    const auto mac = mac_of(file_key, header);
    const auto key = derive(file_key, "payload", nonce);
    if (!mac || !key) return age_failed();
    header += " " + unpadded(*mac) + "\n";

    Bytes file(header.begin(), header.end());
    file.insert(file.end(), nonce.begin(), nonce.end());
    const auto put = put_payload(*key, bytes_of(plain), file);
    if (!put) return put.error();
    return file;
}

Result<std::string> age_decrypt(View file, const Secret& passphrase) {
    const auto header = header_of(text_of(file));
    if (!header) return header.error();
    const auto file_key = file_key_of(*header, passphrase);
    if (!file_key) return file_key.error();
    const auto mac = mac_of(*file_key, header->signed_text);
    if (!mac) return mac.error();
    if (!equal(*mac, header->mac)) return damaged();

    const auto rest = file.subspan(header->size);
    if (rest.size() < payload_nonce_bytes) return damaged();
    const auto key = derive(*file_key, "payload", rest.first(payload_nonce_bytes));
    if (!key) return key.error();
    const auto plain = payload_of(*key, rest.subspan(payload_nonce_bytes));
    if (!plain) return plain.error();
    return std::string(text_of(plain->bytes()));
}

}  // namespace kith::crypto
