// Everybody is read, or nothing may be concluded: what a service provider can do wrong with pages.
#include <Poco/URI.h>
#include <boost/test/unit_test.hpp>

#include <map>

#include "heard_scim.h"
#include "scripted_server.h"

namespace kith::tests {
namespace {

using connectors::scim_client::ScimDirectory;

std::string parameter(const std::string& line, const std::string& name) {
    for (const auto& [key, value] : Poco::URI(line.substr(line.find(' ') + 1)).getQueryParameters())
        if (key == name) return value;
    return "absent";
}

bool is_config(const std::string& line) {
    return line.find("/ServiceProviderConfig") != std::string::npos;
}

const std::string cursors = R"("pagination":{"cursor":true,"index":true})";
const std::string cursors_and_filter = cursors + R"(,"filter":{"supported":true})";

// Lists of users, by what is asked for: the cursor, or startIndex.
struct Paged {
    explicit Paged(const std::string& abilities, const std::string& by)
        : server([this, abilities, by](const std::string& line) {
              if (is_config(line)) return json(config(abilities));
              ++lists;
              const auto found = pages.find(parameter(line, by));
              return found == pages.end() ? answer(400, "{}") : found->second;
          }),
          directory([this] {
              model::ScimClientSettings settings;
              settings.url = server.url() + "/scim/v2";
              settings.clear_text = true;
              settings.page_size = 2;
              return settings;
          }()) {}

    std::map<std::string, Said> pages;
    std::atomic<int> lists{0};
    ScriptedServer server;
    ScimDirectory directory;
    Heard heard;
};

struct ByCursor : Paged {
    ByCursor() : Paged(cursors, "cursor") {}
};
struct ByIndex : Paged {
    ByIndex() : Paged("", "startIndex") {}
};

std::string next(const std::string& cursor) {
    return R"(,"nextCursor":")" + cursor + "\"";
}

}  // namespace

BOOST_AUTO_TEST_SUITE(pages)

BOOST_FIXTURE_TEST_CASE(by_cursor_everybody_comes_over_all_pages, ByCursor) {
    pages[""] = list({user("a"), user("b")}, 3, next("c/2"));
    pages["c/2"] = list({user("c")}, 3);

    const auto answer = asked(directory, heard);

    BOOST_TEST(heard.by_user.size() == 3U);
    BOOST_TEST(answer.everybody);
    BOOST_TEST(answer.way == "cursor");
    BOOST_TEST(answer.reason.find("offers cursors") != std::string::npos);
}

BOOST_FIXTURE_TEST_CASE(a_page_by_cursor_may_be_empty_and_not_the_last, ByCursor) {
    pages[""] = list({}, 1, next("2"));
    pages["2"] = list({user("a")}, 1);

    BOOST_TEST(asked(directory, heard).everybody);
    BOOST_TEST(heard.by_user.size() == 1U);
}

BOOST_FIXTURE_TEST_CASE(a_total_need_not_be_told_by_cursor, ByCursor) {
    pages[""] = json(R"({"nextCursor":"2","Resources":[{"id":"a","userName":"a"}]})");
    pages["2"] = json(R"({"Resources":[{"id":"b","userName":"b"}]})");

    BOOST_TEST(asked(directory, heard).everybody);
    BOOST_TEST(heard.by_user.size() == 2U);
}

BOOST_FIXTURE_TEST_CASE(a_cursor_that_comes_again_ends_it, ByCursor) {
    pages[""] = list({user("a")}, 9, next("2"));
    pages["2"] = list({user("b")}, 9, next("3"));
    pages["3"] = list({user("c")}, 9, next("2"));

    BOOST_TEST(says(not_answered(directory), "circles"));
    BOOST_TEST(lists == 3);
}

