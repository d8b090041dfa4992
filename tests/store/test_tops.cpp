// Who could be the top of the house, kept up to date: equal to what all people's rows say, at the
// cost of the change alone.
#include <algorithm>
#include <random>
#include <set>

#include "store/directory_tops.h"
#include "store/raw_file.h"
#include "store/statements.h"
#include "store/store_world.h"

namespace kith::store_test {
namespace {

using model::Person;
using store::Transaction;

constexpr int everybody = 1'000'000;

struct House {
    Folder folder;
    std::shared_ptr<store::Database> database = made(folder);

    void take_over(const std::vector<Person>& people) {
        write(*database,
              [&](Transaction& tx) { return store::replace_people(tx, people, today, 12); });
    }
    void change(const std::vector<store::PersonChange>& changes) {
        write(*database,
              [&](Transaction& tx) { return store::change_people(tx, changes, today, 12); });
    }
    store::Tops tops(int unsure_max = everybody) {
        return write(*database, [&](Transaction& tx) { return store::tops(tx, unsure_max); });
    }
    std::vector<Person> people() {
        return read(*database, [](Transaction& tx) { return store::people(tx); });
    }
};

// The rule, written down without an index: no manager, still there, and somebody names her.
std::vector<EmployeeId> by_everybody(const std::vector<Person>& people, bool unsure) {
    std::set<EmployeeId> leaders;
    for (const auto& person : people)
        leaders.insert(person.manager_id);
    std::vector<EmployeeId> found;
    for (const auto& person : people)
        if (person.manager_id.empty() && !person.departed && leaders.contains(person.id) &&
            person.manager_unsure == unsure)
            found.push_back(person.id);
    return found;  // People come by id.
}

std::string one_of(std::mt19937& random, int count) {
    return "p" + std::to_string(10 + random() % static_cast<unsigned>(count));
}

Person drawn(std::mt19937& random, const std::string& id) {
    auto one = person(id, random() % 3 == 0 ? "" : one_of(random, 25));
    one.manager_unsure = random() % 2 == 0;
    one.departed = random() % 5 == 0;
    return one;
}

BOOST_FIXTURE_TEST_SUITE(tops, House)

BOOST_AUTO_TEST_CASE(after_any_changes_they_are_those_that_all_rows_together_say) {
    std::mt19937 random(20'261'130);
    std::size_t seen = 0;
    for (int round = 0; round < 300; ++round) {
        const auto known = people();
        std::set<std::string> ids;
        for (unsigned i = random() % 6; i > 0; --i)
            ids.insert(one_of(random, 25));
        if (round % 40 == 0) {
            std::vector<Person> feed;
            for (int i = 10; i < 30; ++i)
                feed.push_back(drawn(random, "p" + std::to_string(i)));
            take_over(feed);
        } else {
            std::vector<store::PersonChange> changes;
            for (const auto& id : ids) {
                store::PersonChange one;
                for (const auto& person : known)
                    if (person.id.text() == id) one.before = person;
                if (!one.before || random() % 4 != 0) one.after = drawn(random, id);
                changes.push_back(std::move(one));
            }
            change(changes);
        }
        const auto kept = tops();
        const auto all = people();
        BOOST_REQUIRE(kept.sure == by_everybody(all, false));
        BOOST_REQUIRE(kept.unsure == by_everybody(all, true));
        seen += kept.sure.size() + kept.unsure.size();
    }
    BOOST_TEST(seen > 300U);  // Otherwise it was equal because it was empty.
}

BOOST_AUTO_TEST_CASE(a_database_without_them_gets_them_from_the_rows) {
    take_over({person("bo"), person("ana", "bo"), person("dan")});
    RawFile file(folder.file());
    file.run("DELETE FROM dir_top");
    file.run("DELETE FROM dir_top_state");  // As a database of version 5 is.
    BOOST_REQUIRE(tops().sure.size() == 1U);
    BOOST_TEST(tops().sure.front().text() == "bo");

    file.run("DELETE FROM dir_top");
    file.run("DELETE FROM dir_top_state");
    const auto before = people();
    auto dan = before[2];
    BOOST_REQUIRE(dan.id.text() == "dan");
    dan.manager_id = EmployeeId{"ana"};
    change({{before[2], dan, {}}});
    BOOST_TEST(tops().sure.front().text() == "bo");
}

BOOST_AUTO_TEST_CASE(a_top_that_was_hidden_behind_kiths_back_is_missed) {
    auto unsure = [](const std::string& id) {
        auto one = person(id);
        one.manager_unsure = true;
        return one;
    };
    take_over({unsure("bo"), person("ana", "bo"), unsure("far"), person("dan", "far")});
    BOOST_REQUIRE(tops().unsure.size() == 2U);
    RawFile(folder.file()).run("DELETE FROM dir_top WHERE person_id = 'far'");
    fails(database->write([](Transaction& tx) { return store::tops(tx, 2); }),
          ErrorCode::store_corrupt);
}

BOOST_AUTO_TEST_CASE(a_top_that_was_called_unsure_behind_kiths_back_is_missed) {
    take_over({person("bo"), person("ana", "bo"), person("far"), person("dan", "far")});
    BOOST_REQUIRE(tops().sure.size() == 2U);
    RawFile(folder.file()).run("UPDATE dir_top SET unsure = 1 WHERE person_id = 'far'");
    fails(database->write([](Transaction& tx) { return store::tops(tx, 2); }),
          ErrorCode::store_corrupt);
}

// Whether a step of a plan goes through all rows of a tenant or of a source. A LIMIT ends it early.
bool looks_at_all(const std::string& plan, const std::string& sql) {
    if (plan.find("SCAN dir_") != std::string::npos) return true;
    if (sql.find("LIMIT") != std::string::npos) return false;
    return plan.ends_with("(tenant_id=?)") || plan.ends_with("(tenant_id=? AND source=?)");
}

// Those are for everybody, or read what is one row for each tenant or source.
bool is_for_all(const std::string& sql) {
    for (const auto* const one_row : {"dir_state", "dir_top_state", "dir_sync", "dir_source"})
        if (sql.find(one_row) != std::string::npos) return true;
    const bool of_tenant = sql.find("$2") == std::string::npos;
    return of_tenant || sql.ends_with("source = $2") || sql.find("NOT EXISTS") != std::string::npos;
}

BOOST_AUTO_TEST_CASE(what_one_change_asks_for_is_found_by_an_index) {
    RawFile file(folder.file());
    std::size_t looked = 0;
    for (const auto* const source : {"directory_entries.cpp", "directory_tops.cpp",
                                     "directory_views.cpp", "people_rows.cpp"}) {
        for (const auto& sql : statements_of(source)) {
            if (is_for_all(sql)) continue;
            for (const auto& row : file.run("EXPLAIN QUERY PLAN " + sql)) {
                BOOST_TEST(!looks_at_all(row.back(), sql), sql << ": " << row.back());
                ++looked;
            }
        }
    }
    BOOST_TEST(looked > 25U);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace kith::store_test
