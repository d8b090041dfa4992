// Finding a colleague by the beginnings of her names.

#include <boost/test/unit_test.hpp>

#include "directory/search.h"

namespace kith::directory {
namespace {

using Texts = std::vector<std::string>;

struct Colleagues {
    std::vector<model::Person> people;

    model::Person& person(const std::string& id, const std::string& name) {
        auto& one = people.emplace_back();
        one.id = EmployeeId(id);
        one.display_name = name;
        return one;
    }
    Texts find(const std::string& text, std::size_t limit = 10) const {
        Texts ids;
        for (const auto& card : find_people(OrgChart(people), text, limit))
            ids.push_back(card.id.text());
        return ids;
    }
};

BOOST_FIXTURE_TEST_SUITE(test_find_people, Colleagues)

BOOST_AUTO_TEST_CASE(each_word_begins_a_word_of_the_name) {
    person("1", "Ana Maria Bolz");
    person("2", "Anton Maurer");
    person("3", "Diana Bo");

    BOOST_TEST(find("AN") == (Texts{"1", "2"}));
    BOOST_TEST(find("bo ana") == (Texts{"1"}));
    BOOST_TEST(find("ana maurer").empty());
}

BOOST_AUTO_TEST_CASE(user_name_and_mail_count_as_well) {
    person("1", "Ana").user_name = "qx17";
    person("2", "Bo").mail = "b.zeller@example.org";

    BOOST_TEST(find("qx1") == (Texts{"1"}));
    BOOST_TEST(find("zel") == (Texts{"2"}));
    BOOST_TEST(find("bo zel") == (Texts{"2"}));
}

BOOST_AUTO_TEST_CASE(names_outside_ascii_are_words_too) {
    person("1", "Łucja Żak");
    person("2", "李 小");

    BOOST_TEST(find("Łuc") == (Texts{"1"}));
    BOOST_TEST(find("李 小") == (Texts{"2"}));
}

BOOST_AUTO_TEST_CASE(fewer_than_two_characters_find_nobody) {
    person("1", "Ana");
    person("2", "Łucja");
    BOOST_REQUIRE_EQUAL(find("an").size(), 1U);

    BOOST_TEST(find("a").empty());
    BOOST_TEST(find(" a ").empty());
    BOOST_TEST(find("Ł").empty());
    BOOST_TEST(find("").empty());
    BOOST_TEST(find("--").empty());
}

BOOST_AUTO_TEST_CASE(active_ones_come_first_then_by_name_up_to_the_limit) {
    person("1", "Ana C").active = false;
    person("2", "Ana B");
    person("3", "Ana D");
    person("4", "Ana A").active = false;

    BOOST_TEST(find("ana") == (Texts{"2", "3", "4", "1"}));
    BOOST_TEST(find("ana", 3) == (Texts{"2", "3", "4"}));
}

BOOST_AUTO_TEST_CASE(a_card_has_what_tells_two_of_one_name_apart) {
    auto& one = person("1", "Ana");
    one.title = "Fitter";
    one.department = "Works";

    const auto cards = find_people(OrgChart(people), "ana", 5);

    BOOST_REQUIRE_EQUAL(cards.size(), 1U);
    BOOST_TEST(cards[0].display_name == "Ana");
    BOOST_TEST(cards[0].title == "Fitter");
    BOOST_TEST(cards[0].department == "Works");
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace kith::directory
