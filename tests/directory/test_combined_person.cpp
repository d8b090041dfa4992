// One person of what several sources say of her.
#include <boost/test/unit_test.hpp>

#include "directory/combined_person.h"

namespace {

using kith::EmployeeId;
using kith::directory::combined_person;
using kith::model::Person;
using kith::model::SourceView;

SourceView view(const std::string& source, const std::string& manager = "") {
    SourceView one;
    one.source = source;
    one.person.id = EmployeeId{"ana"};
    if (!manager.empty()) one.person.manager_id = EmployeeId{manager};
    return one;
}

BOOST_AUTO_TEST_SUITE(combined)

BOOST_AUTO_TEST_CASE(the_first_decides_each_attribute_and_a_later_one_fills_what_is_empty) {
    auto first = view("ldap");
    first.person.title = "Engineer";
    auto second = view("hr");
    second.person = {EmployeeId{"ana"},
                     "ana",
                     "Ana",
                     "ana@x.example",
                     "Lead",
                     {},
                     {},
                     "sales",
                     "Berlin",
                     "Europe/Berlin",
                     3,
                     "de",
                     true,
                     false,
                     false};

    const auto person = combined_person({first, second}).person;

    BOOST_TEST(person.title == "Engineer");
    auto filled = second.person;
    filled.title = "Engineer";
    BOOST_CHECK(person == filled);
}

BOOST_AUTO_TEST_CASE(who_vanished_from_a_source_is_told_of_by_it_last) {
    auto first = view("ldap", "bo");
    first.person.department = "sales";
    first.person.title = "Engineer";
    first.person.departed = true;
    first.person.active = false;
    auto second = view("hr", "far");
    second.person.department = "legal";

    const auto found = combined_person({first, second});

    BOOST_TEST(found.person.department == "legal");
    BOOST_TEST(found.person.title == "Engineer");
    BOOST_TEST(found.person.manager_id.text() == "far");
    BOOST_REQUIRE(found.person.dotted_manager_ids.size() == 1U);
    BOOST_TEST(found.person.dotted_manager_ids.front().text() == "bo");
    BOOST_TEST(!found.person.active);
    BOOST_TEST(!found.person.departed);
    BOOST_TEST(found.clashes.empty());  // She left one: that they differ is no news.
}

BOOST_AUTO_TEST_CASE(all_dotted_lines_of_all_sources_stay_each_once) {
    auto first = view("ldap", "bo");
    first.person.dotted_manager_ids = {EmployeeId{"mo"}, EmployeeId{"kim"}};
    auto second = view("hr", "far");
    second.person.dotted_manager_ids = {EmployeeId{"kim"}, EmployeeId{"bo"}};

    const auto person = combined_person({first, second}).person;

    BOOST_TEST(person.manager_id.text() == "bo");
    BOOST_REQUIRE(person.dotted_manager_ids.size() == 3U);
    BOOST_TEST(person.dotted_manager_ids[2].text() == "far");
}

BOOST_AUTO_TEST_CASE(a_manager_known_for_sure_comes_before_one_who_was_last_known) {
    auto first = view("ldap", "bo");
    first.person.manager_unsure = true;
    const auto sure = combined_person({first, view("hr", "far")}).person;
    BOOST_TEST(sure.manager_id.text() == "far");
    BOOST_TEST(!sure.manager_unsure);

    auto second = view("hr", "far");
    second.person.manager_unsure = true;
    const auto unsure = combined_person({first, second}).person;
    BOOST_TEST(unsure.manager_id.text() == "bo");
    BOOST_TEST(unsure.manager_unsure);
}

BOOST_AUTO_TEST_CASE(without_any_manager_it_is_sure_where_one_source_is) {
    auto first = view("ldap");
    first.person.manager_unsure = true;
    auto second = view("hr");
    second.person.manager_unsure = true;
    BOOST_TEST(combined_person({first, second}).person.manager_unsure);
    second.person.manager_unsure = false;
    BOOST_TEST(!combined_person({first, second}).person.manager_unsure);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