BOOST_AUTO_TEST_CASE(pages_without_end_come_to_one) {
    std::atomic<int> lists{0};
    const ScriptedServer server([&](const std::string& line) {
        if (is_config(line)) return json(config(cursors));
        return list({user("a")}, 9, next(std::to_string(++lists)));
    });
    model::ScimClientSettings settings;
    settings.url = server.url();
    settings.clear_text = true;
    ScimDirectory directory(settings);

    BOOST_TEST(says(not_answered(directory), "circles"));
    BOOST_TEST(lists < 200);
}

BOOST_FIXTURE_TEST_CASE(by_cursor_as_many_must_come_as_are_counted, ByCursor) {
    pages[""] = list({user("a")}, 3, next("2"));
    pages["2"] = list({user("b")}, 3);

    BOOST_TEST(says(not_answered(directory), "not as many"));
}

BOOST_FIXTURE_TEST_CASE(a_count_that_moves_ends_it_by_cursor, ByCursor) {
    pages[""] = list({user("a")}, 3, next("2"));
    pages["2"] = list({user("b")}, 2);

    BOOST_TEST(says(not_answered(directory), "number of users changed"));
}

BOOST_FIXTURE_TEST_CASE(a_cursor_that_expired_ends_it, ByCursor) {
    pages[""] = list({user("a")}, 3, next("expired"));

    not_answered(directory);
    BOOST_TEST(lists == 2);
}

BOOST_FIXTURE_TEST_CASE(by_index_each_page_begins_with_the_last_of_the_one_before, ByIndex) {
    pages["1"] = list({user("a"), user("b")}, 3);
    pages["2"] = list({user("b"), user("c")}, 3);

    const auto answer = asked(directory, heard);

    BOOST_TEST(heard.by_user.size() == 3U);
    BOOST_TEST(heard.times_found == 3);
    BOOST_TEST(answer.everybody);
    BOOST_TEST(answer.way == "index");
    BOOST_TEST(lists == 2);
}

BOOST_FIXTURE_TEST_CASE(pages_are_as_long_as_they_really_are, ByIndex) {
    pages["1"] = list({user("a"), user("b"), user("c")}, 4);
    pages["3"] = list({user("c"), user("d")}, 4);

    BOOST_TEST(asked(directory, heard).everybody);
    BOOST_TEST(heard.by_user.size() == 4U);
}

BOOST_FIXTURE_TEST_CASE(nobody_at_all_is_an_answer, ByIndex) {
    pages["1"] = json(R"({"totalResults":0})");

    BOOST_TEST(asked(directory, heard).everybody);
    BOOST_TEST(heard.nothing());
}

BOOST_FIXTURE_TEST_CASE(a_total_that_moves_between_pages_ends_it, ByIndex) {
    pages["1"] = list({user("a"), user("b")}, 3);
    pages["2"] = list({user("b"), user("c")}, 4);

    BOOST_TEST(says(not_answered(directory), "number of users changed"));
}

// One went and another came: the total is as before, and c slipped through.
BOOST_FIXTURE_TEST_CASE(a_list_that_moved_under_the_same_total_ends_it, ByIndex) {
    pages["1"] = list({user("a"), user("b")}, 4);
    pages["2"] = list({user("c"), user("d"), user("e")}, 4);

    BOOST_TEST(says(not_answered(directory), "order of the users changed"));
}

BOOST_FIXTURE_TEST_CASE(somebody_who_comes_again_on_another_page_ends_it, ByIndex) {
    pages["1"] = list({user("a"), user("b")}, 4);
    pages["2"] = list({user("b"), user("a")}, 4);

    BOOST_TEST(says(not_answered(directory), "order of the users changed"));
}

BOOST_FIXTURE_TEST_CASE(by_index_as_many_must_come_as_are_counted, ByIndex) {
    pages["1"] = list({user("a"), user("b")}, 3);
    pages["2"] = list({user("b")}, 3);

    BOOST_TEST(says(not_answered(directory), "not as many"));
}

