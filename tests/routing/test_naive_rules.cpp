// plugin/routing against a second reading of design section 9, on random dirty companies.

#include <boost/test/unit_test.hpp>

#include <algorithm>

#include "routing/naive_rules.h"
#include "routing/random_company.h"
#include "routing/router.h"

namespace kith::routing {
namespace {

using tests::NaiveAnswer;

directory::Snapshot snapshot(const tests::RandomCompany& company) {
    return {std::make_shared<directory::OrgChart>(company.people),
            std::make_shared<directory::SupporterBook>(company.supporters), nullptr};
}

NaiveAnswer answer(const Route& found) {
    NaiveAnswer all;
    for (const auto& candidate : found.eligible)
        all[candidate.supporter.text()];
    for (const auto& passed : found.passed_over)
        for (const auto why : passed.why)
            all[passed.supporter.text()].insert(std::string(code(why)));
    return all;
}

constexpr int companies = 50;

// From 200 to 20,000 people, most of them small.
tests::RandomCompanySize size_of(int company) {
    constexpr int last = companies - 1;
    const auto people = static_cast<std::size_t>(200 + 19'800 * company * company / (last * last));
    return {people, 30 + people / 50, 40};
}

// What the comparison has seen, so that it cannot pass by looking at nothing.
struct Seen {
    int eligible = 0;
    std::map<std::string, int> codes;
};

void compare(int number, Seen& seen) {
    const auto company =
        tests::random_company(static_cast<std::uint64_t>(number) + 1, size_of(number));
    const auto people = snapshot(company);
    const tests::NaiveRules naive(company);
    Conditions conditions;
    conditions.today = company.today;

    for (const auto& request : company.requests) {
        const auto expected = naive.answer(request);
        const bool equal = answer(route(request, people, conditions)) == expected;
        BOOST_TEST(equal, "company " << number << ", request " << request.key);
        for (const auto& [id, codes] : expected) {
            if (codes.empty()) ++seen.eligible;
            for (const auto& one : codes)
                ++seen.codes[one];
        }
    }
}

BOOST_AUTO_TEST_SUITE(test_naive_rules)

BOOST_AUTO_TEST_CASE(fifty_random_companies_give_the_same_codes_as_the_naive_rules) {
    Seen seen;
    for (int number = 0; number < companies; ++number)
        compare(number, seen);

    BOOST_TEST(seen.eligible > 1000);
    for (auto why = Exclusion::not_listed; why <= Exclusion::unknown_chain;
         why = static_cast<Exclusion>(static_cast<int>(why) + 1))
        BOOST_TEST(seen.codes[std::string(code(why))] > 100, code(why));
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace kith::routing
