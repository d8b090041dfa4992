// Finding supporters: who may be shown, what filters, in which order, page by page.

#include <boost/test/unit_test.hpp>

#include <map>
#include <set>

#include "directory/search.h"

namespace kith::directory {
namespace {

using Texts = std::vector<std::string>;

const Day today{20'000};

// Ana, whom the tests change, and others who meet everything by default.
struct Supporters {
    std::vector<model::Person> people;
    std::vector<model::PeerSupporter> supporters;
    std::unordered_set<EmployeeId> full;
    std::shared_ptr<const std::unordered_set<EmployeeId>> barred;
    SupporterQuery query;

    Supporters() {
        supporter("ana");
        BOOST_REQUIRE_EQUAL(ids().size(), 1U);
    }

    model::PeerSupporter& supporter(const std::string& id) {
        auto& person = people.emplace_back();
        person.id = EmployeeId(id);
        person.display_name = "Name of " + id;
        person.location = "Graz";
        auto& one = supporters.emplace_back();
        one.id = person.id;
        one.languages = {"en", "de"};
        one.topics = {"stress"};
        one.channels = {"chat", "phone"};
        one.hours = {"mon 09-12", "thu 13:30-17"};
        one.shared = {"parent"};
        one.about = "I listen. Been there myself.";
        one.capacity = 2;
        one.accredited_until = today;
        one.listed = true;
        return one;
    }
    model::PeerSupporter& ana() { return supporters.front(); }

    Result<SupporterPage> page(Day day = today) const {
        const Roster roster({std::make_shared<OrgChart>(people),
                             std::make_shared<SupporterBook>(supporters), nullptr, barred},
                            day);
        Bits busy(roster.size());
        for (const auto& id : full)
            if (const auto place = roster.place(id)) busy.set(*place);
        return search(roster, query, busy);
    }
    Texts ids(Day day = today) const {
        const auto one = page(day);
        BOOST_REQUIRE(one);
        Texts texts;
        for (const auto& card : one->cards)
            texts.push_back(card.id.text());
        return texts;
    }
    bool found() const { return !ids().empty(); }
    // Whether one field of the query set to this finds ana.
    bool finds(std::string SupporterQuery::*field, const std::string& value) {
        query = {};
        query.*field = value;
        return found();
    }
};

BOOST_FIXTURE_TEST_SUITE(test_search, Supporters)

BOOST_AUTO_TEST_CASE(only_those_who_may_be_listed_today_are_shown) {
    ana().listed = false;
    BOOST_TEST(!found());
    ana().listed = true;

    ana().enrolment = model::Enrolment::applied;
    BOOST_TEST(!found());
    ana().enrolment = model::Enrolment::approved;

    barred = std::make_shared<std::unordered_set<EmployeeId>>(std::unordered_set{ana().id});
    BOOST_TEST(!found());
    barred = nullptr;

    ana().accredited_until = today.plus(-1);
    BOOST_TEST(!found());
    ana().accredited_until.reset();
    BOOST_TEST(!found());
    ana().accredited_until = today;

    ana().on_leave_until = today;
    BOOST_TEST(!found());
    ana().on_leave_until = today.plus(-1);
    BOOST_TEST(found());

    people.front().active = false;
    BOOST_TEST(!found());
}

BOOST_AUTO_TEST_CASE(a_supporter_who_is_nobody_among_the_people_is_not_shown) {
    people.clear();

    BOOST_TEST(!found());
}

BOOST_AUTO_TEST_CASE(words_of_lists_filter_whole_and_without_regard_to_case) {
    BOOST_TEST(finds(&SupporterQuery::language, "DE"));
    BOOST_TEST(!finds(&SupporterQuery::language, "fr"));
    BOOST_TEST(finds(&SupporterQuery::topic, "Stress"));
    BOOST_TEST(!finds(&SupporterQuery::topic, "stres"));
    BOOST_TEST(finds(&SupporterQuery::channel, "phone"));
    BOOST_TEST(!finds(&SupporterQuery::channel, "video"));
    BOOST_TEST(finds(&SupporterQuery::shared, "Parent"));
    BOOST_TEST(!finds(&SupporterQuery::shared, "veteran"));
    BOOST_TEST(finds(&SupporterQuery::location, "graz"));
    BOOST_TEST(!finds(&SupporterQuery::location, "Linz"));
}

BOOST_AUTO_TEST_CASE(hours_filter_by_weekday_or_by_overlap) {
    BOOST_TEST(finds(&SupporterQuery::hours, "Mon"));
    BOOST_TEST(!finds(&SupporterQuery::hours, "tue"));
    BOOST_TEST(finds(&SupporterQuery::hours, "mon 11-13"));
    BOOST_TEST(!finds(&SupporterQuery::hours, "mon 12-13"));
    BOOST_TEST(finds(&SupporterQuery::hours, "thu 13-14"));
    BOOST_TEST(!finds(&SupporterQuery::hours, "thu 13-13:30"));
}

BOOST_AUTO_TEST_CASE(hours_that_cannot_be_read_are_refused) {
    query.hours = "whenever";

    const auto answer = page();

    BOOST_REQUIRE(!answer);
    BOOST_CHECK(answer.error().code == ErrorCode::invalid_input);
    BOOST_TEST(answer.error().field == "/hours");
}

BOOST_AUTO_TEST_CASE(every_word_of_the_text_begins_a_word_of_about) {
    BOOST_TEST(finds(&SupporterQuery::text, "LISTEN"));
    BOOST_TEST(finds(&SupporterQuery::text, "been, list"));
    BOOST_TEST(!finds(&SupporterQuery::text, "listen never"));
    BOOST_TEST(!finds(&SupporterQuery::text, "isten"));
}

BOOST_AUTO_TEST_CASE(all_filters_hold_together) {
    query.language = "en";
    query.topic = "grief";

    BOOST_TEST(!found());
}

BOOST_AUTO_TEST_CASE(a_card_shows_what_she_shows_and_no_number) {
    const auto card = (*page()).cards.front();

    BOOST_TEST(card.display_name == "Name of ana");
    BOOST_TEST(card.location == "Graz");
    BOOST_TEST(card.languages == ana().languages);
    BOOST_TEST(card.topics == ana().topics);
    BOOST_TEST(card.channels == ana().channels);
    BOOST_TEST(card.hours == ana().hours);
    BOOST_TEST(card.shared == ana().shared);
    BOOST_TEST(card.about == ana().about);
    BOOST_TEST(card.has_time);

    full = {EmployeeId("ana")};
    BOOST_TEST(!(*page()).cards.front().has_time);
}

BOOST_AUTO_TEST_CASE(fit_comes_before_time_and_time_before_the_draw) {
    for (const char* id : {"b", "c", "d"})
        supporter(id);
    query.language = "de";
    supporters[2].languages = {"de"};           // c fits best ...
    full = {EmployeeId("c"), EmployeeId("b")};  // ... and has no time.

    for (int day = 0; day < 10; ++day) {
        const auto order = ids(today.plus(-day));
        BOOST_TEST(order.front() == "c");
        BOOST_TEST(order.back() == "b");
    }
}

BOOST_AUTO_TEST_CASE(more_of_the_hours_and_whole_words_fit_better) {
    supporter("b").hours = {"mon 09-10"};
    query.hours = "mon 09-12";
    BOOST_TEST(ids() == (Texts{"ana", "b"}));

    supporters[1].about = "I like listening.";
    query = {};
    query.text = "listen";
    for (int day = 0; day < 5; ++day)
        BOOST_TEST(ids(today.plus(-day)).front() == "ana");
}

BOOST_AUTO_TEST_CASE(among_equals_the_order_is_the_same_all_day_and_fair_over_days) {
    for (const char* id : {"b", "c", "d"})
        supporter(id);
    for (auto& one : supporters)
        one.accredited_until = today.plus(1000);
    BOOST_TEST(ids() == ids());

    std::map<std::string, int> firsts;
    for (int day = 0; day < 800; ++day)
        ++firsts[ids(today.plus(day)).front()];

    for (const auto& [id, days] : firsts)
        BOOST_TEST((days > 140 && days < 260), id);
    BOOST_TEST(firsts.size() == 4U);
}

BOOST_AUTO_TEST_CASE(pages_show_everybody_once_in_the_order_of_one_long_page) {
    for (int i = 0; i < 24; ++i)
        supporter("s" + std::to_string(i));
    query.language = "en";
    query.limit = 100;
    const auto all = ids();
    BOOST_REQUIRE_EQUAL(all.size(), 25U);
    BOOST_TEST((*page()).next == "");

    query.limit = 10;
    Texts paged;
    do {
        const auto one = page();
        BOOST_REQUIRE(one);
        for (const auto& card : one->cards)
            paged.push_back(card.id.text());
        query.after = one->next;
    } while (!query.after.empty());

    BOOST_TEST(paged == all);
}

BOOST_AUTO_TEST_CASE(a_page_goes_on_where_it_was_when_somebody_has_gone) {
    for (int i = 0; i < 9; ++i)
        supporter("s" + std::to_string(i));
    const auto all = ids();
    query.limit = 4;
    const auto first = page();
    query.after = first->next;

    const auto last_shown = first->cards.back().id;
    for (auto& one : supporters)
        if (one.id == last_shown) one.listed = false;

    BOOST_TEST(ids() == Texts(all.begin() + 4, all.begin() + 8));
}

BOOST_AUTO_TEST_CASE(a_page_token_names_nobody) {
    supporter("b");
    query.limit = 1;

    const auto token = (*page()).next;

    BOOST_TEST(token.size() == 48U);
    BOOST_TEST(token.find_first_not_of("0123456789abcdef") == std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_token_that_is_not_ours_is_refused) {
    supporter("b");
    query.limit = 1;
    const auto token = (*page()).next;
    BOOST_REQUIRE(!token.empty());
    const auto refused = [&](const std::string& after, Day day = today) {
        query.after = after;
        const auto answer = page(day);
        if (answer) return false;
        BOOST_CHECK(answer.error().code == ErrorCode::invalid_input);
        BOOST_TEST(answer.error().field == "/after");
        return true;
    };

    BOOST_TEST(!refused(token));
    BOOST_TEST(refused("rubbish"));
    BOOST_TEST(refused(std::string(48, '0')));
    BOOST_TEST(refused(std::string(48, 'x')));
    auto changed = token;
    changed[40] = changed[40] == '0' ? '1' : '0';
    BOOST_TEST(refused(changed));
    BOOST_TEST(refused(token, today.plus(-1)));  // Of another day.
    query.language = "en";
    BOOST_TEST(refused(token));  // Of another search.
}

BOOST_AUTO_TEST_CASE(a_page_has_one_card_at_least_and_a_hundred_at_most) {
    for (int i = 0; i < 120; ++i)
        supporter("s" + std::to_string(i));

    query.limit = 0;
    BOOST_TEST(ids().size() == 1U);
    query.limit = 5000;
    BOOST_TEST(ids().size() == 100U);
}

BOOST_AUTO_TEST_CASE(of_two_entries_for_one_person_the_first_counts) {
    auto twin = ana();
    twin.about = "second";
    supporters.push_back(twin);
    const SupporterBook book(supporters);

    BOOST_REQUIRE_EQUAL(book.all().size(), 1U);
    BOOST_TEST(book.find(EmployeeId("ana"))->about != "second");
    BOOST_TEST(book.find(EmployeeId("b")) == nullptr);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace kith::directory
