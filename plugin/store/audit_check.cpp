#include "store/audit_check.h"

#include <algorithm>
#include <charconv>
#include <map>

#include "store/audit_log.h"
#include "store/transaction.h"

namespace kith::store {
namespace {

constexpr int page_size = 4096;
constexpr std::size_t problems_max = 100;
constexpr std::int64_t hour_s = 3600;

// The time in a payload, which begins with it; nothing where it does not.
std::optional<std::int64_t> time_of(const std::string& payload) {
    constexpr std::string_view begin = "{\"time\":";
    if (!payload.starts_with(begin)) return std::nullopt;
    std::int64_t time = 0;
    const auto* const from = payload.data() + begin.size();
    const auto [end, failed] = std::from_chars(from, payload.data() + payload.size(), time);
    if (failed != std::errc() || end == from) return std::nullopt;
    return time;
}

class Checker {
public:
    Checker(const crypto::NoteKey& key, const std::vector<KeptCheckpoint>& kept,
            const std::vector<std::string>& outside) {
        for (const auto& one : kept)
            expect(crypto::checked_checkpoint(key, one.note), one.size);
        for (const auto& note : outside)
            expect(crypto::checked_checkpoint(key, note), 0);
    }

    void take(const AuditRecord& record) {
        if (record.number != tree_.size()) {
            problem("record-missing", tree_.size());
            // Goes on as if the gap were not there: what follows is still looked at.
            gap_ = true;
        }
        check_content(record);
        tree_.append(hasher_, hasher_.leaf(audit_leaf(record)));
        compare_here();
    }

    AuditCheck finish(const StoredFrontier& stored) {
        if (stored.size != tree_.size() || stored.edge != tree_.edge())
            problem("frontier-differs", stored.size);
        for (const auto& [size, root] : expected_)
            if (size > tree_.size()) problem("checkpoint-ahead", size);
        check_.size = tree_.size();
        check_.root = crypto::to_hex(tree_.root(hasher_));
        return std::move(check_);
    }

private:
    void problem(const char* code, std::uint64_t number) {
        if (check_.problems.size() < problems_max) check_.problems.push_back({code, number});
    }

    void expect(const std::optional<crypto::Checkpoint>& checkpoint, std::uint64_t size) {
        if (!checkpoint || (size != 0 && checkpoint->size != size))
            return problem("checkpoint-unsigned", size);
        const auto [known, added] = expected_.emplace(checkpoint->size, checkpoint->root);
        if (!added && known->second != checkpoint->root)
            problem("checkpoint-differs", checkpoint->size);
    }

    void check_content(const AuditRecord& record) {
        if (record.salt.empty() && record.payload.empty()) {
            ++check_.forgotten;
            return;
        }
        const auto commitment = hasher_.sha256({record.salt, record.payload});
        if (crypto::to_hex(commitment) != record.commitment)
            problem("record-changed", record.number);
        const auto time = time_of(record.payload);
        if (!time) return problem("record-changed", record.number);
        // Acts of people are rounded down to the hour, Kith's own are not.
        if (*time + hour_s < latest_) problem("time-runs-back", record.number);
        latest_ = std::max(latest_, *time);
    }

    void compare_here() {
        const auto here = expected_.find(tree_.size());
        if (here == expected_.end() || gap_) return;
        if (tree_.root(hasher_) != here->second) problem("checkpoint-differs", here->first);
    }

    crypto::Hasher hasher_;
    crypto::Frontier tree_;
    std::map<std::uint64_t, crypto::Digest> expected_;
    AuditCheck check_;
    std::int64_t latest_ = 0;
    bool gap_ = false;
};

}  // namespace

Result<AuditCheck> check_audit(Transaction& tx, const crypto::NoteKey& key,
                               const std::vector<std::string>& outside) {
    const auto kept = checkpoints(tx);
    if (!kept) return kept.error();
    Checker checker(key, *kept, outside);
    for (std::uint64_t next = 0;;) {
        const auto page = audit_page(tx, next, page_size);
        if (!page) return page.error();
        for (const auto& record : *page)
            checker.take(record);
        if (page->size() < static_cast<std::size_t>(page_size)) break;
        next = page->back().number + 1;
    }
    const auto stored = audit_frontier(tx);
    if (!stored) return stored.error();
    return checker.finish(*stored);
}

Result<AuditProof> prove_audit(Transaction& tx, std::uint64_t number) {
    const auto kept = checkpoints(tx);
    if (!kept) return kept.error();
    if (kept->empty() || kept->back().size <= number)
        return Error{ErrorCode::conflict,
                     "no checkpoint has this record yet",
                     {},
                     "kithctl audit checkpoint makes one"};
    crypto::Hasher hasher;
    std::vector<crypto::Digest> leaves;
    const auto size = kept->back().size;
    while (leaves.size() < size) {
        const auto page = audit_page(tx, leaves.size(), page_size);
        if (!page) return page.error();
        if (page->empty()) return damaged_row();
        for (const auto& record : *page)
            leaves.push_back(hasher.leaf(audit_leaf(record)));
    }
    leaves.resize(size);

    AuditProof proof{crypto::to_hex(leaves[number]), number, size, {}, kept->back().note};
    for (const auto& step : crypto::inclusion_proof(hasher, leaves, number))
        proof.path.push_back(crypto::to_hex(step));
    return proof;
}

}  // namespace kith::store
