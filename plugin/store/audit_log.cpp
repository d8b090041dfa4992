#include "store/audit_log.h"

#include <algorithm>
#include <array>
#include <charconv>

#include "crypto/merkle.h"
#include "store/transaction.h"

namespace kith::store {
namespace {

constexpr std::size_t salt_bytes = 16;
constexpr std::uint64_t records_per_step = 16;
constexpr std::string_view nothing_happened = "noop";

Error broken_log() {
    return {ErrorCode::store_corrupt,
            "the audit log does not fit itself, so nothing was done",
            {},
            "kithctl audit verify says where it was changed; restore the file from a backup"};
}

std::optional<crypto::Digest> digest(std::string_view hex) {
    const auto value = [](char c) {
        return c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
    };
    crypto::Digest out{};
    if (hex.size() != 2 * out.size()) return std::nullopt;
    for (std::size_t i = 0; i < out.size(); ++i) {
        const auto high = value(hex[2 * i]);
        const auto low = value(hex[2 * i + 1]);
        if (high < 0 || low < 0) return std::nullopt;
        out[i] = static_cast<std::uint8_t>(high << 4 | low);
    }
    return out;
}

std::string hex_of(const std::vector<crypto::Digest>& edge) {
    std::string text;
    for (const auto& one : edge)
        text += crypto::to_hex(one);
    return text;
}

std::string actor_ref(const Transaction& tx, const EmployeeId& actor) {
    return actor.empty() ? std::string{} : tx.tenant_keys().pseudonym("audit-actor", actor.text());
}

std::string request_ref(const Transaction& tx, const RequestId& request) {
    return request.empty() ? std::string{}
                           : tx.tenant_keys().pseudonym("audit-request", request.text());
}

void add_field(std::string& json, std::string_view name, std::string_view value) {
    if (value.empty()) return;
    json += ",\"" + std::string(name) + "\":\"" + std::string(value) + "\"";
}

// Every value is a code of ours or hexadecimal: nothing in it needs escaping.
std::string payload_of(const Transaction& tx, const AuditEntry& entry) {
    std::string json = "{\"time\":" + std::to_string(entry.time);
    add_field(json, "capacity", entry.capacity);
    add_field(json, "kind", entry.kind);
    add_field(json, "purpose", entry.purpose);
    add_field(json, "actor", actor_ref(tx, entry.actor));
    add_field(json, "request", request_ref(tx, entry.request));
    std::string rules;
    for (const auto& rule : entry.rules)
        rules += (rules.empty() ? "" : " ") + rule;
    add_field(json, "rules", rules);
    add_field(json, "policy", entry.policy);
    return json + "}";
}

Result<crypto::Frontier> frontier(Transaction& tx) {
    auto stored = audit_frontier(tx);
    if (!stored) return stored.error();
    auto found = crypto::Frontier::of(stored->size, std::move(stored->edge));
    if (!found) return broken_log();
    return *found;
}

Result<void> keep_frontier(Transaction& tx, const crypto::Frontier& frontier) {
    const auto done = tx.run(
        "INSERT INTO audit_frontier (tenant_id, size, edge) VALUES ($1, $2, $3) "
        "ON CONFLICT (tenant_id) DO UPDATE SET size = excluded.size, edge = excluded.edge",
        tx.tenant(), bind(static_cast<std::int64_t>(frontier.size())),
        bind(hex_of(frontier.edge())));
    if (!done) return done.error();
    return {};
}

// Adds one record to the table and to the tree, which is kept by the caller.
Result<void> add_record(Transaction& tx, crypto::Hasher& hasher, crypto::Frontier& tree,
                        const AuditEntry& entry) {
    std::array<std::uint8_t, salt_bytes> salt{};
    const auto filled = crypto::fill_random(salt);
    if (!filled) return filled.error();
    AuditRecord record{
        tree.size(), std::string(entry.event), {}, crypto::to_hex(salt), payload_of(tx, entry)};
    record.commitment = crypto::to_hex(hasher.sha256({record.salt, record.payload}));
    const auto done = tx.run(
        "INSERT INTO audit_record (tenant_id, number, event, commitment, request_ref, salt, "
        "payload) VALUES ($1, $2, $3, $4, $5, $6, $7)",
        tx.tenant(), bind(static_cast<std::int64_t>(record.number)), bind(record.event),
        bind(record.commitment), bind(request_ref(tx, entry.request)), bind(record.salt),
        bind(record.payload));
    // A number that is taken already: the frontier was put back.
    if (!done && done.error().code == ErrorCode::conflict) return broken_log();
    if (!done) return done.error();
    tree.append(hasher, hasher.leaf(audit_leaf(record)));
    return {};
}

Result<std::uint64_t> last_checkpoint(Transaction& tx) {
    std::vector<std::int64_t> sizes;
    const auto read =
        tx.run("SELECT COALESCE(MAX(size), 0) FROM audit_checkpoint WHERE tenant_id = $1",
               tx.tenant(), into(sizes));
    if (!read) return read.error();
    return sizes.empty() ? 0 : static_cast<std::uint64_t>(sizes.front());
}

struct RecordColumns {
    std::vector<std::int64_t> numbers;
    std::vector<std::string> events;
    std::vector<std::string> commitments;
    std::vector<std::string> salts;
    std::vector<std::string> payloads;
};

Result<std::vector<AuditRecord>> records(const Result<std::int64_t>& read, RecordColumns& columns) {
    if (!read) return read.error();
    std::vector<AuditRecord> found;
    found.reserve(columns.numbers.size());
    for (std::size_t i = 0; i < columns.numbers.size(); ++i)
        found.push_back({static_cast<std::uint64_t>(columns.numbers[i]),
                         std::move(columns.events[i]), std::move(columns.commitments[i]),
                         std::move(columns.salts[i]), std::move(columns.payloads[i])});
    return found;
}

// What is before the next sign, taken off with it.
std::string_view part(std::string_view& rest) {
    const auto end = std::min(rest.find('|'), rest.size());
    const auto found = rest.substr(0, end);
    rest.remove_prefix(std::min(end + 1, rest.size()));
    return found;
}

AuditRecord record_of(std::string_view line) {
    AuditRecord record;
    const auto number = part(line);
    std::from_chars(number.data(), number.data() + number.size(), record.number);
    record.event = part(line);
    record.commitment = part(line);
    record.salt = part(line);
    record.payload = line;
    return record;
}

}  // namespace

std::string audit_leaf(const AuditRecord& record) {
    std::string entry;
    for (int shift = 56; shift >= 0; shift -= 8)
        entry += static_cast<char>(record.number >> shift);
    entry += static_cast<char>(record.event.size());
    return entry + record.event + record.commitment;
}

Result<StoredFrontier> audit_frontier(Transaction& tx) {
    std::vector<std::int64_t> sizes;
    std::vector<std::string> edges;
    const auto read = tx.run("SELECT size, edge FROM audit_frontier WHERE tenant_id = $1",
                             tx.tenant(), into(sizes), into(edges));
    if (!read) return read.error();
    StoredFrontier found;
    if (sizes.empty()) return found;

    found.size = static_cast<std::uint64_t>(sizes.front());
    constexpr std::size_t step = 2 * sizeof(crypto::Digest);
    for (std::size_t at = 0; at < edges.front().size(); at += step) {
        const auto one = digest(std::string_view(edges.front()).substr(at, step));
        if (!one) return broken_log();
        found.edge.push_back(*one);
    }
    return found;
}

Result<void> append_audit(Transaction& tx, const AuditEntry& entry) {
    auto tree = frontier(tx);
    if (!tree) return tree.error();
    crypto::Hasher hasher;
    const auto added = add_record(tx, hasher, *tree, entry);
    if (!added) return added;
    return keep_frontier(tx, *tree);
}

Result<void> forget_audit_of(Transaction& tx, const RequestId& request) {
    const auto done = tx.run(
        "UPDATE audit_record SET request_ref = '', salt = '', payload = '' "
        "WHERE tenant_id = $1 AND request_ref = $2 AND event NOT LIKE 'exception-%' "
        "AND event NOT LIKE 'hold-%'",
        tx.tenant(), bind(request_ref(tx, request)));
    if (!done) return done.error();
    return {};
}

Result<std::string> make_checkpoint(Transaction& tx, std::int64_t hour) {
    auto tree = frontier(tx);
    if (!tree) return tree.error();
    const auto last = last_checkpoint(tx);
    if (!last) return last.error();
    if (tree->size() <= *last) return std::string{};

    crypto::Hasher hasher;
    AuditEntry filling;
    filling.event = nothing_happened;
    filling.time = hour * 3600;
    while (tree->size() % records_per_step != 0) {
        const auto added = add_record(tx, hasher, *tree, filling);
        if (!added) return added.error();
    }
    const auto kept = keep_frontier(tx, *tree);
    if (!kept) return kept.error();

    auto note = tx.tenant_keys().signed_checkpoint(tree->size(), tree->root(hasher));
    if (!note) return note;
    const auto done =
        tx.run("INSERT INTO audit_checkpoint (tenant_id, size, hour, note) VALUES ($1, $2, $3, $4)",
               tx.tenant(), bind(static_cast<std::int64_t>(tree->size())), bind(hour), bind(*note));
    if (!done) return done.error();
    return note;
}

Result<std::vector<KeptCheckpoint>> checkpoints(Transaction& tx) {
    std::vector<std::int64_t> sizes;
    std::vector<std::int64_t> hours;
    std::vector<std::string> notes;
    const auto read =
        tx.run("SELECT size, hour, note FROM audit_checkpoint WHERE tenant_id = $1 ORDER BY size",
               tx.tenant(), into(sizes), into(hours), into(notes));
    if (!read) return read.error();
    std::vector<KeptCheckpoint> found;
    for (std::size_t i = 0; i < sizes.size(); ++i)
        found.push_back({static_cast<std::uint64_t>(sizes[i]), hours[i], std::move(notes[i])});
    return found;
}

Result<crypto::NoteKey> checkpoint_key(const Database& database) {
    return database.tenant_keys().checkpoint_key();
}

Result<std::vector<AuditRecord>> audit_of(Transaction& tx, const RequestId& request) {
    RecordColumns columns;
    const auto read = tx.run(
        "SELECT number, event, commitment, salt, payload FROM audit_record "
        "WHERE tenant_id = $1 AND request_ref = $2",
        tx.tenant(), bind(request_ref(tx, request)), into(columns.numbers), into(columns.events),
        into(columns.commitments), into(columns.salts), into(columns.payloads));
    // Sorted here: asked for an order by number, SQLite goes through the whole log for it.
    auto found = records(read, columns);
    if (found) std::ranges::sort(*found, {}, &AuditRecord::number);
    return found;
}

Result<std::vector<AuditRecord>> audit_page(Transaction& tx, std::uint64_t first, int count) {
    // One column of one text a record: a million of them are read in half the time that five
    // columns take. No part but the last can hold the sign between them.
    std::vector<std::string> lines;
    const auto read = tx.run(
        "SELECT number || '|' || event || '|' || commitment || '|' || salt || '|' || payload "
        "FROM audit_record WHERE tenant_id = $1 AND number >= $2 ORDER BY number LIMIT $3",
        tx.tenant(), bind(static_cast<std::int64_t>(first)), bind(count), into(lines));
    if (!read) return read.error();
    std::vector<AuditRecord> found;
    found.reserve(lines.size());
    for (const auto& line : lines)
        found.push_back(record_of(line));
    return found;
}

}  // namespace kith::store
