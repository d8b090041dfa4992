// A directory that is followed: each burst of changes is taken over as it comes; and how the people
// stand to a directory, as health says it.
#include <boost/test/unit_test.hpp>

#include "kit/hand_directory.h"
#include "service/sync_directory.h"

namespace kith::tests {
namespace {

using State = service::DirectoryStanding::State;

struct Followed : DirectoryCompany {
    Result<void> follow(std::function<bool(std::size_t)> watch = {}) {
        service::SyncOrder order;
        order.watch = std::move(watch);
        return service::follow_directory(
            rooms, admin(), order,
            [&](const service::SyncReport& report) { heard.push_back(report); });
    }
    State standing() {
        const auto found = rooms.database->read(
            [&](store::Transaction& tx) { return service::directory_standing(rooms, tx); });
        BOOST_REQUIRE(found);
        return found->state;
    }
    std::vector<service::SyncReport> heard;
};

BOOST_FIXTURE_TEST_SUITE(follow_directory, Followed)

BOOST_AUTO_TEST_CASE(each_burst_is_taken_over_as_it_comes) {
    directory->bursts = {[] {}, [&] { change("ana").person.title = "lead"; },
                         [&] {
                             BOOST_TEST(person("ana")->title == "lead");
                             dismiss("bo");
                         },
                         [&] { hire("new", "far"); }};
    BOOST_REQUIRE(follow());
    BOOST_REQUIRE(heard.size() == 4U);
    BOOST_TEST(heard[0].came == 6);
    BOOST_TEST(heard[0].everybody);
    BOOST_TEST(heard[1].changed == 1);
    BOOST_TEST(heard[1].came == 0);
    BOOST_TEST(!heard[1].everybody);
    BOOST_TEST(heard[2].departed == 1);
    BOOST_TEST(heard[3].came == 1);
    BOOST_TEST(heard[3].departed == 0);
    BOOST_TEST(unknown("ana"));
    BOOST_TEST(manager("new") == "key-far");
}

BOOST_AUTO_TEST_CASE(what_another_run_took_over_meanwhile_is_not_written_over) {
    sync();
    directory->bursts = {[&] { change("ana").person.title = "first"; },
                         [&] {
                             change("ana").person.title = "second";
                             directory->meanwhile = [&] {
                                 directory->meanwhile = nullptr;
                                 sync(true);
                             };
                         }};
    const auto followed = follow();
    BOOST_REQUIRE(!followed);
    BOOST_CHECK(followed.error().code == ErrorCode::busy);
    BOOST_TEST(person("ana")->title == "second");
}

BOOST_AUTO_TEST_CASE(an_error_ends_it_and_is_kept) {
    sync();
    directory->bursts = {[&] { directory->cut_after = 0; }};
    const auto followed = follow();
    BOOST_REQUIRE(!followed);
    BOOST_CHECK(followed.error().code == ErrorCode::source_unreadable);
    const auto past = service::past_syncs(rooms);
    BOOST_REQUIRE(past);
    BOOST_TEST(past->front().trouble == "cut");
}

BOOST_AUTO_TEST_CASE(it_ends_when_the_caller_says_so_or_everybody_is_to_be_asked_for) {
    directory->bursts = {[] {}, [] {}};
    BOOST_REQUIRE(follow([](std::size_t) { return false; }));
    BOOST_TEST(heard.empty());
    directory->bursts = {[&] { clock->pass_hours(25); }, [] { BOOST_ERROR("still there"); }};
    BOOST_REQUIRE(follow());
    BOOST_TEST(heard.size() == 1U);
}

BOOST_AUTO_TEST_CASE(a_directory_that_cannot_be_followed_says_so_and_no_run_is_noted) {
    const auto followed = follow();
    BOOST_REQUIRE(!followed);
    BOOST_CHECK(followed.error().code == ErrorCode::unsupported);
    const auto past = service::past_syncs(rooms);
    BOOST_REQUIRE(past);
    BOOST_TEST(past->empty());
}

// A server may answer an increment with everybody: its memory was too short, or is lost.
BOOST_AUTO_TEST_CASE(who_is_told_without_having_been_asked_for_is_not_missing) {
    sync();
    directory->unasked = true;
    dismiss("eve");
    directory->gone.clear();
    const auto report = sync(false, 20);
    BOOST_TEST(!directory->asked_whole);
    BOOST_TEST(report.everybody);
    BOOST_TEST(report.departed == 1);
    BOOST_TEST(person("ana")->active);
    BOOST_TEST(!person("eve")->active);
}

BOOST_AUTO_TEST_CASE(health_says_whether_the_people_are_in_step) {
    BOOST_CHECK(standing() == State::never_read);
    sync();
    BOOST_CHECK(standing() == State::in_step);
    clock->pass_ms(45 * 60'000);
    BOOST_CHECK(standing() == State::in_step);
    clock->pass_ms(1);
    BOOST_CHECK(standing() == State::behind);
    directory->cut_after = 0;
    BOOST_CHECK(refused_sync() == ErrorCode::source_unreadable);
    BOOST_CHECK(standing() == State::behind);  // Asked, and nothing taken over.
    directory->cut_after.reset();
    sync();
    BOOST_CHECK(standing() == State::in_step);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace kith::tests
