// Signed notes and checkpoints of a log, as c2sp.org/signed-note and c2sp.org/tlog-checkpoint
// define them: text that a person can read, and a line with an Ed25519 signature.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "crypto/signing.h"

namespace kith::crypto {

// Who signs: its name, and its public key. Written "name+hash+key".
struct NoteKey {
    std::string name;
    PublicKey key{};
};
std::string to_text(const NoteKey& key);
std::optional<NoteKey> parse_note_key(std::string_view text);

// How far a log had come.
struct Checkpoint {
    std::string origin;
    std::uint64_t size = 0;
    Digest root{};
};

// Any text that ends with a line end, with its signature below. `seed` belongs to `key`.
Result<std::string> signed_note(const NoteKey& key, const Secret& seed, std::string_view text);
// The text, where the note is signed by this key.
std::optional<std::string> checked_note(const NoteKey& key, std::string_view note);

// `seed` belongs to `key`; the origin is the key's name.
Result<std::string> signed_checkpoint(const NoteKey& key, const Secret& seed, std::uint64_t size,
                                      const Digest& root);
// Nothing where the note is of another shape, of another origin, or not signed by this key.
std::optional<Checkpoint> checked_checkpoint(const NoteKey& key, std::string_view note);

}  // namespace kith::crypto