BOOST_FIXTURE_TEST_CASE(more_than_are_counted_is_wrong_too, ByIndex) {
    pages["1"] = list({user("a"), user("b"), user("c")}, 2);

    BOOST_TEST(says(not_answered(directory), "not as many"));
}

BOOST_FIXTURE_TEST_CASE(a_total_must_be_told_by_index, ByIndex) {
    pages["1"] = json(R"({"Resources":[{"id":"a","userName":"a"}]})");

    BOOST_TEST(says(not_answered(directory), "how many users"));
}

BOOST_FIXTURE_TEST_CASE(what_is_no_list_of_users_is_not_read, ByIndex) {
    pages["1"] = json(R"({"totalResults":1})");
    BOOST_TEST(says(not_answered(directory), "no list of users"));

    pages["1"] = json(R"({"totalResults":1,"Resources":["a"]})");
    BOOST_TEST(says(not_answered(directory), "no list of users"));
}

BOOST_FIXTURE_TEST_CASE(a_page_that_is_refused_in_the_middle_ends_it, ByIndex) {
    pages["1"] = list({user("a"), user("b")}, 3);

    not_answered(directory);
    BOOST_TEST(lists == 2);
}

BOOST_FIXTURE_TEST_CASE(who_has_no_id_is_refused_and_nobody_counts_as_missing, ByIndex) {
    pages["1"] = list({user("a"), R"({"userName":"nameless"})"}, 2);

    const auto answer = asked(directory, heard);

    BOOST_TEST(!answer.everybody);
    BOOST_REQUIRE(heard.refusals.size() == 1U);
    BOOST_TEST(heard.refusals.front().name == "nameless");
}

BOOST_FIXTURE_TEST_CASE(who_is_refused_is_told_with_her_key_and_stops_nobody, ByIndex) {
    pages["1"] = list({user("a", R"(,"title":7)"), user("b")}, 2);

    const auto answer = asked(directory, heard);

    BOOST_TEST(answer.everybody);
    BOOST_REQUIRE(heard.refusals.size() == 1U);
    BOOST_TEST(heard.refusals.front().key == "a");
    BOOST_TEST(heard.by_user.contains("b"));
}

BOOST_AUTO_TEST_CASE(no_more_are_asked_for_than_the_service_provider_gives) {
    for (const std::string limit :
         {R"("pagination":{"cursor":false,"maxPageSize":7})", R"("filter":{"maxResults":7})",
          R"("pagination":{"maxPageSize":7},"filter":{"supported":true,"maxResults":50})"}) {
        std::string count;
        const ScriptedServer server([&](const std::string& line) {
            if (is_config(line)) return json(config(limit));
            count = parameter(line, "count");
            return list({user("a")}, 1);
        });
        model::ScimClientSettings settings;
        settings.url = server.url();
        settings.clear_text = true;
        ScimDirectory directory(settings);
        Heard heard;

        asked(directory, heard);

        BOOST_TEST(count == "7");
    }
}

