// Whether the audit log is what it was: every record, the tree over them, every checkpoint.
//
// Needs no secret, only the public key of the checkpoints, kept outside the database like the
// checkpoints themselves. Cost: two hashes a record; memory: the right edge of the tree and a page.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "crypto/merkle.h"
#include "crypto/signed_note.h"
#include "store/database.h"

namespace kith::store {

struct AuditProblem {
    // "record-changed", "record-missing", "time-runs-back", "frontier-differs",
    // "checkpoint-unsigned", "checkpoint-differs", "checkpoint-ahead", "checkpoint-missing".
    std::string code;
    std::uint64_t number = 0;  // Of the record, or the size of the checkpoint.
};

struct AuditCheck {
    std::uint64_t size = 0;
    std::uint64_t forgotten = 0;  // Records whose content was erased; the tree still has them.
    std::string root;             // Hexadecimal.
    std::vector<AuditProblem> problems;  // The first hundred.
    bool sound() const { return problems.empty(); }
};

// `outside`: checkpoints that were kept elsewhere, as signed notes.
Result<AuditCheck> check_audit(Transaction& tx, const crypto::NoteKey& key,
                               const std::vector<std::string>& outside);

// That a record is in the log: for whoever has a checkpoint and nothing else.
struct AuditProof {
    std::string leaf;  // Hexadecimal, of audit_leaf().
    std::uint64_t number = 0;
    std::uint64_t size = 0;
    std::vector<std::string> path;  // Hexadecimal, from the leaf up.
    std::string checkpoint;         // The signed note of that size.
};
// Against the newest checkpoint that has the record. conflict where none has it yet.
Result<AuditProof> prove_audit(Transaction& tx, std::uint64_t number);

}  // namespace kith::store
