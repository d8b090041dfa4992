#include "routing/coverage.h"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

#include "base/fault.h"
#include "base/text.h"
#include "directory/words.h"
#include "routing/rules.h"
#include "routing/standing.h"

namespace kith::routing {
namespace {

constexpr std::size_t enough = 3;

// A supporter against whom nothing speaks today, whoever asks.
struct Ready {
    const model::PeerSupporter* supporter;
    Standing standing;
};

using ByLanguage = std::map<std::string, std::vector<const Ready*>>;

std::vector<Ready> ready_supporters(const directory::Snapshot& snapshot,
                                    const Conditions& conditions) {
    std::vector<Ready> ready;
    for (const auto& supporter : snapshot.book->all()) {
        const Standing hers = standing(supporter.id, snapshot, conditions);
        const auto* known = load(supporter.id, conditions);
        if (unavailable(supporter, hers, known, conditions).none())
            ready.push_back({&supporter, hers});
    }
    return ready;
}

// Under the empty language stand all: a request without one does not filter.
ByLanguage by_language(const std::vector<Ready>& ready) {
    ByLanguage speakers;
    for (const auto& one : ready) {
        std::set<std::string> spoken{""};
        for (const auto& language : one.supporter->languages)
            spoken.insert(lower_ascii(language));
        for (const auto& language : spoken)
            speakers[language].push_back(&one);
    }
    return speakers;
}

// The first candidates of one employee; nobody needs to know of more than enough.
std::vector<const Ready*> candidates(const Parties& parties,
                                     const std::vector<const Ready*>& speakers,
                                     const directory::Snapshot& snapshot,
                                     const Conditions& conditions) {
    std::vector<const Ready*> found;
    for (const auto* one : speakers) {
        if (!conflicts(one->standing, one->supporter->declared_conflicts, parties, *snapshot.chart,
                       conditions)
                 .none())
            continue;
        found.push_back(one);
        if (found.size() == enough) break;
    }
    return found;
}

std::vector<CoverageGroup> with_gaps(const std::map<std::string, CoverageGroup>& departments) {
    std::vector<CoverageGroup> gaps;
    for (const auto& [name, group] : departments)
        if (group.fewer_than_three > 0) gaps.push_back(group);
    std::sort(gaps.begin(), gaps.end(), [](const CoverageGroup& a, const CoverageGroup& b) {
        return std::tie(b.without, b.fewer_than_three, a.department) <
               std::tie(a.without, a.fewer_than_three, b.department);
    });
    return gaps;
}

std::vector<std::string> missing_topics(const std::vector<Ready>& ready,
                                        const std::vector<std::string>& topics) {
    std::vector<std::string> missing;
    std::copy_if(topics.begin(), topics.end(), std::back_inserter(missing), [&](const auto& topic) {
        return std::none_of(ready.begin(), ready.end(), [&](const Ready& one) {
            const auto& hers = one.supporter->topics;
            return directory::position_folded(hers, topic) < hers.size();
        });
    });
    return missing;
}

}  // namespace

Coverage coverage(const directory::Snapshot& snapshot, const Conditions& conditions,
                  const std::string& default_language, const std::vector<std::string>& topics) {
    KITH_ASSERT(snapshot.chart && snapshot.book);
    const auto ready = ready_supporters(snapshot, conditions);
    auto speakers = by_language(ready);

    Coverage total;
    std::map<std::string, CoverageGroup> departments;
    std::set<EmployeeId> only_ones;
    std::set<std::string> unspoken;
    for (const auto& employee : snapshot.chart->people()) {
        if (!employee.active) continue;
        const auto& preferred = employee.preferred_language;
        const auto language = lower_ascii(preferred.empty() ? default_language : preferred);
        const auto& asked = speakers[language];
        if (asked.empty() && !language.empty()) unspoken.insert(language);

        Parties parties{standing(employee.id, snapshot, conditions), {}};
        if (!employee.manager_id.empty())
            parties.concerned.push_back(standing(employee.manager_id, snapshot, conditions));
        const auto found = candidates(parties, asked, snapshot, conditions);

        auto& group = departments[employee.department];
        group.department = employee.department;
        ++group.employees;
        ++total.employees;
        if (found.empty()) ++group.without;
        if (found.size() < enough) ++group.fewer_than_three;
        if (found.size() == 1) only_ones.insert(found.front()->supporter->id);
    }
    for (const auto& [name, group] : departments) {
        total.without += group.without;
        total.fewer_than_three += group.fewer_than_three;
    }
    total.departments = with_gaps(departments);
    total.single_points.assign(only_ones.begin(), only_ones.end());
    total.languages_missing.assign(unspoken.begin(), unspoken.end());
    total.topics_missing = missing_topics(ready, topics);
    return total;
}

}  // namespace kith::routing
