// The matcher against route(), which looks at everybody: the same choice, the same order.

#include <boost/test/unit_test.hpp>

#include <algorithm>

#include "kit/numbers.h"
#include "routing/matcher.h"
#include "routing/random_company.h"
#include "routing/router.h"

namespace kith::routing {
namespace {

using tests::Numbers;

constexpr int companies = 40;

// What the random companies leave alike: ways to talk, hours, zones, loads, rules.
struct Company {
    tests::RandomCompany made;
    directory::Snapshot people;
    Conditions rules;
    Numbers numbers;

    explicit Company(int number)
        : made(tests::random_company(static_cast<std::uint64_t>(number) + 1000, {400, 120, 60})),
          numbers(static_cast<std::uint64_t>(number)) {
        for (auto& person : made.people)
            person.timezone = numbers.percent(50)   ? "Europe/Vienna"
                              : numbers.percent(50) ? "America/Lima"
                                                    : "";
        for (auto& supporter : made.supporters)
            vary(supporter);
        people.chart = std::make_shared<directory::OrgChart>(made.people);
        people.book = std::make_shared<directory::SupporterBook>(made.supporters);
        people.former_managers = former_managers();
        auto barred = std::make_shared<std::unordered_set<EmployeeId>>();
        for (const auto& supporter : made.supporters)
            if (numbers.percent(4)) barred->insert(supporter.id);
        people.barred = std::move(barred);
        set_rules();
    }

    Matcher matcher() const {
        return {std::make_shared<directory::Roster>(people, made.today), rules};
    }

    void vary(model::PeerSupporter& supporter) {
        for (const char* channel : {"chat", "phone", "video"})
            if (numbers.percent(40)) supporter.channels.emplace_back(channel);
        for (const char* hours : {"mon 09-12", "tue 08-18", "wed", "sat 09-12", "whenever"})
            if (numbers.percent(30)) supporter.hours.emplace_back(hours);
        if (numbers.percent(20)) supporter.languages.insert(supporter.languages.begin(), "EN");
    }

    std::shared_ptr<const std::vector<model::FormerManager>> former_managers() {
        auto lines = std::make_shared<std::vector<model::FormerManager>>();
        const auto size = static_cast<int>(made.people.size());
        for (const auto& person : made.people)
            if (numbers.percent(10))
                lines->push_back({person.id,
                                  made.people[static_cast<std::size_t>(numbers.below(size))].id,
                                  made.today.plus(-numbers.below(700))});
        std::sort(lines->begin(), lines->end(), [](const auto& a, const auto& b) {
            return std::tie(a.employee, a.manager) < std::tie(b.employee, b.manager);
        });
        return lines;
    }

    Load random_load() {
        Load load{numbers.below(4), numbers.below(5), {}, {}};
        if (numbers.percent(20)) load.cool_down_until = made.today.plus(numbers.below(5) - 2);
        if (numbers.percent(60)) load.last_assigned = made.today.plus(-numbers.below(120));
        return load;
    }

    void set_rules() {
        rules.today = made.today;
        rules.tie_key[3] = 7;
        if (numbers.percent(70)) rules.caseload.emplace();
        rules.settings.topic = numbers.percent(70);
        rules.settings.same_team = numbers.percent(70);
        rules.settings.concerned_department = numbers.percent(50);
        rules.settings.level_distance = numbers.percent(30);
        for (const auto& supporter : made.supporters)
            if (numbers.percent(50)) rules.loads.emplace(supporter.id, random_load());
    }

    const EmployeeId& any_supporter() {
        const auto size = static_cast<int>(made.supporters.size());
        return made.supporters[static_cast<std::size_t>(numbers.below(size))].id;
    }
};

bool equal(const std::vector<Candidate>& a, const std::vector<Candidate>& b) {
    return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](const auto& x, const auto& y) {
        return x.supporter == y.supporter && x.score == y.score;
    });
}

struct Compared {
    int eligible = 0;
    int several = 0;
    int wished_first = 0;
};

void compare(Company& company, const Matcher& matcher, RouteRequest request, Compared& seen) {
    auto& numbers = company.numbers;
    if (numbers.percent(50)) request.channel = numbers.percent(50) ? "Phone" : "video";
    if (numbers.percent(30)) request.wished = company.any_supporter();
    Conditions all = company.rules;
    while (numbers.percent(40))
        all.other_side.insert(company.any_supporter());
    while (numbers.percent(40))
        all.asked_before.insert(company.any_supporter());

    const auto expected = route(request, company.people, all).eligible;
    for (const std::size_t count : {1U, 3U, 1000U}) {
        auto first = expected;
        if (first.size() > count) first.resize(count);
        BOOST_TEST(equal(matcher.best(request, all, count), first), request.key << " " << count);
    }
    BOOST_TEST(matcher.best(request, all, 0).empty());
    seen.eligible += expected.empty() ? 0 : 1;
    seen.several += expected.size() > 3 ? 1 : 0;
    seen.wished_first += !expected.empty() && expected.front().supporter == request.wished ? 1 : 0;
}

BOOST_AUTO_TEST_SUITE(test_matcher)

BOOST_AUTO_TEST_CASE(the_best_are_those_whom_looking_at_everybody_finds_in_the_same_order) {
    Compared seen;
    for (int number = 0; number < companies; ++number) {
        Company company(number);
        const auto matcher = company.matcher();
        for (const auto& request : company.made.requests)
            compare(company, matcher, request, seen);
    }
    BOOST_TEST(seen.eligible > 500);
    BOOST_TEST(seen.several > 200);
    BOOST_TEST(seen.wished_first > 20);
}

BOOST_AUTO_TEST_CASE(loads_that_change_one_by_one_leave_what_building_anew_gives) {
    Compared seen;
    for (int number = 0; number < 5; ++number) {
        Company company(number + 500);
        auto matcher = company.matcher();
        for (int change = 0; change < 2000; ++change) {
            const auto& id = company.any_supporter();
            const auto load = company.random_load();
            company.rules.loads[id] = load;
            matcher.set_load(matcher.roster().place(id).value(), &load);
        }
        for (const auto& request : company.made.requests)
            compare(company, matcher, request, seen);
    }
    BOOST_TEST(seen.eligible > 50);
}

BOOST_AUTO_TEST_CASE(a_copy_keeps_the_loads_that_it_was_made_with) {
    Company company(1);
    const auto& someone = company.made.supporters.front().id;
    auto matcher = company.matcher();
    const auto place = matcher.roster().place(someone).value();
    const Load none{};
    matcher.set_load(place, &none);
    const auto before = matcher.full().has(place);
    const auto copy = matcher;

    const Load many{1000, 0, {}, {}};
    matcher.set_load(place, &many);

    BOOST_TEST(matcher.full().has(place));
    BOOST_TEST(copy.full().has(place) == before);
}

BOOST_AUTO_TEST_CASE(what_is_said_of_one_supporter_is_what_is_said_among_all) {
    Company company(2);
    for (const auto& request : company.made.requests)
        for (const auto& passed : route(request, company.people, company.rules).passed_over) {
            const auto why = exclusions(request, passed.supporter, company.people, company.rules);
            BOOST_TEST((why == passed.why), request.key << " " << passed.supporter.text());
        }
    const auto nobody = exclusions({}, EmployeeId("nobody"), company.people, company.rules);
    BOOST_TEST((nobody == std::vector{Exclusion::not_listed}));
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace kith::routing
