// The month's turn through the rooms: when it is due, who may turn, and how one that was stopped
// goes on.
#include "store/key_turn.h"

#include <boost/test/unit_test.hpp>

#include "kit/world.h"
#include "service/due_work.h"
#include "service/erase_request.h"
#include "service/turn_keys.h"
#include "store/erased_list.h"
#include "store/keyring.h"

using kith::ErrorCode;
using kith::kit::World;

namespace {

// From the first of January on.
struct Month : World {
    Month() {
        employee("top", "");
        employee("bo", "top");
        employee("ana", "bo");
        employee("far", "top", "finance");
        employee("dan", "far", "finance");
        supporter("dan");
        store_directory();
    }
    void work() { BOOST_REQUIRE(kith::service::do_due_work(rooms, 60'000)); }
    kith::service::KeyStatus status() {
        auto found = kith::service::key_status(rooms);
        BOOST_REQUIRE(found);
        return std::move(*found);
    }
    std::string ask() {
        return field(call(session("requester", "ana"), "support.request/1",
                          keyed(R"("text": "what I wrote")")),
                     "request");
    }
};

BOOST_FIXTURE_TEST_SUITE(key_turn, Month)

BOOST_AUTO_TEST_CASE(the_keys_turn_on_the_first_of_the_month_and_not_before) {
    clock->pass_hours(30 * 24);
    work();
    BOOST_TEST(status().epochs.current == 1);
    clock->pass_hours(24);
    work();
    BOOST_TEST(status().epochs.current == 2);
    BOOST_TEST(!status().epochs.previous.has_value());
    BOOST_TEST(status().keyring.size() == 1U);
    BOOST_TEST(to_text(*status().next_turn) == "2026-03-01");
}

// Rule: a turn that was stopped goes on with the next work, in whichever day of the month.
BOOST_AUTO_TEST_CASE(a_turn_that_was_left_unfinished_goes_on_with_the_next_work) {
    ask();
    BOOST_REQUIRE(kith::store::begin_turn(*rooms.database, clock->today(), clock->hour()));
    BOOST_TEST(status().under_previous == 2);
    work();
    BOOST_TEST(status().epochs.current == 2);
    BOOST_TEST(!status().epochs.previous.has_value());
    BOOST_TEST(status().under_current == 2);
}

BOOST_AUTO_TEST_CASE(while_one_turns_nobody_else_does) {
    const auto held = rooms.database->keyring().hold();
    BOOST_REQUIRE(held);
    const auto turned = kith::service::turn_keys(rooms, [](auto, auto) { return true; });
    BOOST_REQUIRE(!turned);
    BOOST_TEST((turned.error().code == ErrorCode::busy));
    BOOST_TEST(status().epochs.current == 1);
}

// Where the turn is late, the next work destroys the key: tomorrow at the earliest that one can
// promise.
BOOST_AUTO_TEST_CASE(what_is_erased_is_final_with_the_next_turn_and_never_today) {
    const auto final_on = [&] {
        const auto day = kith::service::final_everywhere(rooms);
        BOOST_REQUIRE(day);
        return to_text(*day);
    };
    BOOST_TEST(final_on() == "2026-02-01");
    clock->pass_hours(31 * 24);
    BOOST_TEST(final_on() == "2026-02-02");
}

// Rule: at the answer to her erasure nothing of it is in the database's log, and it is on the list
// for whoever restores a backup.
BOOST_AUTO_TEST_CASE(an_erasure_is_settled_when_it_is_answered) {
    const auto request = ask();
    call(session("requester", "ana"), "support.erase/1", keyed(R"("request": ")" + request + '"'));
    BOOST_TEST(!rooms.erasure_unsettled.load());
    BOOST_TEST(std::filesystem::file_size(rooms.settings.store.path + "-wal") == 0U);
    const auto listed = kith::store::erased_list(*rooms.database);
    BOOST_REQUIRE(listed);
    BOOST_REQUIRE(listed->requests.size() == 1U);
    BOOST_TEST(listed->requests.front().text() == request);
}

BOOST_AUTO_TEST_CASE(an_erasure_that_cannot_be_listed_is_not_settled_until_it_is) {
    const auto request = ask();
    const auto list = rooms.settings.store.keyring + ".erased";
    std::filesystem::create_directory(list);
    call(session("requester", "ana"), "support.erase/1", keyed(R"("request": ")" + request + '"'));
    BOOST_TEST(rooms.erasure_unsettled.load());
    std::filesystem::remove(list);
    work();
    BOOST_TEST(!rooms.erasure_unsettled.load());
    BOOST_TEST(kith::store::erased_list(*rooms.database)->requests.size() == 1U);
}

BOOST_AUTO_TEST_CASE(what_time_erases_is_settled_in_the_same_work) {
    const auto request = ask();
    call(session("requester", "ana"), "support.close/1", keyed(R"("request": ")" + request + '"'));
    clock->pass_hours(1);
    work();
    const auto listed = kith::store::erased_list(*rooms.database);
    BOOST_REQUIRE(listed);
    BOOST_TEST(listed->requests.size() == 1U);
}

BOOST_AUTO_TEST_CASE(the_room_that_an_erasure_took_is_kept_back_again) {
    const auto request = ask();
    const auto ballast = rooms.settings.store.path + ".ballast";
    BOOST_REQUIRE(std::filesystem::remove(ballast));
    call(session("requester", "ana"), "support.erase/1", keyed(R"("request": ")" + request + '"'));
    BOOST_TEST(std::filesystem::file_size(ballast) == 8U * 1024 * 1024);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
