// Whom each employee could turn to, counted before a programme goes live.

#include <boost/test/unit_test.hpp>

#include <set>

#include "base/text.h"
#include "routing/coverage.h"
#include "routing/random_company.h"
#include "routing/small_company.h"

namespace kith::routing {
namespace {

using tests::id;
using tests::SmallCompany;
using Texts = std::vector<std::string>;

struct Covered : SmallCompany {
    Coverage count() const {
        return coverage(snapshot(), conditions, "en", {"stress", "bullying"});
    }
};

Texts texts(const std::vector<EmployeeId>& ids) {
    Texts all;
    for (const auto& one : ids)
        all.push_back(one.text());
    return all;
}

BOOST_FIXTURE_TEST_SUITE(test_coverage, Covered)

BOOST_AUTO_TEST_CASE(only_active_employees_are_counted) {
    of("carl").active = false;

    BOOST_TEST(count().employees == 6U);
}

BOOST_AUTO_TEST_CASE(an_employee_names_her_manager_and_is_no_candidate_of_her_own) {
    // Only ana and carl can turn to dan. He is himself, and chief, whom the others name, leads him.
    const auto found = count();

    BOOST_TEST(found.without == 5U);
    BOOST_TEST(found.fewer_than_three == 7U);
    BOOST_TEST(texts(found.single_points) == (Texts{"dan"}));
}

BOOST_AUTO_TEST_CASE(departments_with_a_gap_come_the_worst_first) {
    const auto found = count();

    BOOST_REQUIRE_EQUAL(found.departments.size(), 4U);
    BOOST_TEST(found.departments[0].department == "IT");
    BOOST_TEST(found.departments[0].employees == 2U);
    BOOST_TEST(found.departments[0].without == 2U);
    BOOST_TEST(found.departments[1].department == "Care");
    BOOST_TEST(found.departments[1].without == 1U);
    BOOST_TEST(found.departments[1].fewer_than_three == 2U);
    BOOST_TEST(found.departments[2].department == "Sales");
    BOOST_TEST(found.departments[3].department == "Board");
}

BOOST_AUTO_TEST_CASE(a_department_with_three_candidates_each_has_no_gap) {
    for (const char* name : {"eva", "fay"}) {
        person(name, "dora", "IT");
        supporter(name);
    }
    for (const char* head : {"bea", "cora"})
        of(head).manager_id = EmployeeId();
    for (auto& one : people)
        one.level = 2;

    const auto found = count();

    BOOST_REQUIRE_EQUAL(found.departments.size(), 2U);
    BOOST_TEST(found.departments[0].department == "IT");
    BOOST_TEST(found.departments[1].department == "Board");
    BOOST_TEST(found.single_points.empty());
}

BOOST_AUTO_TEST_CASE(a_preferred_language_that_no_supporter_speaks_today_is_missing) {
    of("ana").preferred_language = "PL";
    person("cid", "cora", "Care").preferred_language = "De";
    of("carl").preferred_language = "fr";
    of("carl").active = false;
    dan().languages = {"en", "DE", "de"};

    const auto found = count();
    BOOST_TEST(found.languages_missing == (Texts{"pl"}));
    BOOST_TEST(found.without == 6U);
    BOOST_TEST(texts(found.single_points) == (Texts{"dan"}));

    dan().on_leave_until = today;
    BOOST_TEST(count().languages_missing == (Texts{"de", "en", "pl"}));
}

BOOST_AUTO_TEST_CASE(a_topic_that_no_supporter_covers_today_is_missing) {
    BOOST_TEST(count().topics_missing == (Texts{"bullying"}));

    dan().listed = false;
    BOOST_TEST(count().topics_missing == (Texts{"stress", "bullying"}));
}

BOOST_AUTO_TEST_CASE(the_counts_are_those_of_a_route_for_each_employee) {
    const auto company = tests::random_company(7, {900, 60, 1});
    const directory::Snapshot people{std::make_shared<directory::OrgChart>(company.people),
                                     std::make_shared<directory::SupporterBook>(company.supporters),
                                     nullptr};
    conditions.today = company.today;
    std::size_t without = 0;
    std::size_t few = 0;
    std::set<EmployeeId> only;
    for (const auto& employee : company.people) {
        if (!employee.active) continue;
        RouteRequest asked;
        asked.requester = employee.id;
        if (!employee.manager_id.empty()) asked.persons_concerned = {employee.manager_id};
        asked.language = employee.preferred_language;
        const auto eligible = route(asked, people, conditions).eligible;
        if (eligible.empty()) ++without;
        if (eligible.size() < 3) ++few;
        if (eligible.size() == 1) only.insert(eligible.front().supporter);
    }
    BOOST_REQUIRE_GT(without, 10U);
    BOOST_REQUIRE_GT(few, without);

    const auto found = coverage(people, conditions, "en", {});

    BOOST_TEST(found.without == without);
    BOOST_TEST(found.fewer_than_three == few);
    BOOST_TEST((found.single_points == std::vector<EmployeeId>(only.begin(), only.end())));
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace kith::routing
