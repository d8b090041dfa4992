// The audit log: what was recorded stands, and whoever touches it from outside is found out.
#include <map>
#include <random>
#include <thread>

#include "store/audit_check.h"
#include "store/audit_log.h"
#include "store/raw_file.h"
#include "store/store_world.h"

namespace kith::store_test {
namespace {

using store::AuditCheck;
using store::AuditEntry;

constexpr std::int64_t first_hour = 490'000;

struct Logged {
    Folder folder;
    std::shared_ptr<store::Database> database = made(folder);
    std::int64_t hour = first_hour;

    AuditEntry entry(const std::string& request) const {
        AuditEntry made;
        made.event = "read";
        made.time = hour * 3600;
        made.capacity = "peer-supporter";
        made.kind = "conversation";
        made.purpose = "peer-support";
        made.actor = EmployeeId{"dan-hears"};
        made.request = RequestId{request};
        made.rules = {"converse"};
        made.policy = "abc123";
        return made;
    }
    void record(int count, const std::string& request = "r-of-ana") {
        write(*database, [&](store::Transaction& tx) -> Result<void> {
            for (int i = 0; i < count; ++i) {
                const auto added = store::append_audit(tx, entry(request));
                if (!added) return added;
            }
            return {};
        });
    }
    std::string checkpoint() {
        return write(*database,
                     [&](store::Transaction& tx) { return store::make_checkpoint(tx, hour); });
    }
    AuditCheck check(const std::vector<std::string>& outside = {}) const {
        const auto key = value(store::checkpoint_key(*database));
        return read(*database,
                    [&](store::Transaction& tx) { return store::check_audit(tx, key, outside); });
    }
    // As somebody does it who can write to the file and does not have the key.
    void tamper(const std::string& sql) const { RawFile(folder.file()).run(sql); }
    std::vector<std::string> checkpoints_outside() {
        std::vector<std::string> notes;
        for (const auto& one :
             read(*database, [](store::Transaction& tx) { return store::checkpoints(tx); }))
            notes.push_back(one.note);
        return notes;
    }
    // A copy of the log inside the file, and what was there put back from it.
    static void keep(RawFile& raw) {
        raw.run("CREATE TABLE kept_record AS SELECT * FROM audit_record");
        raw.run("CREATE TABLE kept_checkpoint AS SELECT * FROM audit_checkpoint");
    }
    static void restore(RawFile& raw) {
        for (const auto* const sql :
             {"BEGIN", "DELETE FROM audit_record", "DELETE FROM audit_checkpoint",
              "INSERT INTO audit_record SELECT * FROM kept_record",
              "INSERT INTO audit_checkpoint SELECT * FROM kept_checkpoint", "COMMIT"})
            raw.run(sql);
    }
    bool finds(const std::string& code, const std::vector<std::string>& outside = {}) const {
        for (const auto& problem : check(outside).problems)
            if (problem.code == code) return true;
        return false;
    }
};

BOOST_FIXTURE_TEST_SUITE(audit_log, Logged)

BOOST_AUTO_TEST_CASE(what_was_recorded_is_sound_at_every_size) {
    BOOST_TEST(check().sound());
    for (int size = 1; size <= 40; ++size) {
        record(1);
        const auto found = check();
        BOOST_TEST(found.sound());
        BOOST_TEST(found.size == static_cast<std::uint64_t>(size));
    }
}

BOOST_AUTO_TEST_CASE(a_checkpoint_fills_up_to_sixteen_and_there_is_none_without_news) {
    BOOST_TEST(checkpoint().empty());
    record(5);
    const auto first = checkpoint();
    BOOST_TEST(first.starts_with("kith/northwind\n16\n"));
    BOOST_TEST(checkpoint().empty());
    record(20);
    BOOST_TEST(checkpoint().starts_with("kith/northwind\n48\n"));
    BOOST_TEST(check({first}).sound());
}

BOOST_AUTO_TEST_CASE(an_act_that_is_rolled_back_leaves_no_record) {
    record(3);
    const auto failed = database->write([&](store::Transaction& tx) -> Result<void> {
        const auto added = store::append_audit(tx, entry("r"));
        BOOST_REQUIRE(added);
        return Error{ErrorCode::conflict, "the act failed", {}, {}};
    });
    BOOST_REQUIRE(!failed);
    BOOST_TEST(check().size == 3U);
    BOOST_TEST(check().sound());
}

BOOST_AUTO_TEST_CASE(a_changed_content_event_or_number_is_found) {
    record(20);
    const auto note = checkpoint();
    BOOST_REQUIRE(check({note}).sound());

    tamper(
        "UPDATE audit_record SET payload = replace(payload, 'peer-supporter', 'coordinator') "
        "WHERE number = 7");
    BOOST_TEST(finds("record-changed"));
    tamper(
        "UPDATE audit_record SET payload = replace(payload, 'coordinator', 'peer-supporter') "
        "WHERE number = 7");
    BOOST_REQUIRE(check({note}).sound());

    tamper("UPDATE audit_record SET event = 'open' WHERE number = 8");
    BOOST_TEST(finds("checkpoint-differs"));
    tamper("UPDATE audit_record SET event = 'read' WHERE number = 8");
    tamper("UPDATE audit_record SET number = 1000 WHERE number = 9");
    BOOST_TEST(finds("record-missing"));
}

BOOST_AUTO_TEST_CASE(a_content_changed_with_its_commitment_is_found_by_the_tree) {
    record(20);
    checkpoint();
    tamper(
        "UPDATE audit_record SET (commitment, salt, payload) = "
        "(SELECT commitment, salt, payload FROM audit_record WHERE number = 3) WHERE number = 4");
    BOOST_TEST(finds("checkpoint-differs"));
}

BOOST_AUTO_TEST_CASE(a_log_cut_short_with_its_frontier_shows_against_a_checkpoint_kept_elsewhere) {
    record(10);
    const auto early = checkpoint();
    const auto frontier = RawFile(folder.file()).run("SELECT size, edge FROM audit_frontier");
    record(10);
    const auto late = checkpoint();

    tamper("DELETE FROM audit_record WHERE number >= 16");
    tamper("DELETE FROM audit_checkpoint WHERE size > 16");
    tamper("UPDATE audit_frontier SET size = 16, edge = '" + frontier.at(0).at(1) + "'");

    BOOST_TEST(check({early}).sound());  // All that is inside the file fits itself.
    BOOST_TEST(finds("checkpoint-ahead", {early, late}));
}

BOOST_AUTO_TEST_CASE(an_older_copy_of_the_file_shows_against_a_checkpoint_kept_elsewhere) {
    record(10);
    checkpoint();
    database.reset();
    const auto older = file_bytes(folder.file());
    database = opened(folder.file());
    record(10);
    const auto late = checkpoint();
    database.reset();

    write_bytes(folder.file(), older);
    database = opened(folder.file());

    BOOST_TEST(check().sound());
    BOOST_TEST(finds("checkpoint-ahead", {late}));
}

BOOST_AUTO_TEST_CASE(a_log_put_back_and_grown_again_shows_against_a_checkpoint_kept_elsewhere) {
    record(16);
    checkpoint();
    database.reset();
    const auto older = file_bytes(folder.file());
    database = opened(folder.file());
    record(16);
    const auto seen = checkpoint();
    database.reset();
    write_bytes(folder.file(), older);
    database = opened(folder.file());
    record(16, "r-of-somebody-else");
    checkpoint();

    BOOST_TEST(check().sound());
    BOOST_TEST(finds("checkpoint-differs", {seen}));
}

BOOST_AUTO_TEST_CASE(a_forged_checkpoint_is_not_believed) {
    record(16);
    auto note = checkpoint();
    note.replace(note.find("16"), 2, "32");
    BOOST_TEST(finds("checkpoint-unsigned", {note}));
    tamper("UPDATE audit_checkpoint SET note = 'nothing'");
    BOOST_TEST(finds("checkpoint-unsigned"));
}

BOOST_AUTO_TEST_CASE(a_record_that_is_older_than_those_before_it_is_found) {
    record(4);
    hour -= 2;
    record(1);
    BOOST_TEST(finds("time-runs-back"));
}

BOOST_AUTO_TEST_CASE(what_is_forgotten_says_nothing_and_the_tree_still_stands) {
    record(5, "r-of-ana");
    record(5, "r-of-bea");
    const auto note = checkpoint();

    write(*database, [&](store::Transaction& tx) {
        return store::forget_audit_of(tx, RequestId{"r-of-ana"});
    });

    const auto found = check({note});
    BOOST_TEST(found.sound());
    BOOST_TEST(found.forgotten == 5U);
    const auto of = [&](const char* request) {
        return read(*database,
                    [&](store::Transaction& tx) { return store::audit_of(tx, RequestId{request}); })
            .size();
    };
    BOOST_TEST(of("r-of-ana") == 0U);
    BOOST_TEST(of("r-of-bea") == 5U);
}

BOOST_AUTO_TEST_CASE(that_an_exception_was_used_is_never_forgotten) {
    auto begun = entry("r-of-ana");
    begun.event = "exception-begun";
    write(*database, [&](store::Transaction& tx) { return store::append_audit(tx, begun); });
    write(*database, [&](store::Transaction& tx) {
        return store::forget_audit_of(tx, RequestId{"r-of-ana"});
    });
    BOOST_TEST(check().forgotten == 0U);
}

BOOST_AUTO_TEST_CASE(a_proof_convinces_whoever_has_the_checkpoint_alone) {
    record(100);
    fails(database->read([](store::Transaction& tx) { return store::prove_audit(tx, 3); }),
          ErrorCode::conflict);
    const auto note = checkpoint();

    const auto proof =
        read(*database, [](store::Transaction& tx) { return store::prove_audit(tx, 57); });

    BOOST_TEST(proof.checkpoint == note);
    const auto key = value(store::checkpoint_key(*database));
    const auto checkpoint_read = crypto::checked_checkpoint(key, proof.checkpoint);
    BOOST_REQUIRE(checkpoint_read);
    const auto bytes = [](const std::string& hex) {
        crypto::Digest out{};
        for (std::size_t i = 0; i < out.size(); ++i)
            out[i] = static_cast<std::uint8_t>(std::stoi(hex.substr(2 * i, 2), nullptr, 16));
        return out;
    };
    crypto::Hasher hasher;
    std::vector<crypto::Digest> path;
    for (const auto& step : proof.path)
        path.push_back(bytes(step));
    const auto record_57 =
        read(*database, [](store::Transaction& tx) { return store::audit_page(tx, 57, 1); });
    BOOST_TEST(crypto::to_hex(hasher.leaf(store::audit_leaf(record_57.front()))) == proof.leaf);
    BOOST_TEST(crypto::is_included(
        hasher, {57, checkpoint_read->size, bytes(proof.leaf), checkpoint_read->root}, path));
}

BOOST_AUTO_TEST_CASE(it_needs_no_key_to_be_checked_and_one_to_be_written) {
    record(16);
    const auto note = checkpoint();
    const auto key = value(store::checkpoint_key(*database));
    const auto look = value(store::Database::look(folder.file(), TenantId{"northwind"}));

    BOOST_TEST(read(*look, [&](store::Transaction& tx) {
                   return store::check_audit(tx, key, {note});
               }).sound());
    fails(store::checkpoint_key(*look), ErrorCode::key_missing);
}

BOOST_AUTO_TEST_CASE(a_log_that_does_not_fit_itself_takes_no_record) {
    record(5);
    tamper("UPDATE audit_frontier SET size = 4");
    fails(database->write(
              [&](store::Transaction& tx) { return store::append_audit(tx, entry("r")); }),
          ErrorCode::store_corrupt);
    tamper("UPDATE audit_frontier SET size = 5, edge = 'zz'");
    fails(database->write(
              [&](store::Transaction& tx) { return store::append_audit(tx, entry("r")); }),
          ErrorCode::store_corrupt);
}

BOOST_AUTO_TEST_CASE(four_threads_write_one_log_without_a_gap) {
    std::vector<std::thread> threads;
    for (int i = 0; i < 4; ++i)
        threads.emplace_back([&] {
            for (int j = 0; j < 25; ++j)
                while (!database->write(
                    [&](store::Transaction& tx) { return store::append_audit(tx, entry("r")); })) {
                }
        });
    for (auto& thread : threads)
        thread.join();
    BOOST_TEST(check().size == 100U);
    BOOST_TEST(check().sound());
}

BOOST_AUTO_TEST_CASE(no_record_holds_a_clear_id) {
    record(3, "r-of-ana");
    for (const auto& row : RawFile(folder.file())
                               .run("SELECT event || payload || request_ref "
                                    "FROM audit_record")) {
        BOOST_TEST(row[0].find("dan-hears") == std::string::npos);
        BOOST_TEST(row[0].find("r-of-ana") == std::string::npos);
        BOOST_TEST(row[0].find("peer-supporter") != std::string::npos);
    }
}

// One thousand ways to touch the log from outside, each on a file of its own state.
BOOST_AUTO_TEST_CASE(a_thousand_edits_deletions_insertions_swaps_and_rollbacks_are_all_found) {
    for (int i = 0; i < 10; ++i) {
        record(24);
        checkpoint();
    }
    const auto outside = checkpoints_outside();
    const auto size = check(outside).size;
    BOOST_REQUIRE(check(outside).sound());

    std::mt19937 random(4);
    std::map<std::string, int> found;
    RawFile raw(folder.file());
    keep(raw);
    for (int i = 0; i < 1000; ++i) {
        const auto one = std::to_string(random() % size);
        const auto other = std::to_string((std::stoull(one) + 1 + random() % (size - 1)) % size);
        const std::vector<std::pair<std::string, std::vector<std::string>>> ways{
            {"content edited",
             {"UPDATE audit_record SET payload = payload || ' ' WHERE number = " + one}},
            {"event edited",
             {"UPDATE audit_record SET event = event || 'x' WHERE number = " + one}},
            {"salt edited", {"UPDATE audit_record SET salt = '00' || salt WHERE number = " + one}},
            {"commitment edited",
             {"UPDATE audit_record SET commitment = replace(commitment, substr(commitment, 1, 1), "
              "'g') WHERE number = " +
              one}},
            {"deleted", {"DELETE FROM audit_record WHERE number = " + one}},
            {"inserted",
             {"INSERT INTO audit_record SELECT tenant_id, " + std::to_string(size) +
              ", event, commitment, request_ref, salt, payload FROM audit_record WHERE number = " +
              one}},
            {"swapped",
             {"UPDATE audit_record SET number = -1 WHERE number = " + one,
              "UPDATE audit_record SET number = " + one + " WHERE number = " + other,
              "UPDATE audit_record SET number = " + other + " WHERE number = -1"}},
            {"rolled back",
             {"DELETE FROM audit_record WHERE number >= " + one,
              "DELETE FROM audit_checkpoint WHERE size > " + one}},
        };
        const auto& [name, statements] = ways[static_cast<std::size_t>(i) % ways.size()];
        for (const auto& sql : statements)
            raw.run(sql);
        const bool seen = !check(outside).sound();
        BOOST_TEST(seen, name << " at " << one);
        found[name] += seen ? 1 : 0;
        restore(raw);
    }
    int all = 0;
    for (const auto& [name, count] : found)
        all += count;
    BOOST_TEST(all == 1000);
    BOOST_TEST(found.size() == 8U);
    BOOST_TEST(check(outside).sound());  // What was put back is what was found sound before.
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace kith::store_test