BOOST_AUTO_TEST_CASE(users_are_sorted_where_the_service_provider_can) {
    for (const bool can : {false, true}) {
        std::string sorted;
        const ScriptedServer server([&](const std::string& line) {
            if (is_config(line)) return json(config(can ? R"("sort":{"supported":true})" : ""));
            sorted = parameter(line, "sortBy");
            return list({user("a")}, 1);
        });
        model::ScimClientSettings settings;
        settings.url = server.url();
        settings.clear_text = true;
        ScimDirectory directory(settings);
        Heard heard;

        asked(directory, heard);

        BOOST_TEST(sorted == (can ? "id" : "absent"));
    }
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_AUTO_TEST_SUITE(changes)

namespace {

const std::string changed_in_january = R"(,"meta":{"lastModified":"2026-01-31T10:00:00.000Z"})";

// Answers by the filter: "absent" for everybody.
struct Filtering : Paged {
    Filtering() : Paged(cursors_and_filter, "filter") {
        pages["absent"] = list({user("a", changed_in_january), user("b")}, 2);
    }
    ports::DirectoryQuestion after(const ports::DirectoryAnswer& before) {
        ports::DirectoryQuestion question;
        question.state = before.state;
        return question;
    }
    const std::string at_the_time = R"(meta.lastModified ge "2026-01-31T10:00:00.000Z")";
    const std::string since = R"(meta.lastModified ge "2026-01-31T09:55:00.000Z")";
};

}  // namespace

BOOST_FIXTURE_TEST_CASE(who_changed_is_asked_for_with_some_minutes_twice, Filtering) {
    pages[at_the_time] = list({user("a", changed_in_january)}, 1);
    const auto before = asked(directory, heard);
    BOOST_TEST(before.everybody);
    BOOST_REQUIRE(!before.state.empty());
    pages[since] = list({user("c", R"(,"meta":{"lastModified":"2026-02-01T10:00:00.000Z"})")}, 1);

    Heard then;
    const auto answer = asked(directory, then, after(before));

    BOOST_TEST(!answer.everybody);
    BOOST_TEST(answer.way == "lastModified");
    BOOST_TEST(!answer.reason.empty());
    BOOST_TEST(then.by_user.size() == 1U);
    BOOST_TEST(then.by_user.contains("c"));
    BOOST_TEST(answer.state != before.state);
}

BOOST_FIXTURE_TEST_CASE(where_nobody_changed_the_state_stays, Filtering) {
    pages[at_the_time] = list({user("a", changed_in_january)}, 1);
    const auto before = asked(directory, heard);
    pages[since] = list({}, 0);

    Heard then;
    const auto answer = asked(directory, then, after(before));

    BOOST_TEST(then.nothing());
    BOOST_TEST(answer.state == before.state);
}

BOOST_FIXTURE_TEST_CASE(where_the_filter_is_refused_everybody_is_read, Filtering) {
    pages[at_the_time] = list({user("a", changed_in_january)}, 1);
    const auto before = asked(directory, heard);
    pages[at_the_time] = answer(501, "{}");

    Heard then;
    const auto answered = asked(directory, then, after(before));

    BOOST_TEST(answered.everybody);
    BOOST_TEST(answered.way == "cursor");
    BOOST_TEST(remarked(answered, "refuses to say who changed"));
    BOOST_TEST(answered.reason.find("does not filter") != std::string::npos);
    BOOST_TEST(answered.state == "");
    BOOST_TEST(then.by_user.size() == 2U);
}

// It takes the filter and finds nobody, not even the one who changed at that very time.
BOOST_FIXTURE_TEST_CASE(a_filter_that_finds_nobody_is_not_trusted, Filtering) {
    pages[at_the_time] = list({}, 0);

    const auto answered = asked(directory, heard);

    BOOST_TEST(answered.everybody);
    BOOST_TEST(answered.state == "");
    BOOST_TEST(answered.reason.find("does not filter") != std::string::npos);
}

BOOST_FIXTURE_TEST_CASE(a_whole_reading_asks_for_everybody_whatever_the_state, Filtering) {
    pages[at_the_time] = list({user("a", changed_in_january)}, 1);
    auto question = after(asked(directory, heard));
    question.whole = true;

    Heard then;
    const auto answered = asked(directory, then, question);

    BOOST_TEST(answered.everybody);
    BOOST_TEST(then.by_user.size() == 2U);
    BOOST_TEST(answered.remarks.empty());
}

BOOST_FIXTURE_TEST_CASE(a_state_of_other_settings_means_everybody_and_says_so, Filtering) {
    pages[at_the_time] = list({user("a", changed_in_january)}, 1);
    ports::DirectoryQuestion question;
    question.state = "2026-01-31T10:00:00.000Z\nsomething else";

    const auto answered = asked(directory, heard, question);

    BOOST_TEST(answered.everybody);
    BOOST_TEST(remarked(answered, "what was remembered"));
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace kith::tests
