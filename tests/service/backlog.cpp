// Many requests at once: all that wait, and all that a supporter leaves behind.
#include <boost/test/unit_test.hpp>

#include "kit/world.h"
#include "service/match_backlog.h"
#include "service/notices.h"
#include "store/raw_file.h"

using kith::kit::World;

namespace {

class Lines final : public kith::ports::LogSink {
public:
    void write(kith::ports::LogLevel, kith::FixedText text, std::int64_t,
               kith::FixedText) override {
        lines.emplace_back(text.view());
    }
    std::vector<std::string> lines;
};

// Three ask while nobody is a supporter yet, so that they wait.
struct Backlog : World {
    Backlog() {
        for (const char* name : {"top", "bo", "far"})
            employee(name, name == std::string("top") ? "" : "top", name);
        for (const char* name : {"ana", "dirk", "tina"})
            employee(name, "bo");
        for (const char* name : {"dan", "eve", "fay", "cora"})
            employee(name, "far", "care");
        store_directory();
    }

    std::string wait(const std::string& who, const std::string& rest = "") {
        const auto answer =
            call(session("requester", who), "support.request/1",
                 keyed(R"("text": "x", "ifNobody": "wait")" + (rest.empty() ? "" : ", " + rest)));
        return field(answer, "request");
    }
    void help(const std::string& who, int capacity) {
        supporter(who);
        supporters.back().capacity = capacity;
    }
    // Whose desk holds the request, or empty.
    std::string asked(const std::string& request) {
        for (const auto& one : supporters)
            if (call(session("peer-supporter", one.id.text()), "supporter.desk/1", "{}")
                    .find(request) != std::string::npos)
                return one.id.text();
        return {};
    }
    std::string state(const std::string& request, const std::string& who) {
        return field(call(session("requester", who), "support.status/1",
                          R"({"request": ")" + request + R"("})"),
                     "state");
    }
    kith::service::BacklogMatch match() {
        const auto done = kith::service::match_backlog(rooms);
        BOOST_REQUIRE(done);
        return *done;
    }
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(backlog, Backlog)

BOOST_AUTO_TEST_CASE(who_can_only_have_one_supporter_gets_her_and_the_other_gets_the_next) {
    const auto first = wait("ana");
    const auto second = wait("dirk", R"("anyoneBut": ["eve"])");
    help("dan", 1);
    help("eve", 1);
    store_directory();

    const auto done = match();

    BOOST_TEST(done.requests == 2U);
    BOOST_TEST(done.placed == 2U);
    BOOST_TEST(done.value == done.bound);
    BOOST_TEST(done.value == done.fit + 200);
    BOOST_TEST(asked(second) == "dan");
    BOOST_TEST(asked(first) == "eve");
    BOOST_TEST(state(first, "ana") == "offered");
}

BOOST_AUTO_TEST_CASE(a_trial_says_the_numbers_and_changes_nothing) {
    const auto request = wait("ana");
    help("dan", 1);
    store_directory();

    const auto tried = kith::service::try_backlog(rooms);

    BOOST_REQUIRE(tried);
    BOOST_TEST(tried->placed == 1U);
    BOOST_TEST(tried->placed_in_turn == 1U);
    BOOST_TEST(state(request, "ana") == "waiting");
    BOOST_TEST(asked(request).empty());
    BOOST_TEST(match().placed == 1U);
    BOOST_TEST(asked(request) == "dan");
}

BOOST_AUTO_TEST_CASE(whoever_finds_nobody_goes_on_waiting) {
    const auto request = wait("ana", R"("anyoneBut": ["dan"])");
    help("dan", 1);
    store_directory();

    const auto done = match();

    BOOST_TEST(done.requests == 1U);
    BOOST_TEST(done.placed == 0U);
    BOOST_TEST(state(request, "ana") == "waiting");
}

BOOST_AUTO_TEST_CASE(each_who_is_asked_is_told_that_something_waits) {
    wait("ana");
    help("dan", 1);
    store_directory();
    match();

    const auto notice = kith::service::next_notice(rooms);
    BOOST_REQUIRE(notice);
    BOOST_REQUIRE(notice->has_value());
    BOOST_TEST((*notice)->audience.text() == "dan");
}

BOOST_AUTO_TEST_CASE(a_backlog_gives_nobody_both_sides_of_a_conflict) {
    wait("ana", R"("personsConcerned": ["dirk"])");
    wait("dirk");
    help("dan", 3);
    store_directory();
    BOOST_TEST(match().placed == 1U);

    help("eve", 3);
    store_directory();
    BOOST_TEST(match().placed == 1U);
}

BOOST_AUTO_TEST_CASE(the_other_side_that_was_served_before_counts_too) {
    help("dan", 3);
    store_directory();
    const auto his = wait("dirk");
    BOOST_REQUIRE(asked(his) == "dan");
    wait("ana", R"("personsConcerned": ["dirk"])");

    BOOST_TEST(match().placed == 0U);
}

BOOST_AUTO_TEST_CASE(a_damaged_request_is_passed_over_and_the_others_are_placed) {
    const auto log = std::make_shared<Lines>();
    rooms.log = log;
    const auto broken = wait("ana");
    const auto sound = wait("dirk");
    help("dan", 2);
    store_directory();
    kith::store_test::RawFile((folder.path() / "kith.sqlite").string())
        .run("UPDATE support_request SET content = zeroblob(64) WHERE id = '" + broken + "'");

    const auto done = match();

    BOOST_TEST(done.requests == 1U);
    BOOST_TEST(done.placed == 1U);
    BOOST_TEST(asked(sound) == "dan");
    BOOST_REQUIRE(log->lines.size() == 1U);
    BOOST_TEST(log->lines.front() == "matching: a damaged request was passed over");
}

BOOST_AUTO_TEST_CASE(all_that_a_leaving_supporter_leaves_is_matched_at_once) {
    help("dan", 3);
    store_directory();
    // Dirk may only have eve then, tina only fay: who takes the first best leaves one of them
    // alone.
    const auto hers = wait("ana");
    const auto his = wait("dirk", R"("anyoneBut": ["fay"])");
    const auto third = wait("tina", R"("anyoneBut": ["eve"])");
    for (const auto& request : {hers, his, third})
        BOOST_REQUIRE(asked(request) == "dan");
    help("eve", 1);
    help("fay", 2);
    store_directory();

    call(session("coordinator", "cora", "programme"), "coordinator.end/1",
         keyed(R"("supporter": "dan")"));
    supporters.erase(supporters.begin());

    BOOST_TEST(asked(his) == "eve");
    BOOST_TEST(asked(third) == "fay");
    BOOST_TEST(asked(hers) == "fay");
}

BOOST_AUTO_TEST_CASE(what_she_leaves_waits_where_nobody_is_left) {
    help("dan", 3);
    store_directory();
    const auto request = wait("ana");
    BOOST_REQUIRE(asked(request) == "dan");
    call(session("peer-supporter", "dan"), "supporter.answer/1",
         keyed(R"("request": ")" + request + R"(", "answer": "accept")"));

    call(session("coordinator", "cora", "programme"), "coordinator.end/1",
         keyed(R"("supporter": "dan")"));

    BOOST_TEST(state(request, "ana") == "waiting");
}

BOOST_AUTO_TEST_SUITE_END()
