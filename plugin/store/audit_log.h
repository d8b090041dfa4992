// The audit log: a Merkle tree (RFC 9162) over records of who did what, in the act's own
// transaction. The records can be forgotten and the tree still verifies.
//
// A record holds codes and pseudonyms of its own kind, never a name, a word, a size or an exact
// time of a party's act. Who may write to the file can cut the log's end off together with its
// frontier: only a checkpoint kept elsewhere shows that (audit_check.h).
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/ids.h"
#include "base/result.h"
#include "crypto/signed_note.h"
#include "store/database.h"

namespace kith::store {

struct AuditEntry {
    std::string_view event;     // A code: "read", "exception-begun" ...
    std::int64_t time = 0;      // Seconds since 1970; of a party's act the full hour.
    std::string_view capacity;  // Empty for Kith's own acts.
    std::string_view kind;
    std::string_view purpose;
    EmployeeId actor;   // Kept as a pseudonym; empty where nobody is meant.
    RequestId request;  // Kept as a pseudonym; empty where none is meant.
    std::vector<std::string> rules;
    std::string_view policy;  // Its hash.
};

// The act and its record stand or fall together. store_corrupt where the log does not fit itself.
Result<void> append_audit(Transaction& tx, const AuditEntry& entry);

// Takes what the records of this request say, but for those of a disclosure exception or a legal
// hold: that one was used stays on record.
Result<void> forget_audit_of(Transaction& tx, const RequestId& request);

// A signed note of how far the log has come, kept in the database too. Before it the log is filled
// to a multiple of 16 records, so that its size tells little. Empty where there is nothing new.
Result<std::string> make_checkpoint(Transaction& tx, std::int64_t hour);

struct KeptCheckpoint {
    std::uint64_t size = 0;
    std::int64_t hour = 0;
    std::string note;
};
Result<std::vector<KeptCheckpoint>> checkpoints(Transaction& tx);  // The oldest first.

// What checkpoints of this tenant are verified with. Needs the tenant's key.
Result<crypto::NoteKey> checkpoint_key(const Database& database);

// One record as it stands: what the tree was built from.
struct AuditRecord {
    std::uint64_t number = 0;
    std::string event;
    std::string commitment;  // SHA-256(salt || payload), hexadecimal.
    std::string salt;        // Empty where it was forgotten, like the payload.
    std::string payload;     // JSON.
};
// Those that concern one request, the oldest first. Needs the tenant's key.
Result<std::vector<AuditRecord>> audit_of(Transaction& tx, const RequestId& request);
// Up to `count` from `first` on.
Result<std::vector<AuditRecord>> audit_page(Transaction& tx, std::uint64_t first, int count);

// What a leaf of the tree is made of (RFC 9162 calls it the entry).
std::string audit_leaf(const AuditRecord& record);

// The size and the edge of the tree as the database has them.
struct StoredFrontier {
    std::uint64_t size = 0;
    std::vector<crypto::Digest> edge;
};
Result<StoredFrontier> audit_frontier(Transaction& tx);

}  // namespace kith::store
