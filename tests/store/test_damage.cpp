// Damaged, foreign, newer and tampered files: the old content or a clear error, never a wrong
// answer.
#include <random>

#include "store/raw_file.h"
#include "store/store_world.h"

namespace kith::store_test {
namespace {

using model::Kind;
using store::Database;
using store::Transaction;

std::vector<model::Person> company() {
    std::vector<model::Person> people;
    for (int i = 0; i < 60; ++i) {
        people.push_back(person("p" + std::to_string(100 + i), "p" + std::to_string(100 + i / 5)));
        if (i % 7 == 0) people.back().dotted_manager_ids = {EmployeeId{"p101"}};
    }
    return people;
}

void fill(Database& database) {
    value(database.write([](Transaction& tx) -> Result<void> {
        value(store::replace_people(tx, company(), Day{20'000}, 12));
        auto moved = company();
        moved[7].manager_id = EmployeeId{"p150"};
        value(store::replace_people(tx, moved, Day{20'000}, 12));
        value(store::replace_supporters(tx, {supporter("p110"), supporter("p120")}));
        return {};
    }));
    for (const auto* const id : {"request-1", "request-2", "request-3"}) {
        ask(database, id);
        value(database.write([&](Transaction& tx) -> Result<void> {
            const auto to =
                value(store::propose(tx, RequestId{id}, EmployeeId{"p110"}, 3, hour, hour + 24));
            for (const auto* const text : {"one", "two"})
                value(store::add_message(tx, RequestId{id},
                                         {{}, 0, to.id, model::Author::requester, hour, text}));
            return {};
        }));
    }
}

std::string text_of(const std::vector<model::Person>& people) {
    std::string text;
    for (const auto& person : people) {
        text += person.id.text() + ">" + person.manager_id.text() + ":" + person.display_name;
        for (const auto& dotted : person.dotted_manager_ids)
            text += "+" + dotted.text();
        text += "\n";
    }
    return text;
}

// Everything that must be right or refused; empty where any of it is refused.
struct Seen {
    std::string people;
    std::string former;
    std::string supporters;
    std::string said;
    std::string identities;
};

Seen seen(Database& database) {
    Seen found;
    if (const auto people = database.read([](Transaction& tx) { return store::people(tx); }))
        found.people = text_of(*people);
    if (const auto lines =
            database.read([](Transaction& tx) { return store::former_managers(tx); }))
        for (const auto& line : *lines)
            found.former += line.employee.text() + ">" + line.manager.text() + "\n";
    if (const auto all = database.read([](Transaction& tx) { return store::supporters(tx); }))
        for (const auto& one : *all)
            found.supporters += one.id.text() + one.about + std::to_string(one.capacity) + "\n";
    for (const auto* const id : {"request-1", "request-2", "request-3"}) {
        const RequestId request{id};
        const auto content = database.read([&](Transaction& tx) {
            return store::content(tx, pass(Kind::request_content, request));
        });
        const auto messages = database.read([&](Transaction& tx) {
            return store::messages(tx, pass(Kind::conversation, request), {}, 0);
        });
        const auto identity = database.read([&](Transaction& tx) {
            return store::identity(tx, pass(Kind::request_identity, request));
        });
        found.said += std::string(id) + (content ? content->text : "-");
        if (messages)
            for (const auto& message : *messages)
                found.said += "|" + message.text;
        found.identities += std::string(id) + (identity ? identity->requester.text() : "-");
    }
    return found;
}

bool right_or_refused(const std::string& now, const std::string& before) {
    return now.empty() || now == before;
}

// Said texts may be missing one by one, and none may differ.
bool nothing_invented(const std::string& now, const std::string& before) {
    if (now == before) return true;
    std::string rest = now;
    for (const auto* const part : {"They eat lunch without me.", "request-1", "request-2",
                                   "request-3", "ana", "|one", "|two", "-"})
        for (auto at = rest.find(part); at != std::string::npos; at = rest.find(part))
            rest.erase(at, std::string_view(part).size());
    return rest.empty();
}

struct Damaged {
    Folder folder;
    std::string whole;
    Seen before;

    Damaged() {
        auto database = made(folder);
        fill(*database);
        before = seen(*database);
        database.reset();
        whole = file_bytes(folder.file());
        BOOST_REQUIRE(whole.size() > 100'000);
        BOOST_REQUIRE(!before.people.empty());
        BOOST_REQUIRE(!before.former.empty());
    }

    void put(std::string_view bytes) {
        for (const auto* const beside : {"-wal", "-shm"})
            std::filesystem::remove(folder.file() + beside);
        write_bytes(folder.file(), bytes);
    }
    Result<std::shared_ptr<Database>> open() {
        return Database::open(folder.file(), TenantId{"northwind"}, value(keyring(folder.file())));
    }
};

BOOST_FIXTURE_TEST_SUITE(damage, Damaged)

BOOST_AUTO_TEST_CASE(truncated_file_is_refused_and_stays_as_it_is) {
    const auto n = whole.size();
    for (const std::size_t size :
         {std::size_t{0}, std::size_t{1}, std::size_t{50}, std::size_t{99}, std::size_t{100},
          std::size_t{2'048}, n / 4, n / 2, n - 4'096, n - 1}) {
        put(std::string_view(whole).substr(0, size));

        BOOST_TEST_CONTEXT(size) {
            fails(Database::prepare(folder.file()), ErrorCode::store_corrupt);
            fails(open(), ErrorCode::store_corrupt);
            BOOST_TEST((file_bytes(folder.file()) == whole.substr(0, size)));
        }
    }
}

BOOST_AUTO_TEST_CASE(what_is_no_database_of_kiths_is_refused_and_stays_as_it_is) {
    auto foreign = whole;
    foreign[68] = 'X';
    auto flipped = whole;
    flipped[3] = 'x';
    for (const auto& bytes : {std::string("<manifest/>"), std::string(8'192, '\0'),
                              std::string(8'192, 'x'), foreign, flipped}) {
        put(bytes);

        fails(Database::prepare(folder.file()), ErrorCode::store_corrupt);
        fails(open(), ErrorCode::store_corrupt);

        BOOST_TEST((file_bytes(folder.file()) == bytes));
    }
}

BOOST_AUTO_TEST_CASE(flipped_byte_gives_the_old_content_or_a_clear_error) {
    std::mt19937 random(42);
    int refused = 0;
    int unreadable = 0;
    for (int i = 0; i < 200; ++i) {
        const auto at = random() % whole.size();
        auto bytes = whole;
        bytes[at] = static_cast<char>(bytes[at] ^ (1 << random() % 8));
        put(bytes);

        const auto prepared = Database::prepare(folder.file());
        const auto database = open();
        if (!database) {
            const auto code = database.error().code;
            BOOST_TEST((code == ErrorCode::store_corrupt || code == ErrorCode::key_wrong ||
                        code == ErrorCode::not_applied || code == ErrorCode::unsupported),
                       "byte " << at);
            ++refused;
            continue;
        }
        BOOST_TEST(static_cast<bool>(prepared), "byte " << at);
        const auto now = seen(**database);
        BOOST_TEST(right_or_refused(now.people, before.people), "byte " << at);
        BOOST_TEST(right_or_refused(now.former, before.former), "byte " << at);
        BOOST_TEST(right_or_refused(now.supporters, before.supporters), "byte " << at);
        BOOST_TEST(nothing_invented(now.said, before.said), "byte " << at);
        BOOST_TEST(nothing_invented(now.identities, before.identities), "byte " << at);
        if (now.people != before.people || now.said != before.said) ++unreadable;
        // Writing into it must not crash either.
        static_cast<void>((*database)->write([](Transaction& tx) {
            return store::replace_people(tx, {person("p100")}, Day{20'001}, 12);
        }));
    }
    BOOST_TEST(refused > 0);
    BOOST_TEST(unreadable > 0);
}

BOOST_AUTO_TEST_CASE(changed_manager_link_is_refused_and_never_overwritten_by_a_new_digest) {
    RawFile(folder.file()).run("UPDATE dir_person SET manager_id = 'p159' WHERE id = 'p130'");
    const auto database = value(open());

    fails(database->read([](Transaction& tx) { return store::people(tx); }),
          ErrorCode::store_corrupt);
    fails(database->write([](Transaction& tx) {
        return store::replace_people(tx, company(), Day{20'001}, 12);
    }),
          ErrorCode::store_corrupt);
    BOOST_TEST(!seen(*database).supporters.empty());
}

BOOST_AUTO_TEST_CASE(every_kind_of_change_in_the_directory_is_seen) {
    for (const auto* const change :
         {"DELETE FROM dir_dotted_line WHERE person_id = 'p107'",
          "UPDATE dir_dotted_line SET manager_id = 'p102' WHERE person_id = 'p107'",
          "UPDATE dir_person SET department = 'hr' WHERE id = 'p101'",
          "UPDATE dir_person SET level = 3 WHERE id = 'p101'",
          "UPDATE dir_person SET active = 0 WHERE id = 'p101'",
          "DELETE FROM dir_person WHERE id = 'p155'",
          "UPDATE dir_state SET people_version = people_version + 1", "DELETE FROM dir_state"}) {
        put(whole);
        RawFile(folder.file()).run(change);
        const auto database = value(open());
        BOOST_TEST(seen(*database).people.empty(), change);
    }
    for (const auto* const change :
         {"UPDATE dir_former_manager SET until_day = 1", "DELETE FROM dir_former_manager"}) {
        put(whole);
        RawFile(folder.file()).run(change);
        BOOST_TEST(seen(*value(open())).former.empty(), change);
    }
}

BOOST_AUTO_TEST_CASE(changed_supporter_is_refused_and_not_put_right_by_the_next_change) {
    RawFile(folder.file()).run("UPDATE dir_supporter SET declared_conflicts = ''");
    const auto database = value(open());

    const auto put_one = database->write(
        [](Transaction& tx) { return store::put_supporter(tx, supporter("p130")); });

    fails(put_one, ErrorCode::store_corrupt);
    BOOST_TEST(seen(*database).supporters.empty());
}

BOOST_AUTO_TEST_CASE(wrong_key_is_told_at_opening) {
    fails(keyring(folder.file(), "northwind", 2), ErrorCode::key_wrong);
    const auto other = value(keyring(folder.file() + "-other"));
    fails(Database::open(folder.file(), TenantId{"northwind"}, other), ErrorCode::key_wrong);
    fails(Database::begin(folder.file(), TenantId{"northwind"}, other), ErrorCode::key_wrong);
    BOOST_TEST(static_cast<bool>(open()));
}

BOOST_AUTO_TEST_CASE(unknown_tenant_is_not_applied_until_it_is_begun) {
    const auto ring = value(keyring(folder.file(), "southwind", 3));
    fails(Database::open(folder.file(), TenantId{"southwind"}, ring), ErrorCode::not_applied);
    BOOST_TEST(!value(Database::knows(folder.file(), TenantId{"southwind"})));
    opened(folder.file(), "southwind", 3);
    value(Database::open(folder.file(), TenantId{"southwind"}, ring));
    BOOST_TEST(value(Database::knows(folder.file(), TenantId{"southwind"})));
}

BOOST_AUTO_TEST_CASE(look_without_a_key_sees_the_directory_and_opens_and_changes_nothing) {
    const auto database = value(Database::look(folder.file(), TenantId{"northwind"}));

    BOOST_TEST(!database->has_key());
    const auto now = seen(*database);
    BOOST_TEST(now.people == before.people);
    BOOST_TEST(now.said == "request-1-request-2-request-3-");
    BOOST_CHECK_THROW(static_cast<void>(database->write([](Transaction& tx) {
                          return store::put_supporter(tx, supporter("p130"));
                      })),
                      Fault);
}

BOOST_AUTO_TEST_CASE(file_of_a_newer_version_is_refused_and_one_of_an_older_not_opened) {
    RawFile(folder.file()).run("UPDATE schema_state SET version = version + 1");
    fails(Database::prepare(folder.file()), ErrorCode::unsupported);
    fails(open(), ErrorCode::unsupported);

    RawFile(folder.file()).run("UPDATE schema_state SET version = 0");
    fails(open(), ErrorCode::not_applied);
}

BOOST_AUTO_TEST_CASE(file_of_a_version_without_a_keyring_is_refused_and_left_as_it_is) {
    RawFile(folder.file()).run("UPDATE schema_state SET version = 3");
    const auto content = folder.bytes();
    fails(Database::prepare(folder.file()), ErrorCode::unsupported);
    fails(open(), ErrorCode::not_applied);
    BOOST_TEST((folder.bytes() == content));
}

BOOST_AUTO_TEST_CASE(prepare_twice_changes_nothing) {
    value(Database::prepare(folder.file()));
    value(Database::prepare(folder.file()));

    BOOST_TEST(seen(*value(open())).people == before.people);
}

BOOST_AUTO_TEST_CASE(folder_that_is_not_there_is_a_clear_error) {
    const auto nowhere = folder.file() + ".d/kith.sqlite";
    fails(Database::prepare(nowhere), ErrorCode::store_failed);
    fails(Database::open(nowhere, TenantId{"northwind"}, value(keyring(folder.file()))),
          ErrorCode::not_applied);
    fails(Database::prepare(""), ErrorCode::store_failed);
}

BOOST_AUTO_TEST_CASE(nothing_is_left_beside_a_closed_file) {
    value(open()).reset();
    int files = 0;
    for ([[maybe_unused]] const auto& entry : std::filesystem::directory_iterator(folder.path()))
        ++files;
    BOOST_TEST(files == 3);  // The database, its ballast and the keyring.
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace kith::store_test
