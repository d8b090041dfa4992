#include <algorithm>

#include "store/store_world.h"

namespace kith::store_test {
namespace {

using store::Transaction;

struct StoredPeople {
    Folder folder;
    std::shared_ptr<store::Database> database = made(folder);

    store::PeopleChange take_over(const std::vector<model::Person>& people, Day on = today) {
        return write(*database,
                     [&](Transaction& tx) { return store::replace_people(tx, people, on, 12); });
    }
    std::vector<model::Person> people() {
        return read(*database, [](Transaction& tx) { return store::people(tx); });
    }
    std::vector<model::FormerManager> former() {
        return read(*database, [](Transaction& tx) { return store::former_managers(tx); });
    }
    std::vector<model::PeerSupporter> supporters() {
        return read(*database, [](Transaction& tx) { return store::supporters(tx); });
    }
    store::DirectoryVersion version() {
        return read(*database, [](Transaction& tx) { return store::directory_version(tx); });
    }
};

BOOST_FIXTURE_TEST_SUITE(directory_tables, StoredPeople)

BOOST_AUTO_TEST_CASE(people_come_back_as_they_were_taken_over) {
    auto full = person("zoe", "ana");
    full.dotted_manager_ids = {EmployeeId{"mo"}, EmployeeId{"ana"}, EmployeeId{""}};
    full.level = 0;
    full.active = false;
    full.display_name = "Zoë \"Z\" O'Hara\nand a line";
    auto empty = model::Person{};
    empty.id = EmployeeId{"bare"};

    const auto change = take_over({full, empty});

    BOOST_TEST(change.added == 2);
    const auto found = people();
    BOOST_REQUIRE(found.size() == 2);
    BOOST_TEST(found[0].id.text() == "bare");
    BOOST_TEST(!found[0].level.has_value());
    BOOST_TEST(found[0].active);
    BOOST_TEST(found[1].display_name == full.display_name);
    BOOST_TEST(found[1].mail == full.mail);
    BOOST_TEST(found[1].user_name == full.user_name);
    BOOST_TEST(found[1].title == full.title);
    BOOST_TEST(found[1].manager_id.text() == "ana");
    BOOST_CHECK(found[1].dotted_manager_ids == full.dotted_manager_ids);
    BOOST_TEST(found[1].department == full.department);
    BOOST_TEST(found[1].location == full.location);
    BOOST_TEST(found[1].timezone == full.timezone);
    BOOST_TEST(found[1].level.value_or(-1) == 0);
    BOOST_TEST(found[1].preferred_language == full.preferred_language);
    BOOST_TEST(!found[1].active);
}

BOOST_AUTO_TEST_CASE(feed_is_taken_over_as_what_differs) {
    take_over({person("ana"), person("bo", "ana"), person("cy", "ana")});
    const auto first = version();
    auto moved = person("bo", "cy");
    auto renamed = person("ana");
    renamed.display_name = "Ana B.";

    const auto change = take_over({renamed, moved, person("dee")});

    BOOST_TEST(change.added == 1);
    BOOST_TEST(change.changed == 2);
    BOOST_TEST(change.removed == 1);
    BOOST_TEST(change.managers_changed == 1);
    BOOST_TEST(people().size() == 3);
    BOOST_TEST(version().people == first.people + 1);

    const auto nothing = take_over({renamed, moved, person("dee")});
    BOOST_TEST(nothing.added + nothing.changed + nothing.removed == 0);
    BOOST_CHECK(version() == (store::DirectoryVersion{first.people + 1, first.supporters}));
}

BOOST_AUTO_TEST_CASE(manager_who_led_her_is_remembered_for_the_months_that_the_tenant_wants) {
    take_over({person("bo", "ana")});
    take_over({person("bo", "cy")}, today);
    take_over({person("bo", "dee")}, today.plus(100));

    const auto both = former();
    BOOST_REQUIRE(both.size() == 2);
    BOOST_TEST(both[0].employee.text() == "bo");
    BOOST_TEST(both[0].manager.text() == "ana");
    BOOST_CHECK(both[0].until == today);
    BOOST_TEST(both[1].manager.text() == "cy");

    take_over({person("bo", "dee")}, today.plus(365));
    BOOST_TEST(former().size() == 2);
    take_over({person("bo", "dee")}, today.plus(12 * 31 + 1));
    BOOST_REQUIRE(former().size() == 1);
    BOOST_TEST(former()[0].manager.text() == "cy");
}

BOOST_AUTO_TEST_CASE(person_twice_in_a_feed_changes_nothing) {
    take_over({person("ana")});

    fails(database->write([&](Transaction& tx) {
        return store::replace_people(tx, {person("bo"), person("bo")}, today, 12);
    }),
          ErrorCode::conflict);

    BOOST_REQUIRE(people().size() == 1);
    BOOST_TEST(people()[0].id.text() == "ana");
}

BOOST_AUTO_TEST_CASE(large_feed_is_taken_over_whole) {
    std::vector<model::Person> all;
    for (int i = 0; i < 2'500; ++i) {
        all.push_back(person(std::to_string(100'000 + i), std::to_string(100'000 + i / 10)));
        if (i % 3 == 0) all.back().dotted_manager_ids = {EmployeeId{"100001"}};
    }

    BOOST_TEST(take_over(all).added == all.size());

    const auto found = people();
    BOOST_REQUIRE(found.size() == all.size());
    BOOST_TEST(found[2'499].manager_id.text() == "100249");
    BOOST_TEST(found[3].dotted_manager_ids.size() == 1);
    BOOST_TEST(found[4].dotted_manager_ids.empty());
}

BOOST_AUTO_TEST_CASE(supporters_come_back_as_they_were_put) {
    auto full = supporter("dan");
    full.on_leave_until = today;
    full.enrolment = model::Enrolment::applied;
    full.shared = {"two\nlines", "back\\slash", ""};
    auto bare = model::PeerSupporter{};
    bare.id = EmployeeId{"eve"};
    value(database->write([&](Transaction& tx) {
        return store::replace_supporters(tx, {full, bare});
    }));

    const auto found = supporters();

    BOOST_REQUIRE(found.size() == 2);
    BOOST_CHECK(found[0].enrolment == model::Enrolment::applied);
    BOOST_TEST(found[0].languages == full.languages);
    BOOST_TEST(found[0].topics == full.topics);
    BOOST_TEST(found[0].capacity == 3);
    BOOST_TEST(found[0].open_cases == 1);
    BOOST_CHECK(found[0].accredited_until == full.accredited_until);
    BOOST_CHECK(found[0].on_leave_until == today);
    BOOST_CHECK(found[0].declared_conflicts == full.declared_conflicts);
    BOOST_TEST(found[0].about == full.about);
    BOOST_TEST(found[0].channels == full.channels);
    BOOST_TEST(found[0].hours == full.hours);
    BOOST_TEST(found[0].shared == full.shared);
    BOOST_TEST(found[0].listed);
    BOOST_TEST(!found[1].listed);
    BOOST_TEST(!found[1].accredited_until.has_value());
    BOOST_TEST(found[1].languages.empty());
}

BOOST_AUTO_TEST_CASE(one_supporter_is_put_without_the_others) {
    value(database->write([&](Transaction& tx) {
        return store::replace_supporters(tx, {supporter("dan"), supporter("eve")});
    }));
    const auto before = version();
    auto changed = supporter("dan");
    changed.capacity = 7;
    value(database->write([&](Transaction& tx) { return store::put_supporter(tx, changed); }));
    value(database->write(
        [&](Transaction& tx) { return store::put_supporter(tx, supporter("fay")); }));

    const auto found = supporters();
    BOOST_REQUIRE(found.size() == 3);
    BOOST_TEST(found[0].capacity == 7);
    BOOST_TEST(found[1].capacity == 3);
    BOOST_TEST(version().supporters == before.supporters + 2);
    BOOST_TEST(version().people == before.people);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace kith::store_test
