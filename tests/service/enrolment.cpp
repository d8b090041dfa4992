// Becoming a supporter: her word, the coordinator's approval, roles that do not go with listening.
#include <boost/test/unit_test.hpp>

#include "kit/world.h"
#include "service/programme_overview.h"

using kith::ErrorCode;
using kith::kit::World;

namespace {

struct Office : World {
    Office() {
        employee("top", "");
        employee("bo", "top");
        employee("ana", "bo");
        employee("hana", "top", "Human Resources");
        employee("cora", "top", "care");
        employee("dan", "top", "finance");
        rooms.settings.eligibility.excluded_departments = {"human resources"};
        store_directory();
    }
    std::string enrol(const std::string& who, const std::string& rest = "") {
        return call(session("employee", who, "programme"), "supporter.enrol/1",
                    keyed(profile + (rest.empty() ? "" : ", " + rest)));
    }
    void approve(const std::string& who) {
        call(session("coordinator", "cora", "programme"), "coordinator.approve/1",
             keyed(R"("supporter": ")" + who + R"(", "accreditedUntil": "2027-06-30")"));
    }
    std::string found(const std::string& query = "{}") {
        return call(session("employee", "ana"), "directory.search/1", query);
    }
    const std::string profile =
        R"("languages": ["en", "DE"], "topics": ["threats"], "about": "I have time on Mondays")";
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(enrolment, Office)

BOOST_AUTO_TEST_CASE(an_applicant_is_not_shown_before_the_coordinator_approves) {
    BOOST_TEST(enrol("dan") == R"({"enrolment":"applied"})");
    BOOST_TEST(found() == R"({"supporters":[],"next":""})");

    approve("dan");

    BOOST_TEST(found().find("I have time on Mondays") != std::string::npos);
    BOOST_TEST(found(R"({"language": "de"})").find("Name of dan") != std::string::npos);
    BOOST_TEST(found(R"({"language": "fr"})") == R"({"supporters":[],"next":""})");
}

BOOST_AUTO_TEST_CASE(not_now_hides_her_and_asks_for_no_reason) {
    enrol("dan");
    approve("dan");
    BOOST_REQUIRE(found().find("dan") != std::string::npos);

    call(session("peer-supporter", "dan", "programme"), "supporter.enrol/1",
         keyed(profile + R"(, "listed": false)"));

    BOOST_TEST(found() == R"({"supporters":[],"next":""})");
    const auto record =
        call(session("peer-supporter", "dan", "programme"), "supporter.record/1", "{}");
    BOOST_TEST(field(record, "enrolment") == "approved");
}

BOOST_AUTO_TEST_CASE(a_manager_of_people_cannot_be_a_supporter_unless_the_manifest_says_so) {
    const auto bo = session("employee", "bo", "programme");
    BOOST_TEST((refused(bo, "supporter.enrol/1", keyed(profile)) == ErrorCode::conflict));

    rooms.settings.eligibility.managers_of_people = true;
    BOOST_TEST(enrol("bo") == R"({"enrolment":"applied"})");
}

BOOST_AUTO_TEST_CASE(an_excluded_department_cannot_listen) {
    BOOST_TEST((refused(session("employee", "hana", "programme"), "supporter.enrol/1",
                        keyed(profile)) == ErrorCode::conflict));
}

BOOST_AUTO_TEST_CASE(a_promotion_after_the_application_stops_the_approval) {
    enrol("dan");
    employee("new", "dan");
    const auto stored = rooms.database->write([&](kith::store::Transaction& tx) {
        return kith::store::replace_people(tx, people, clock->today(), 12);
    });
    BOOST_REQUIRE(stored);

    BOOST_TEST((refused(session("coordinator", "cora", "programme"), "coordinator.approve/1",
                        keyed(R"("supporter": "dan", "accreditedUntil": "2027-06-30")")) ==
                ErrorCode::conflict));
}

BOOST_AUTO_TEST_CASE(her_declared_conflicts_are_hers_alone) {
    enrol("dan", R"("declaredConflicts": ["bo"])");
    approve("dan");

    BOOST_TEST(call(session("peer-supporter", "dan", "programme"), "supporter.record/1", "{}")
                   .find(R"("declaredConflicts":["bo"])") != std::string::npos);
    BOOST_TEST(call(session("coordinator", "cora", "programme"), "coordinator.supporters/1", "{}")
                   .find(R"("bo")") == std::string::npos);
    BOOST_TEST(found().find("declaredConflicts") == std::string::npos);
    const auto list = rooms.database->read([&](kith::store::Transaction& tx) {
        return kith::service::supporter_list(rooms, tx,
                                             session("coordinator", "cora", "programme"));
    });
    BOOST_REQUIRE(list);
    for (const auto& entry : *list)
        BOOST_TEST(entry.supporter.declared_conflicts.empty());
}

BOOST_AUTO_TEST_CASE(only_the_coordinator_approves_and_a_day_must_be_a_day) {
    enrol("dan");
    BOOST_TEST((refused(session("employee", "dan", "programme"), "coordinator.approve/1",
                        keyed(R"("supporter": "dan", "accreditedUntil": "2027-06-30")")) ==
                ErrorCode::denied));
    BOOST_TEST((refused(session("coordinator", "cora", "programme"), "coordinator.approve/1",
                        keyed(R"("supporter": "dan", "accreditedUntil": "2027-02-30")")) ==
                ErrorCode::invalid_input));
    BOOST_TEST((refused(session("coordinator", "cora", "programme"), "coordinator.approve/1",
                        keyed(R"("supporter": "nobody", "accreditedUntil": "2027-06-30")")) ==
                ErrorCode::denied));
}

BOOST_AUTO_TEST_CASE(searching_writes_nothing) {
    enrol("dan");
    approve("dan");
    const auto before = database_bytes();

    found(R"({"topic": "threats", "text": "mondays"})");
    call(session("employee", "ana"), "directory.people/1", R"({"text": "Name"})");

    BOOST_TEST((database_bytes() == before));
}

BOOST_AUTO_TEST_SUITE_END()
