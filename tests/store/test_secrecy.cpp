// What the file gives away: nothing of who and what.
#include <sys/stat.h>

#include <functional>

#include "kit/root_lock.h"
#include "store/idempotency.h"
#include "store/outbox.h"
#include "store/raw_file.h"
#include "store/store_world.h"
#include "store/tenant_keys.h"
#include "store/vault.h"

namespace kith::store_test {
namespace {

using model::Kind;
using store::Place;
using store::Transaction;

const store::CallKey call{"canary-subject", "support.request/1", "canary-key", "canary-input"};

store::NewRequest canary_request(const std::string& id) {
    auto request = new_request(id, "canary-requester");
    request.identity.persons_concerned = {EmployeeId{"canary-concerned"}};
    request.identity.excluded = {EmployeeId{"canary-excluded"}};
    request.identity.wished = EmployeeId{"canary-wished"};
    request.content = {"canary-topic", "canary-language", "canary-channel", "canary-alias",
                       "canary-text"};
    return request;
}

struct Fixture {
    Folder folder;
    std::shared_ptr<store::Database> database = made(folder);

    void keep_one_of_each(const std::string& id, std::uint8_t seed) {
        value(database->write([&](Transaction& tx) -> Result<void> {
            value(store::insert_request(tx, canary_request(id), code_bits(seed)));
            const auto assignment =
                value(store::propose(tx, RequestId{id}, EmployeeId{"canary-supporter"}, 9, 1, 2));
            for (const auto* const text : {"canary-message", "canary-reply"})
                value(store::add_message(
                    tx, RequestId{id}, {{}, 0, assignment.id, model::Author::requester, 1, text}));
            value(store::add_notice(tx, EmployeeId{"canary-audience"}, seed));
            auto mine = call;
            mine.key += id;
            return store::keep_answer(tx, mine, "canary-answer", 1);
        }));
    }
};

BOOST_FIXTURE_TEST_SUITE(secrecy, Fixture)

BOOST_AUTO_TEST_CASE(no_byte_of_what_was_said_or_by_whom_is_in_the_files) {
    value(database->write([](Transaction& tx) {
        return store::replace_people(tx, {person("visible-canary")}, Day{1}, 12);
    }));
    keep_one_of_each("request-1", 0x41);
    const std::string code(16, 'A');

    const auto while_open = folder.bytes();
    database.reset();
    const auto when_closed = folder.bytes();

    for (const auto& bytes : {while_open, when_closed}) {
        // The directory is in clear, so a search that finds nothing there would prove nothing.
        BOOST_TEST(bytes.find("visible-canary") != std::string::npos);
        BOOST_TEST(bytes.find("request-1") != std::string::npos);
        for (const auto* const part :
             {"canary-re", "canary-co", "canary-ex", "canary-wi", "canary-to", "canary-la",
              "canary-ch", "canary-al", "canary-te", "canary-me", "canary-su", "canary-au",
              "canary-an", "canary-ke", "canary-in", "ABCDEFGHIJKLMNOP",
              "4142434445464748494a4b4c4d4e4f50"})
            BOOST_TEST(bytes.find(part) == std::string::npos, part);
    }
}

BOOST_AUTO_TEST_CASE(files_are_readable_to_their_owner_only) {
    keep_one_of_each("request-1", 1);
    int files = 0;
    for (const auto& entry : std::filesystem::directory_iterator(folder.path())) {
        struct stat status {};
        BOOST_REQUIRE(stat(entry.path().c_str(), &status) == 0);
        BOOST_TEST((status.st_mode & 0777) == 0600U, entry.path());
        ++files;
    }
    BOOST_TEST(files == 5);  // The keyring and the ballast, too.

    database.reset();
    chmod(folder.file().c_str(), 0644);
    value(store::Database::prepare(folder.file()));
    struct stat status {};
    stat(folder.file().c_str(), &status);
    BOOST_TEST((status.st_mode & 0777) == 0600U);
}

// A sealed value: where it stands, and what Kith does to open it.
struct Cell {
    std::string table;
    std::string column;
    std::string row;
    std::function<bool()> opens;
};

std::string sealed(RawFile& file, const Cell& cell) {
    return file.one("SELECT " + cell.column + " FROM " + cell.table + " WHERE " + cell.row);
}

void put(RawFile& file, const Cell& cell, const std::string& bytes) {
    file.run("UPDATE " + cell.table + " SET " + cell.column + " = ?1 WHERE " + cell.row, {bytes});
}

std::vector<Cell> cells_of(store::Database& database, const std::string& id) {
    const RequestId request{id};
    const auto content = [&database, request] {
        return static_cast<bool>(database.read([&](Transaction& tx) {
            return store::content(tx, pass(Kind::request_content, request));
        }));
    };
    const auto identity = [&database, request] {
        return static_cast<bool>(database.read([&](Transaction& tx) {
            return store::identity(tx, pass(Kind::request_identity, request));
        }));
    };
    const auto messages = [&database, request] {
        return static_cast<bool>(database.read([&](Transaction& tx) {
            return store::messages(tx, pass(Kind::conversation, request), {}, 0);
        }));
    };
    const auto answer = [&database, id] {
        return static_cast<bool>(database.read([&](Transaction& tx) {
            auto mine = call;
            mine.key += id;
            return store::kept_answer(tx, mine);
        }));
    };
    const auto row = "id = '" + id + "'";
    const auto of_request = "request_id = '" + id + "' AND ";
    return {{"support_request", "content", row, content},
            {"support_request", "identity", row, identity},
            {"request_key", "wrapped", of_request + "key_class = 0", content},
            {"request_key", "wrapped", of_request + "key_class = 1", identity},
            {"message", "body", of_request + "number = 1", messages},
            {"message", "body", of_request + "number = 2", messages},
            {"kept_answer", "answer", "", answer}};
}

BOOST_AUTO_TEST_CASE(sealed_value_moved_anywhere_else_does_not_open) {
    RawFile file(folder.file());
    std::vector<Cell> cells;
    std::string earlier_calls = "call_ref NOT IN (''";
    for (const auto* const id : {"request-1", "request-2"}) {
        keep_one_of_each(id, static_cast<std::uint8_t>(cells.size() + 1));
        auto more = cells_of(*database, id);
        const auto ref = file.one("SELECT call_ref FROM kept_answer WHERE " + earlier_calls + ")");
        earlier_calls += ", '" + ref + "'";
        more.back().row = "call_ref = '" + ref + "'";
        cells.insert(cells.end(), more.begin(), more.end());
    }
    // The notice that comes first.
    cells.push_back({"notice", "audience", "hour = 1", [&] {
                         return static_cast<bool>(database->read(
                             [](Transaction& tx) { return store::next_notice(tx); }));
                     }});
    for (const auto& cell : cells)
        BOOST_REQUIRE_MESSAGE(cell.opens(), cell.table << "." << cell.column);

    for (const auto& to : cells) {
        const auto right = sealed(file, to);
        for (const auto& from : cells) {
            if (&from == &to) continue;
            put(file, to, sealed(file, from));
            BOOST_TEST(!to.opens(), from.table << "." << from.column << " " << from.row
                                               << " opens as " << to.table << "." << to.column);
        }
        put(file, to, right);
        BOOST_TEST(to.opens());
    }
}

BOOST_AUTO_TEST_CASE(message_under_another_author_assignment_or_number_does_not_open) {
    keep_one_of_each("request-1", 1);
    RawFile file(folder.file());
    const auto heard = [&] {
        return database->read([&](Transaction& tx) {
            return store::messages(tx, pass(Kind::conversation, RequestId{"request-1"}), {}, 0);
        });
    };
    BOOST_REQUIRE(heard());

    for (const auto* const change : {"author = 1", "number = 7", "assignment_id = 'other'"}) {
        file.run("PRAGMA foreign_keys = OFF");
        file.run("BEGIN");
        file.run("CREATE TEMP TABLE kept AS SELECT * FROM message WHERE number = 2");
        file.run("UPDATE message SET "s + change + " WHERE number = 2");
        file.run("COMMIT");
        fails(heard(), ErrorCode::store_corrupt);
        file.run("DELETE FROM message WHERE id IN (SELECT id FROM kept)");
        file.run("INSERT INTO message SELECT * FROM kept");
        file.run("DROP TABLE kept");
        BOOST_REQUIRE(heard());
    }
}

// Of the epochs from `first` to `last`.
store::Vault vault_of(const std::string& tenant, std::uint8_t seed = 1, int first = 1,
                      int last = 1) {
    std::vector<store::EpochSecret> secrets;
    for (int number = first; number <= last; ++number)
        secrets.push_back({number, kit::root(static_cast<std::uint8_t>(seed + 10 * number))});
    return value(store::Vault::from_epochs(TenantId{tenant}, secrets));
}

BOOST_AUTO_TEST_CASE(every_byte_of_a_sealed_value_counts) {
    const auto vault = vault_of("northwind");
    const Place place{"table", "column", "row"};
    const auto envelope = value(vault.seal("a word", place));
    BOOST_TEST(value(vault.open(envelope, place)) == "a word");

    for (std::size_t i = 0; i < envelope.size(); ++i) {
        auto changed = envelope;
        changed[i] ^= 0x20;
        BOOST_TEST(!vault.open(changed, place), "byte " << i);
    }
    for (const std::size_t size : {0U, 7U, 40U, 60U})
        BOOST_TEST(!vault.open(std::span(envelope).first(size), place));
}

BOOST_AUTO_TEST_CASE(sealed_value_opens_for_its_tenant_key_and_place_only) {
    const auto vault = vault_of("northwind");
    const auto envelope = value(vault.seal("a word", {"table", "column", "row"}));
    const auto other_tenant = vault_of("southwind");
    const auto other_root = vault_of("northwind", 2);

    fails(other_tenant.open(envelope, {"table", "column", "row"}), ErrorCode::store_corrupt);
    fails(other_root.open(envelope, {"table", "column", "row"}), ErrorCode::store_corrupt);
    fails(vault.open(envelope, {"tablec", "olumn", "row"}), ErrorCode::store_corrupt);
    fails(vault.open(envelope, {"table", "row", "column"}), ErrorCode::store_corrupt);
    const auto key = value(vault.new_data_key());
    fails(vault.open(key, envelope, {"table", "column", "row"}), ErrorCode::store_corrupt);

    const auto wrapped = value(vault.wrap(store::KeyClass::content, key, "row"));
    BOOST_TEST(crypto::equal(value(vault.unwrap(store::KeyClass::content, wrapped, "row")).bytes(),
                             key.bytes()));
    fails(vault.unwrap(store::KeyClass::identity, wrapped, "row"), ErrorCode::store_corrupt);
    fails(vault.unwrap(store::KeyClass::content, wrapped, "other"), ErrorCode::store_corrupt);
}

BOOST_AUTO_TEST_CASE(size_tells_little) {
    const auto vault = vault_of("northwind");
    const auto size = [&](std::size_t chars) {
        return value(vault.seal(std::string(chars, 'x'), {"t", "c", "r"})).size();
    };

    BOOST_TEST(size(0) == size(508));
    BOOST_TEST(size(509) - size(0) == 512U);
    BOOST_TEST(size(509) == size(1'020));
    BOOST_TEST(size(1'021) - size(0) == 1'536U);
    BOOST_TEST(size(40'000) - size(0) == 65'536U - 512U);
}

BOOST_AUTO_TEST_CASE(pseudonyms_differ_by_role_tenant_key_and_epoch) {
    const EmployeeId ana{"ana"};
    const auto mine = vault_of("northwind").person("requester", ana);
    BOOST_TEST(mine.current.size() == 64U);
    BOOST_TEST(mine.current == mine.previous);
    BOOST_TEST(mine.current == vault_of("northwind").person("requester", ana).current);
    BOOST_TEST(mine.current != vault_of("northwind").person("concerned", ana).current);
    BOOST_TEST(mine.current !=
               vault_of("northwind").person("requester", EmployeeId{"anb"}).current);
    BOOST_TEST(mine.current != vault_of("southwind").person("requester", ana).current);
    BOOST_TEST(mine.current != vault_of("northwind", 2).person("requester", ana).current);

    const auto during = vault_of("northwind", 1, 1, 2).person("requester", ana);
    BOOST_TEST(during.previous == mine.current);
    BOOST_TEST(during.current == vault_of("northwind", 1, 2, 2).person("requester", ana).current);
    BOOST_TEST(during.current != during.previous);
}

BOOST_AUTO_TEST_CASE(names_that_last_differ_by_role_tenant_and_key) {
    const auto keys_of = [](const std::string& tenant, std::uint8_t seed) {
        return value(store::TenantKeys::from(TenantId{tenant}, kit::root(seed)));
    };
    const auto keys = keys_of("northwind", 1);
    const auto mine = keys.pseudonym("peer-supporter", "dan");
    BOOST_TEST(mine == keys_of("northwind", 1).pseudonym("peer-supporter", "dan"));
    BOOST_TEST(mine != keys.pseudonym("approver", "dan"));
    BOOST_TEST(mine != keys.pseudonym("peer-supporter", "dam"));
    BOOST_TEST(mine != keys_of("southwind", 1).pseudonym("peer-supporter", "dan"));
    BOOST_TEST(mine != keys_of("northwind", 2).pseudonym("peer-supporter", "dan"));
    BOOST_TEST((keys.tie_key() != keys_of("southwind", 1).tie_key()));
    BOOST_TEST(keys.key_check() != keys_of("northwind", 2).key_check());
}

BOOST_AUTO_TEST_CASE(during_a_turn_two_epochs_open_and_the_newer_seals) {
    const auto before = vault_of("northwind");
    const auto during = vault_of("northwind", 1, 1, 2);
    const auto after = vault_of("northwind", 1, 2, 2);
    const auto key = value(before.new_data_key());
    const auto old = value(before.wrap(store::KeyClass::content, key, "row"));
    const auto unwrapped = value(during.unwrap(store::KeyClass::content, old, "row"));
    BOOST_TEST(crypto::equal(unwrapped.bytes(), key.bytes()));
    fails(after.unwrap(store::KeyClass::content, old, "row"), ErrorCode::store_corrupt);

    const auto anew = value(during.wrap(store::KeyClass::content, key, "row"));
    value(after.unwrap(store::KeyClass::content, anew, "row"));
    fails(before.unwrap(store::KeyClass::content, anew, "row"), ErrorCode::store_corrupt);
    BOOST_TEST(during.epoch() == 2);
}

BOOST_AUTO_TEST_CASE(two_tenants_in_one_file_do_not_see_each_other) {
    const auto other = opened(folder.file(), "southwind", 2);
    keep_one_of_each("request-1", 1);
    value(database->write(
        [](Transaction& tx) { return store::replace_people(tx, {person("ana")}, Day{1}, 12); }));
    value(database->write(
        [](Transaction& tx) { return store::put_supporter(tx, supporter("dan")); }));

    value(other->read([](Transaction& tx) -> Result<void> {
        BOOST_TEST(value(store::people(tx)).empty());
        BOOST_TEST(value(store::supporters(tx)).empty());
        BOOST_TEST(!value(store::find_request(tx, RequestId{"request-1"})).has_value());
        BOOST_TEST(value(store::requests_in(tx, model::RequestState::waiting)).empty());
        BOOST_TEST(value(store::state_counts(tx)).waiting == 0);
        BOOST_TEST(value(store::open_assignments(tx)).empty());
        BOOST_TEST(value(store::loads(tx, Day{1})).empty());
        BOOST_TEST(!value(store::next_notice(tx)).has_value());
        return {};
    }));
    // The same ids may be taken there.
    ask(*other, "request-1");
    BOOST_TEST(read(*database, [](Transaction& tx) { return store::state_counts(tx); }).waiting ==
               1);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace kith::store_test
