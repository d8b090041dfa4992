// Who may be a supporter follows the org chart: a role that comes later ends the listing, and gives
// it back when it ends.
#include <boost/test/unit_test.hpp>

#include "kit/world.h"
#include "service/recheck_assignments.h"

namespace {

using kith::EmployeeId;
using kith::kit::World;

struct Promoted : World {
    Promoted() {
        employee("top", "");
        employee("bo", "top");
        employee("ana", "bo");
        employee("far", "top", "finance");
        employee("dan", "far", "finance");
        employee("new", "far", "finance");
        supporter("dan");
        store_directory();
    }
    kith::model::Person& hers(const std::string& id) {
        for (auto& person : people)
            if (person.id.text() == id) return person;
        throw std::logic_error("nobody of this id");
    }
    void report_to(const std::string& id, const std::string& manager) {
        hers(id).manager_id = EmployeeId{manager};
        store_people();
    }
    void store_people() {
        const auto stored = rooms.database->write([&](kith::store::Transaction& tx) {
            return kith::store::replace_people(tx, people, clock->today(), 12);
        });
        BOOST_REQUIRE(stored);
    }
    bool found() {
        return call(session("employee", "ana"), "directory.search/1", "{}").find("Name of dan") !=
               std::string::npos;
    }
    std::string open() {
        return field(
            call(session("requester", "ana"), "support.request/1", keyed(R"("text": "x")")),
            "request");
    }
    bool asked(const std::string& request) {
        return call(session("peer-supporter", "dan"), "supporter.desk/1", "{}").find(request) !=
               std::string::npos;
    }
    int recheck() {
        const auto ended = rooms.database->write([&](kith::store::Transaction& tx) {
            return kith::service::recheck_assignments(rooms, tx);
        });
        BOOST_REQUIRE(ended);
        return *ended;
    }
};

BOOST_FIXTURE_TEST_SUITE(eligibility, Promoted)

BOOST_AUTO_TEST_CASE(who_becomes_a_manager_of_people_is_offered_no_more_until_she_is_none_again) {
    BOOST_REQUIRE(found());
    report_to("new", "dan");
    BOOST_TEST(!found());
    BOOST_TEST(open().empty());  // Nobody is there to be asked.

    const auto record =
        call(session("peer-supporter", "dan", "programme"), "supporter.record/1", "{}");
    BOOST_TEST(field(record, "listed") == "true");  // Her own word stays.

    report_to("new", "far");
    BOOST_TEST(found());
}

BOOST_AUTO_TEST_CASE(where_the_manifest_lets_managers_listen_she_is_offered) {
    rooms.settings.eligibility.managers_of_people = true;
    report_to("new", "dan");
    BOOST_TEST(found());
}

BOOST_AUTO_TEST_CASE(an_excluded_department_or_title_that_comes_later_ends_the_offer) {
    rooms.settings.eligibility.excluded_departments = {"Human Resources"};
    rooms.settings.eligibility.excluded_titles = {"investigator"};
    hers("dan").department = "human resources";
    store_people();
    BOOST_TEST(!found());
    hers("dan").department = "finance";
    hers("dan").title = "Investigator";
    store_people();
    BOOST_TEST(!found());
    hers("dan").title = "";
    store_people();
    BOOST_TEST(found());
}

BOOST_AUTO_TEST_CASE(what_she_serves_ends_with_the_next_look_at_the_assignments) {
    const auto request = open();
    BOOST_REQUIRE(asked(request));
    BOOST_TEST(recheck() == 0);

    report_to("new", "dan");
    BOOST_TEST(recheck() == 1);
    BOOST_TEST(!asked(request));
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
