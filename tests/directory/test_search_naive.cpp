// Search against a second reading of its promise that looks at everybody: the same pages.

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <tuple>

#include "directory/search.h"
#include "directory/words.h"
#include "kit/numbers.h"
#include "routing/random_company.h"

namespace kith::directory {
namespace {

using tests::Numbers;

bool among(const std::vector<std::string>& list, const std::string& word) {
    return word.empty() || position_folded(list, word) < list.size();
}

struct Looked {
    const tests::RandomCompany& company;
    const std::unordered_set<EmployeeId>& full;

    const model::Person* person(const EmployeeId& id) const {
        for (const auto& one : company.people)
            if (one.id == id) return &one;
        return nullptr;
    }

    bool shown(const model::PeerSupporter& s, const SupporterQuery& query) const {
        const auto* her = person(s.id);
        if (!her || !her->active || !s.listed || s.enrolment != model::Enrolment::approved)
            return false;
        if (!s.accredited_until || *s.accredited_until < company.today) return false;
        if (s.on_leave_until && *s.on_leave_until >= company.today) return false;
        if (!query.location.empty() && !equal_folded(her->location, query.location)) return false;
        if (!query.text.empty() && !has_word_beginning(s.about, query.text)) return false;
        return among(s.languages, query.language) && among(s.topics, query.topic) &&
               among(s.channels, query.channel) && among(s.shared, query.shared);
    }

    int misfit(const model::PeerSupporter& s, const SupporterQuery& query) const {
        int sum = 0;
        if (!query.language.empty())
            sum +=
                1000 - 1000 / (static_cast<int>(position_folded(s.languages, query.language)) + 1);
        if (!query.text.empty() && !has_whole_word(s.about, query.text)) sum += 1000;
        return sum;
    }

    std::vector<EmployeeId> all(const SupporterQuery& query) const {
        std::vector<std::tuple<int, bool, std::uint64_t, EmployeeId>> found;
        std::unordered_set<EmployeeId> seen;
        for (const auto& s : company.supporters)
            if (seen.insert(s.id).second && shown(s, query))
                found.emplace_back(misfit(s, query), full.contains(s.id),
                                   keyed_hash(key_of(company.today, 'd'), s.id.text()), s.id);
        std::sort(found.begin(), found.end());
        std::vector<EmployeeId> ids;
        for (const auto& one : found)
            ids.push_back(std::get<3>(one));
        return ids;
    }
};

std::vector<EmployeeId> paged(const Roster& roster, SupporterQuery query, const Bits& full) {
    std::vector<EmployeeId> ids;
    do {
        const auto page = search(roster, query, full);
        BOOST_REQUIRE(page);
        for (const auto& card : page->cards)
            ids.push_back(card.id);
        query.after = page->next;
    } while (!query.after.empty());
    return ids;
}

SupporterQuery random_query(Numbers& numbers) {
    const auto one_of = [&](std::initializer_list<const char*> words) {
        return std::string(*(words.begin() + numbers.below(words.size())));
    };
    SupporterQuery query;
    query.language = one_of({"", "en", "DE", "fr", "es", "pl", "xx"});
    query.topic = one_of({"", "", "stress", "Grief", "unheard"});
    query.location = one_of({"", "", "graz", "Linz"});
    query.channel = one_of({"", "", "phone"});
    query.shared = one_of({"", "", "", "parent"});
    query.text = one_of({"", "", "", "listen", "listens"});
    query.limit = 1 + numbers.below(30);
    return query;
}

tests::RandomCompany company_of(std::uint64_t number, Numbers& numbers) {
    auto company = tests::random_company(number, {500, 150, 0});
    for (auto& s : company.supporters) {
        if (numbers.percent(40)) s.channels = {"chat", "phone"};
        if (numbers.percent(3)) s.shared = {"parent"};
        if (numbers.percent(40)) s.about = numbers.percent(50) ? "she listens" : "I listen";
        std::rotate(
            s.languages.begin(),
            s.languages.begin() + static_cast<std::ptrdiff_t>(
                                      s.languages.empty() ? 0 : numbers.below(s.languages.size())),
            s.languages.end());
    }
    // Long lists: later places count alike.
    for (int i = 0; i < 40; ++i)
        for (const std::size_t who : {3U, 7U, 11U})
            company.supporters[who].languages.insert(company.supporters[who].languages.begin(),
                                                     "l" + std::to_string(i));
    return company;
}

BOOST_AUTO_TEST_SUITE(test_search_naive)

BOOST_AUTO_TEST_CASE(page_by_page_search_shows_what_looking_at_everybody_finds) {
    std::size_t shown = 0;
    for (std::uint64_t number = 1; number <= 30; ++number) {
        Numbers numbers(number);
        const auto company = company_of(number, numbers);
        const Roster roster({std::make_shared<OrgChart>(company.people),
                             std::make_shared<SupporterBook>(company.supporters), nullptr},
                            company.today);
        std::unordered_set<EmployeeId> full;
        Bits busy(roster.size());
        for (const auto& s : company.supporters)
            if (numbers.percent(30)) {
                full.insert(s.id);
                busy.set(roster.place(s.id).value());
            }
        const Looked looked{company, full};
        for (int i = 0; i < 40; ++i) {
            const auto query = random_query(numbers);
            const auto expected = looked.all(query);
            BOOST_TEST((paged(roster, query, busy) == expected), number << " " << i);
            shown += expected.size();
        }
    }
    BOOST_TEST(shown > 5'000U);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace kith::directory
