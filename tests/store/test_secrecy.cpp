// What the file gives away: nothing of who and what.
#include <sys/stat.h>

#include <functional>
#include <set>

#include "kit/root_lock.h"
#include "store/caseloads.h"
#include "store/exceptions.h"
#include "store/holds.h"
#include "store/idempotency.h"
#include "store/outbox.h"
#include "store/raw_file.h"
#include "store/request_keys.h"
#include "store/store_world.h"
#include "store/tenant_keys.h"
#include "store/transaction.h"
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

struct CanaryStore {
    Folder folder;
    std::shared_ptr<store::Database> database = made(folder);

    void keep_one_of_each(const std::string& id, std::uint8_t seed) {
        value(database->write([&](Transaction& tx) -> Result<void> {
            value(store::insert_request(tx, canary_request(id), code_bits(seed)));
            const auto assignment =
                value(store::propose(tx, RequestId{id}, EmployeeId{"canary-supporter"}, 99, 1, 2));
            for (const auto* const text : {"canary-message", "canary-reply"})
                value(store::add_message(
                    tx, RequestId{id}, {{}, 0, assignment.id, model::Author::requester, 1, text}));
            value(store::add_notice(tx, EmployeeId{"canary-audience"}, seed));
            auto mine = call;
            mine.key += id;
            return store::keep_answer(tx, mine, "canary-answer", seed);
        }));
    }
};

BOOST_FIXTURE_TEST_SUITE(secrecy, CanaryStore)

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

// One sealed value of a request: where it stands, what makes it the next to be read, and the
// store's own reading of it.
struct Record {
    std::string column;  // With its table.
    std::string row;
    std::string before;
    std::function<Result<std::string>(Transaction&)> said;
};

template <class T, class Say>
std::function<Result<std::string>(Transaction&)> said(T&& reading, Say&& say) {
    return [=](Transaction& tx) -> Result<std::string> {
        const auto found = reading(tx);
        if (!found) return found.error();
        return std::string(say(*found));
    };
}

// An exception and a hold, each with an approval, on top of one of each.
void keep_approvals(store::Database& database, const RequestId& request) {
    value(database.write([&](Transaction& tx) -> Result<void> {
        const auto exceptional = pass(Kind::disclosure_exception, request);
        const auto exception =
            value(store::ask_exception(tx, exceptional, model::DangerTo::self, 1));
        value(store::approve_exception(tx, exceptional, exception, EmployeeId{"ida"}, 1));
        value(store::begin_exception(tx, exception, 1, 99));
        value(store::defer_exception(tx, exceptional, exception, 99, "because"));
        const auto held = pass(Kind::legal_hold, request);
        const auto hold =
            value(store::ask_hold(tx, held, model::HoldReason::legal_claim, Day{1}, 1));
        return store::agree_to_hold(tx, held, hold, store::HoldStep::place, EmployeeId{"kim"});
    }));
}

