// The data-model rules, read from a fresh file and from this room's own sources.
#include <algorithm>
#include <set>

#include "store/raw_file.h"
#include "store/statements.h"
#include "store/store_world.h"

namespace kith::store_test {
namespace {

struct FreshFile {
    Folder folder;
    std::shared_ptr<store::Database> database = made(folder);
    RawFile file{folder.file()};

    std::vector<std::string> tables() {
        std::vector<std::string> names;
        for (const auto& row : file.run("SELECT name FROM sqlite_master WHERE type = 'table'"))
            names.push_back(row[0]);
        BOOST_REQUIRE(names.size() >= 14);
        return names;
    }
};

// Tables about somebody's request: neither a person nor a word may stand there in clear.
bool is_about_support(const std::string& table) {
    // Who could not sign in is no part of it: no word of a person is in there (test_sign_on.cpp).
    static const std::set<std::string> others = {"schema_state", "tenant_key_check",
                                                 "applied_manifest", "sign_on_refusal",
                                                 "sign_on_metadata"};
    return !table.starts_with("dir_") && !others.contains(table);
}

bool ends_with(const std::string& text, const std::string& end) {
    return text.size() >= end.size() && text.ends_with(end);
}

std::size_t count(const std::string& text, const std::string& part) {
    std::size_t number = 0;
    for (auto at = text.find(part); at != std::string::npos; at = text.find(part, at + 1))
        ++number;
    return number;
}

BOOST_FIXTURE_TEST_SUITE(schema, FreshFile)

BOOST_AUTO_TEST_CASE(every_primary_key_begins_with_the_tenant) {
    for (const auto& table : tables()) {
        const auto first =
            file.run("SELECT name, type FROM pragma_table_info('" + table + "') WHERE pk = 1");
        BOOST_REQUIRE_MESSAGE(first.size() == 1, table);
        BOOST_TEST(first[0][0] == "tenant_id", table);
        BOOST_TEST(first[0][1] == "TEXT", table);
    }
}

BOOST_AUTO_TEST_CASE(every_index_and_every_foreign_key_begins_with_the_tenant) {
    std::size_t indexes = 0;
    std::size_t keys = 0;
    for (const auto& table : tables()) {
        for (const auto& index : file.run("SELECT name FROM pragma_index_list('" + table + "')")) {
            BOOST_TEST(file.one("SELECT name FROM pragma_index_info('" + index[0] +
                                "') WHERE seqno = 0") == "tenant_id",
                       index[0]);
            ++indexes;
        }
        for (const auto& key : file.run("SELECT \"from\", \"to\" FROM pragma_foreign_key_list('" +
                                        table + "') WHERE seq = 0")) {
            BOOST_TEST(key[0] == "tenant_id", table);
            BOOST_TEST(key[1] == "tenant_id", table);
            ++keys;
        }
    }
    BOOST_TEST(indexes > 20);
    BOOST_TEST(keys >= 6);
}

BOOST_AUTO_TEST_CASE(nothing_counts_up_and_nothing_runs_by_itself) {
    BOOST_TEST(
        file.run("SELECT name FROM sqlite_master WHERE type IN ('trigger', 'view')").empty());
    for (const auto& row : file.run("SELECT sql FROM sqlite_master WHERE sql IS NOT NULL"))
        for (const auto* const word : {"AUTOINCREMENT", "SERIAL", "DEFAULT", "rowid", "CURRENT_"})
            BOOST_TEST(row[0].find(word) == std::string::npos, row[0]);
}

BOOST_AUTO_TEST_CASE(columns_are_texts_whole_numbers_and_sealed_bytes) {
    const std::set<std::string> types = {"TEXT", "INTEGER", "SMALLINT", "BIGINT", "BLOB"};
    for (const auto& table : tables()) {
        for (const auto& column :
             file.run("SELECT name, type FROM pragma_table_info('" + table + "')")) {
            BOOST_TEST(types.contains(column[1]), table << "." << column[0]);
            BOOST_TEST(column[0].find("time_") == std::string::npos, table);
            // When Kith itself asked a directory, and when a provider told of somebody.
            if (table == "dir_source" || table == "dir_resource") continue;
            for (const auto* const finer : {"_ms", "_s", "_minute", "_at"})
                BOOST_TEST(!ends_with(column[0], finer), table << "." << column[0]);
        }
    }
}

BOOST_AUTO_TEST_CASE(tables_about_support_hold_ids_of_their_own_pseudonyms_and_sealed_bytes) {
    const std::set<std::string> ids = {"tenant_id",     "id",           "request_id",
                                       "assignment_id", "exception_id", "hold_id"};
    // Fixed words of Kith's own, hashes, and the audit log's payload, which has a test of its own.
    const std::set<std::string> codes = {"refusal.capacity",     "refusal.act",
                                         "refusal.why",          "consent.text_version",
                                         "audit_record.event",   "audit_record.salt",
                                         "audit_record.payload", "audit_record.commitment",
                                         "audit_frontier.edge",  "audit_checkpoint.note"};
    for (const auto& table : tables()) {
        if (!is_about_support(table)) continue;
        for (const auto& column :
             file.run("SELECT name FROM pragma_table_info('" + table + "') WHERE type = 'TEXT'"))
            BOOST_TEST((ids.contains(column[0]) || ends_with(column[0], "_ref") ||
                        codes.contains(table + "." + column[0])),
                       table << "." << column[0]);
    }
}

BOOST_AUTO_TEST_CASE(every_statement_names_the_tenant) {
    for (const auto& sql : statements_of_this_room()) {
        if (sql.find("FROM sqlite_master") != std::string::npos) continue;
        if (sql.find("FROM pragma_") != std::string::npos) continue;
        const bool inserts = sql.starts_with("INSERT") &&
                             sql.find(" (tenant_id, ") != std::string::npos &&
                             sql.find("VALUES ($1") != std::string::npos;
        BOOST_TEST((inserts || sql.find("tenant_id = $1") != std::string::npos), sql);
        BOOST_TEST(count(sql, "JOIN ") <= count(sql, ".tenant_id = r.") +
                                              count(sql, ".tenant_id = p.") +
                                              count(sql, ".tenant_id = l."),
                   sql);
    }
}

BOOST_AUTO_TEST_CASE(what_names_more_than_the_tenant_is_found_by_more_than_the_tenant) {
    // A few rows at the most, or read once in a while by an administrator.
    const auto few = {"FROM legal_hold", "FROM disclosure_exception", "UPDATE load_change",
                      "UPDATE key_state", "SELECT p.id FROM dir_person p"};
    int looked_at = 0;
    for (const auto& sql : statements_of_this_room()) {
        const bool names =
            sql.find(" = $2") != std::string::npos || sql.find("_ref IN ($2") != std::string::npos;
        if (!names ||
            !(sql.starts_with("SELECT") || sql.starts_with("UPDATE ") || sql.starts_with("DELETE")))
            continue;
        if (std::any_of(few.begin(), few.end(),
                        [&](const char* part) { return sql.find(part) != std::string::npos; }))
            continue;
        ++looked_at;
        for (const auto& row : file.run("EXPLAIN QUERY PLAN " + sql))
            for (const auto& step : row)
                BOOST_TEST((!step.ends_with("(tenant_id=?)") && !step.starts_with("SCAN dir_")),
                           sql << ": " << step);
    }
    BOOST_TEST(looked_at > 60);
}

BOOST_AUTO_TEST_CASE(statements_keep_to_what_both_databases_take) {
    for (const auto& sql : statements_of_this_room())
        for (const auto* const word : {"SELECT *", "?", "OR REPLACE", "OR IGNORE", "rowid", "GLOB"})
            BOOST_TEST(sql.find(word) == std::string::npos, sql);
}

BOOST_AUTO_TEST_CASE(connection_works_as_the_design_says) {
    BOOST_TEST(file.one("PRAGMA journal_mode") == "wal");
    const auto source = file_bytes(std::string(KITH_STORE_FOLDER) + "/connection.cpp");
    for (const auto* const setting :
         {"synchronous = FULL", "secure_delete = ON", "foreign_keys = ON", "mmap_size = 0",
          "temp_store = MEMORY", "trusted_schema = OFF", "journal_mode = WAL"})
        BOOST_TEST(source.find(setting) != std::string::npos, setting);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace kith::store_test
