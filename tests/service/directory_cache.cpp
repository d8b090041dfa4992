// The directory that is kept in memory: what another process did is seen, what was rolled back is
// not, and a new day lists whom it lists.
#include <boost/test/unit_test.hpp>

#include "kit/root_lock.h"
#include "kit/world.h"
#include "store/caseloads.h"
#include "store/transaction.h"

using kith::Day;
using kith::EmployeeId;
using kith::kit::World;

namespace {

struct Kept : World {
    Kept() {
        for (const char* name : {"top", "bo", "far"})
            employee(name, name == std::string("top") ? "" : "top", name);
        for (const char* name : {"ana", "dirk"})
            employee(name, "bo");
        employee("dan", "far", "care");
        supporter("dan");
        supporters.back().capacity = 1;
        store_directory();
        BOOST_REQUIRE(has_time(rooms));  // Kept in memory from here on.
    }

    static std::string search(kith::service::Rooms& in) {
        const auto caller = kith::gateway::session(
            in, R"({"capacity": "employee", "purpose": "peer-support", "subject": "ana"})");
        BOOST_REQUIRE(caller);
        const auto found = kith::gateway::call(in, *caller, "directory.search/1", "{}");
        BOOST_REQUIRE(found);
        return *found;
    }
    static bool has_time(kith::service::Rooms& in) {
        const auto found = search(in);
        BOOST_REQUIRE(found.find(R"("id":"dan")") != std::string::npos);
        return found.find(R"("hasTime":true)") != std::string::npos;
    }
    std::string ask(const std::string& who) {
        const auto answer =
            call(session("requester", who), "support.request/1", keyed(R"("text": "x")"));
        return field(answer, "request");
    }
    kith::Result<kith::store::Assignment> propose_dan(kith::store::Transaction& tx,
                                                      const std::string& request) {
        const kith::RequestId id{request};
        const auto open = kith::store::open_assignment(tx, id);
        if (open && *open) {
            const auto ended =
                kith::store::move(tx, **open, kith::model::AssignmentState::closed, 1);
            if (!ended) return ended.error();
        }
        return kith::store::propose(tx, id, EmployeeId{"dan"}, 1, clock->hour(), clock->hour());
    }
    bool is_full(kith::store::Transaction& tx) {
        const auto view = rooms.directory.view(rooms, tx);
        BOOST_REQUIRE(view);
        return view->matcher->full().has(view->matcher->roster().place(EmployeeId{"dan"}).value());
    }
};

// The same database, opened a second time.
struct Beside {
    kith::service::Rooms rooms;

    explicit Beside(const World& world) {
        rooms.settings = world.rooms.settings;
        rooms.clock = world.clock;
        rooms.log = world.rooms.log;
        rooms.policy = world.rooms.policy;
        auto ring = kith::kit::keyring(rooms.settings.store.keyring, rooms.settings.tenant,
                                       world.clock->today());
        BOOST_REQUIRE(ring);
        auto database = kith::store::Database::open(rooms.settings.store.path,
                                                    rooms.settings.tenant, std::move(*ring));
        BOOST_REQUIRE(database);
        rooms.database = *database;
    }
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(directory_cache, Kept)

BOOST_AUTO_TEST_CASE(what_another_process_assigned_counts_here_at_once) {
    Beside other(*this);
    BOOST_REQUIRE(Kept::has_time(other.rooms));

    const auto request = ask("ana");
    BOOST_REQUIRE(!request.empty());
    BOOST_TEST(!Kept::has_time(rooms));
    BOOST_TEST(!Kept::has_time(other.rooms));

    call(session("requester", "ana"), "support.close/1", keyed(R"("request": ")" + request + '"'));
    BOOST_TEST(Kept::has_time(rooms));
    BOOST_TEST(Kept::has_time(other.rooms));
}

BOOST_AUTO_TEST_CASE(whoever_is_full_by_anothers_doing_is_not_asked) {
    Beside other(*this);
    BOOST_REQUIRE(Kept::has_time(other.rooms));
    BOOST_REQUIRE(!ask("ana").empty());

    const auto caller = kith::gateway::session(
        other.rooms, R"({"capacity": "requester", "purpose": "peer-support", "subject": "dirk"})");
    BOOST_REQUIRE(caller);
    const auto answer = kith::gateway::call(other.rooms, *caller, "support.request/1",
                                            keyed(R"("text": "x", "ifNobody": "wait")"));

    BOOST_REQUIRE(answer);
    BOOST_TEST(field(*answer, "state") == "waiting");
}

BOOST_AUTO_TEST_CASE(what_was_rolled_back_is_seen_within_and_forgotten_after) {
    const auto request = ask("ana");
    call(session("requester", "ana"), "support.close/1", keyed(R"("request": ")" + request + '"'));
    BOOST_REQUIRE(Kept::has_time(rooms));

    const auto done =
        rooms.database->write([&](kith::store::Transaction& tx) -> kith::Result<void> {
            const auto proposed = propose_dan(tx, request);
            BOOST_REQUIRE(proposed);
            BOOST_TEST(is_full(tx));
            BOOST_TEST(is_full(tx));
            return kith::Error{kith::ErrorCode::conflict, "not after all", {}, {}};
        });

    BOOST_REQUIRE(!done);
    BOOST_TEST(Kept::has_time(rooms));
    // The number of the change that never was is given to another one: it is not taken for known.
    BOOST_REQUIRE(!ask("dirk").empty());
    BOOST_TEST(!Kept::has_time(rooms));
}

BOOST_AUTO_TEST_CASE(more_changes_than_are_kept_are_caught_up_with) {
    Beside other(*this);
    BOOST_REQUIRE(Kept::has_time(other.rooms));
    BOOST_REQUIRE(!ask("ana").empty());
    const auto others =
        rooms.database->write([&](kith::store::Transaction& tx) -> kith::Result<void> {
            for (int i = 0; i < 1100; ++i) {
                const auto done = kith::store::set_cool_down(tx, std::string(64, 'a'), Day{i});
                if (!done) return done;
            }
            return {};
        });
    BOOST_REQUIRE(others);

    BOOST_TEST(!Kept::has_time(other.rooms));
}

BOOST_AUTO_TEST_CASE(a_new_day_lists_whom_it_lists) {
    supporters.back().accredited_until = clock->today();
    store_directory();
    BOOST_TEST(search(rooms).find("dan") != std::string::npos);

    clock->pass_hours(24);

    BOOST_TEST(search(rooms).find("dan") == std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_directory_that_another_process_changed_is_read_anew) {
    Beside other(*this);
    BOOST_REQUIRE(Kept::has_time(other.rooms));
    supporters.back().listed = false;
    store_directory();

    BOOST_TEST(search(other.rooms).find("dan") == std::string::npos);
}

BOOST_AUTO_TEST_SUITE_END()