std::vector<Record> records_of(store::Database& database, const std::string& id, int number) {
    const RequestId request{id};
    const auto content = said([pass = pass(Kind::request_content, request)](
                                  auto& tx) { return store::content(tx, pass); },
                              [](const auto& found) { return found.text; });
    const auto identity = said([pass = pass(Kind::request_identity, request)](
                                   auto& tx) { return store::identity(tx, pass); },
                               [](const auto& found) { return found.requester.text(); });
    const auto message = said([pass = pass(Kind::conversation, request)](
                                  auto& tx) { return store::messages(tx, pass, {}, 0); },
                              [](const auto& found) { return found.front().text; });
    const auto notice = said([](auto& tx) { return store::next_notice(tx); },
                             [](const auto& found) { return found->audience.text(); });
    auto mine = call;
    mine.key += id;
    const auto answer = said([mine](auto& tx) { return store::kept_answer(tx, mine); },
                             [](const auto& found) { return found.value(); });
    const auto exception =
        read(database, [&](auto& tx) { return store::exceptions(tx, request); }).front();
    const auto approval = said([exception](auto& tx) { return store::approvers(tx, exception); },
                               [](const auto& found) { return found.front().text(); });
    // No use case reads it yet; it is opened as the store sealed it.
    const auto deferral = [exception, request](Transaction& tx) -> Result<std::string> {
        const auto key = store::request_key(tx, request, store::KeyClass::identity);
        if (!key) return key.error();
        std::vector<Poco::Data::BLOB> sealed;
        value(tx.run("SELECT deferral FROM disclosure_exception WHERE tenant_id = $1 AND id = $2",
                     tx.tenant(), store::bind(exception.id.text()), store::into(sealed)));
        return tx.vault().open(*key, store::to_span(sealed.front()),
                               {"disclosure_exception", "deferral", exception.id.text()});
    };
    const auto hold = read(database, [&](auto& tx) { return store::holds(tx, request); }).front();
    const auto agreed =
        said([hold](auto& tx) { return store::agreed(tx, hold, store::HoldStep::place); },
             [](const auto& found) { return found.front().text(); });

    const auto of_request = "request_id = '" + id + "'";
    const auto hour = "hour = " + std::to_string(number);
    return {
        {"support_request.content", "id = '" + id + "'", {}, content},
        {"support_request.identity", "id = '" + id + "'", {}, identity},
        {"request_key.wrapped", of_request + " AND key_class = 0", {}, content},
        {"request_key.wrapped", of_request + " AND key_class = 1", {}, identity},
        {"message.body", of_request + " AND number = 1", {}, message},
        {"notice.audience", "hour = 0", "UPDATE notice SET hour = 0 WHERE " + hour, notice},
        {"kept_answer.answer", hour, {}, answer},
        {"disclosure_exception.deferral", of_request, {}, deferral},
        {"exception_approval.approver",
         "exception_id = '" + exception.id.text() + "'",
         {},
         approval},
        {"hold_approval.approver", "hold_id = '" + hold.id.text() + "'", {}, agreed},
    };
}

// Changes each byte of it where it lies, and gives how many there were.
std::size_t flip_every_byte(Transaction& tx, const Record& record) {
    const auto dot = record.column.find('.');
    const auto table = record.column.substr(0, dot);
    const auto column = record.column.substr(dot + 1);
    if (!record.before.empty()) value(tx.run(record.before));
    std::vector<Poco::Data::BLOB> sealed;
    value(tx.run("SELECT " + column + " FROM " + table + " WHERE " + record.row,
                 store::into(sealed)));
    BOOST_REQUIRE_MESSAGE(sealed.size() == 1, record.column);
    const auto put = [&](const crypto::Bytes& bytes) {
        const auto changed =
            value(tx.run("UPDATE " + table + " SET " + column + " = $1 WHERE " + record.row,
                         store::bind(store::to_blob(bytes))));
        BOOST_REQUIRE(changed == 1);
    };
    const auto whole = store::to_span(sealed.front());
    const auto right = value(record.said(tx));
    BOOST_REQUIRE(!right.empty());
    for (std::size_t i = 0; i < whole.size(); ++i) {
        crypto::Bytes bytes(whole.begin(), whole.end());
        bytes[i] ^= 1;
        put(bytes);
        const auto now = record.said(tx);
        BOOST_TEST((!now && now.error().code == ErrorCode::store_corrupt),
                   record.column << " byte " << i << (now ? " reads " + *now : ""));
    }
    put(crypto::Bytes(whole.begin(), whole.end()));
    BOOST_TEST(value(record.said(tx)) == right);
    return whole.size();
}

