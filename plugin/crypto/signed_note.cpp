#include "crypto/signed_note.h"

#include <algorithm>
#include <charconv>

#include "crypto/bytes.h"

namespace kith::crypto {
namespace {

constexpr char ed25519_algorithm = 0x01;
constexpr std::size_t hash_bytes = 4;
constexpr std::string_view before_signature = "\n\u2014 ";

std::string encoded(const PublicKey& key) {
    return ed25519_algorithm + std::string(text_of(key));
}

// The first bytes of SHA-256(name || newline || algorithm || key).
std::string key_hash(const NoteKey& key) {
    const auto digest = sha256(key.name + "\n" + encoded(key.key));
    return std::string(text_of(std::span(digest).first(hash_bytes)));
}

// One line off the front of `rest`; nothing where there is none.
std::optional<std::string_view> line(std::string_view& rest) {
    const auto end = rest.find('\n');
    if (end == std::string_view::npos) return std::nullopt;
    const auto found = rest.substr(0, end);
    rest.remove_prefix(end + 1);
    return found;
}

std::optional<Checkpoint> checkpoint(std::string_view body) {
    const auto origin = line(body);
    const auto size = line(body);
    const auto root = line(body);
    if (!origin || !size || !root || !body.empty()) return std::nullopt;
    Checkpoint found;
    found.origin = *origin;
    const auto [end, failed] =
        std::from_chars(size->data(), size->data() + size->size(), found.size);
    const auto bytes = from_base64(*root);
    if (failed != std::errc() || end != size->data() + size->size() || !bytes ||
        bytes->size() != found.root.size() || std::to_string(found.size) != *size)
        return std::nullopt;
    std::copy(bytes->begin(), bytes->end(), found.root.begin());
    return found;
}

}  // namespace

std::string to_text(const NoteKey& key) {
    return key.name + "+" + to_hex(bytes_of(key_hash(key))) + "+" +
           to_base64(bytes_of(encoded(key.key)));
}

std::optional<NoteKey> parse_note_key(std::string_view text) {
    const auto first = text.find('+');
    const auto second = first == std::string_view::npos ? first : text.find('+', first + 1);
    if (second == std::string_view::npos) return std::nullopt;
    const auto bytes = from_base64(text.substr(second + 1));
    NoteKey key;
    if (!bytes || bytes->size() != 1 + key.key.size()) return std::nullopt;
    key.name = text.substr(0, first);
    std::copy(bytes->begin() + 1, bytes->end(), key.key.begin());
    if (to_text(key) != text) return std::nullopt;
    return key;
}

Result<std::string> signed_note(const NoteKey& key, const Secret& seed, std::string_view text) {
    KITH_ASSERT(text.ends_with('\n'));
    const auto signature = sign(seed, text);
    if (!signature) return signature.error();
    const auto line = key_hash(key) + std::string(text_of(*signature));
    return std::string(text) + std::string(before_signature) + key.name + " " +
           to_base64(bytes_of(line)) + "\n";
}

std::optional<std::string> checked_note(const NoteKey& key, std::string_view note) {
    // The last one: the text itself may hold what looks like a signature.
    const auto middle = note.rfind(before_signature);
    if (middle == std::string_view::npos) return std::nullopt;
    const auto text = note.substr(0, middle);
    auto rest = note.substr(middle + before_signature.size());
    const auto said = line(rest);
    if (!said || !rest.empty() || !said->starts_with(key.name + " ")) return std::nullopt;

    const auto bytes = from_base64(said->substr(key.name.size() + 1));
    if (!bytes || !text_of(*bytes).starts_with(key_hash(key)) ||
        !verifies(key.key, text, std::span(*bytes).subspan(hash_bytes)))
        return std::nullopt;
    return std::string(text);
}

Result<std::string> signed_checkpoint(const NoteKey& key, const Secret& seed, std::uint64_t size,
                                      const Digest& root) {
    return signed_note(key, seed,
                       key.name + "\n" + std::to_string(size) + "\n" + to_base64(root) + "\n");
}

std::optional<Checkpoint> checked_checkpoint(const NoteKey& key, std::string_view note) {
    const auto body = checked_note(key, note);
    if (!body) return std::nullopt;
    const auto found = checkpoint(*body);
    if (!found || found->origin != key.name) return std::nullopt;
    return found;
}

}  // namespace kith::crypto
