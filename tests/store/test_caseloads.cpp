// Whose load changed since: what a reader who keeps loads in memory has to read again.
#include "store/caseloads.h"
#include "store/directory_tables.h"
#include "store/store_world.h"
#include "store/transaction.h"

namespace kith::store_test {
namespace {

using model::AssignmentState;
using store::Transaction;

struct Loads {
    Folder folder;
    std::shared_ptr<store::Database> database = made(folder);
    int requests = 0;

    Loads() {
        const std::vector<model::Person> people{model::Person{}};
        value(database->write(
            [&](Transaction& tx) { return store::replace_people(tx, people, Day{20'000}, 12); }));
    }

    store::Assignment propose(const std::string& supporter) {
        const auto request = ask(*database, "request-" + std::to_string(++requests));
        return value(database->write([&](Transaction& tx) {
            return store::propose(tx, request, EmployeeId{supporter}, 5000, hour, hour + 24);
        }));
    }
    std::int64_t version() {
        return read(*database, [](Transaction& tx) { return store::directory_version(tx); }).loads;
    }
    std::optional<std::vector<store::SupporterRef>> changed_since(std::int64_t version) {
        return read(*database, [&](Transaction& tx) { return store::loads_changed(tx, version); });
    }
    bool tells(std::int64_t since, const std::string& supporter) {
        const auto changed = changed_since(since);
        BOOST_REQUIRE(changed);
        return std::find(changed->begin(), changed->end(), ref(supporter)) != changed->end();
    }
    store::SupporterRef ref(const std::string& supporter) {
        return store::supporter_ref(*database, EmployeeId{supporter});
    }
};

BOOST_FIXTURE_TEST_SUITE(caseloads, Loads)

BOOST_AUTO_TEST_CASE(every_way_in_which_a_load_changes_tells_whose_it_was) {
    auto before = version();
    const auto first = propose("dan");
    BOOST_TEST(version() > before);
    BOOST_TEST(tells(before, "dan"));

    before = version();
    value(database->write(
        [&](Transaction& tx) { return store::move(tx, first, AssignmentState::accepted, hour); }));
    BOOST_TEST(version() == before);
    value(database->write(
        [&](Transaction& tx) { return store::move(tx, first, AssignmentState::closed, hour); }));
    BOOST_TEST(version() > before);

    before = version();
    value(database->write(
        [&](Transaction& tx) { return store::set_cool_down(tx, ref("eve"), Day{20'010}); }));
    BOOST_TEST(tells(before, "eve"));
}

BOOST_AUTO_TEST_CASE(what_is_rolled_back_tells_nothing) {
    const auto before = version();
    const auto request = ask(*database, "request-x");
    fails(database->write([&](Transaction& tx) -> Result<void> {
        const auto done = store::propose(tx, request, EmployeeId{"dan"}, 1, hour, hour + 24);
        BOOST_TEST(tx.changed());
        if (!done) return done.error();
        return Error{ErrorCode::conflict, "not after all", {}, {}};
    }),
          ErrorCode::conflict);

    BOOST_TEST(version() == before);
}

BOOST_AUTO_TEST_CASE(who_has_not_looked_for_long_is_told_to_read_all) {
    const auto before = version();
    propose("dan");
    const auto then = version();
    BOOST_REQUIRE(changed_since(then));
    value(database->write([&](Transaction& tx) -> Result<void> {
        for (int i = 0; i < 1001; ++i) {
            const auto done = store::set_cool_down(tx, ref("eve"), Day{20'000 + i});
            if (!done) return done;
        }
        return {};
    }));

    BOOST_TEST(!changed_since(before));
    BOOST_TEST(!changed_since(then));
    BOOST_TEST(!changed_since(version() + 5));  // Of another database.
    BOOST_TEST(changed_since(version()).has_value());
    BOOST_TEST(tells(version() - 900, "eve"));
}

BOOST_AUTO_TEST_CASE(a_supporter_who_is_forgotten_leaves_her_change_without_her_name) {
    const auto before = version();
    const auto assignment = propose("dan");
    value(database->write([&](Transaction& tx) {
        return store::move(tx, assignment, AssignmentState::closed, hour);
    }));
    const auto after = version();

    value(database->write(
        [&](Transaction& tx) { return store::forget_supporter(tx, EmployeeId{"dan"}, hour); }));

    BOOST_TEST(!tells(before, "dan"));
    BOOST_TEST(version() == after);  // Never given twice.
    propose("eve");
    BOOST_TEST(version() > after);
}

BOOST_AUTO_TEST_CASE(one_supporters_load_is_read_alone) {
    propose("dan");
    propose("dan");
    propose("eve");
    const auto of = [&](const std::string& supporter) {
        return read(*database, [&](Transaction& tx) {
            return store::load_of(tx, ref(supporter), Day{static_cast<std::int32_t>(hour / 24)});
        });
    };

    BOOST_TEST(of("dan").open == 2);
    BOOST_TEST(of("dan").new_this_year == 2);
    BOOST_TEST(of("eve").open == 1);
    BOOST_TEST(of("nobody").open == 0);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace kith::store_test