// Rule: what somebody changed past Kith is refused, whichever byte of whichever kind it is.
BOOST_AUTO_TEST_CASE(each_byte_of_100_records_counts_where_it_lies) {
    std::set<std::string> kinds;
    int records = 0;
    std::size_t bytes = 0;
    for (int number = 1; number <= 10; ++number) {
        const auto id = "request-" + std::to_string(number);
        keep_one_of_each(id, static_cast<std::uint8_t>(number));
        keep_approvals(*database, RequestId{id});
        for (const auto& record : records_of(*database, id, number)) {
            const auto undone = database->write([&](Transaction& tx) -> Result<void> {
                bytes += flip_every_byte(tx, record);
                return Error{ErrorCode::conflict, "not to be kept", {}, {}};
            });
            fails(undone, ErrorCode::conflict);
            kinds.insert(record.column);
            ++records;
        }
    }

    BOOST_TEST(records == 100);
    BOOST_TEST(bytes > 40'000U);
    std::set<std::string> sealed_columns;
    for (const auto& row : RawFile(folder.file())
                               .run("SELECT t.name || '.' || c.name FROM sqlite_master t, "
                                    "pragma_table_info(t.name) c WHERE c.type = 'BLOB'"))
        sealed_columns.insert(row[0]);
    BOOST_TEST(kinds == sealed_columns, boost::test_tools::per_element());
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

crypto::Bytes bytes_of(std::string_view hex) {
    crypto::Bytes bytes;
    for (std::size_t i = 0; i + 1 < hex.size(); i += 2)
        bytes.push_back(
            static_cast<std::uint8_t>(std::stoi(std::string(hex.substr(i, 2)), {}, 16)));
    return bytes;
}

// The form on disk: how keys are derived, what is authenticated, how people are named. A change of
// any of it would make every database and every backup that there is unreadable.
BOOST_AUTO_TEST_CASE(what_was_sealed_by_the_first_version_opens_for_ever) {
    const auto vault = vault_of("northwind");
    const auto content = bytes_of(
        "4b544801010000013acf55aeee1d1f41a430f050cb2751d99e0996145173ee1d8872378cae505cf9528e3b55f6"
        "40c4b1fd3429159c5bf65f405d9075f7346033247014bce46890fea8219900853478e0215aa6a358df54e0fc48"
        "f19a9c3bc59c2f6f6187");
    const auto identity = bytes_of(
        "4b54480101000001b5e447934f05154076e9facb51a8a6043770028401eda43d10a7a32c7f9b38a3f0989f5e91"
        "7b8f0a3ff3d2a37e193f3dd6800f53a387c2afbba5b6bdd469c7323b85d667ab88c1dc6a64111204e0cd719b41"
        "6599300880aca856d35f");
    const auto key = kit::root(5);
    const auto opened = value(vault.unwrap(store::KeyClass::content, content, "request-1"));
    BOOST_TEST(crypto::equal(opened.bytes(), key.bytes()));
    const auto other = value(vault.unwrap(store::KeyClass::identity, identity, "request-1"));
    BOOST_TEST(crypto::equal(other.bytes(), key.bytes()));

    BOOST_TEST(vault.person("requester", EmployeeId{"ana"}).current ==
               "53a6817bb48b241c8eb3d3974bc1be53dc83468650227d7328fb64d1b2605a2d");
    const auto keys = value(store::TenantKeys::from(TenantId{"northwind"}, kit::root()));
    BOOST_TEST(keys.pseudonym("peer-supporter", "dan") ==
               "a79ca7c0dc89175a8a82ef6828e1b32ca9d3830d56d2194afe17faa06cc7baf9");
    BOOST_TEST(keys.key_check() ==
               "cde9f52f15c98f7e5740a9eb13fa07fe3a52032ba8b4581e13269fe9db826fa3");
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
    const auto longer = value(vault.wrap(store::KeyClass::content, Secret(33), "row"));
    fails(vault.unwrap(store::KeyClass::content, longer, "row"), ErrorCode::store_corrupt);
}

// What locks the keys of requests opens nothing else, even where its text would look like one.
BOOST_AUTO_TEST_CASE(a_wrapped_key_is_no_value_under_the_epochs_own_key) {
    const auto vault = vault_of("northwind");
    const auto content = value(vault.wrap(store::KeyClass::content, Secret(32), "row"));
    const auto identity = value(vault.wrap(store::KeyClass::identity, Secret(32), "row"));
    fails(vault.open(content, {"request_key", "content", "row"}), ErrorCode::store_corrupt);
    fails(vault.open(identity, {"request_key", "identity", "row"}), ErrorCode::store_corrupt);
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
    // What she is given of hers is signed with a key for nothing else.
    BOOST_TEST((value(keys.data_key()).key != value(keys.checkpoint_key()).key));
    BOOST_TEST(value(keys.data_key()).name != value(keys.checkpoint_key()).name);
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
