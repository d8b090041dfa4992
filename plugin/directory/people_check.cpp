#include "directory/people_check.h"

#include <algorithm>
#include <map>

namespace kith::directory {
namespace {

// A sentence names so many; the finding's `people` has them all.
constexpr std::size_t named_max = 10;

std::string listed(const std::vector<EmployeeId>& people) {
    std::string text;
    for (std::size_t i = 0; i < people.size() && i < named_max; ++i)
        text += (i == 0 ? "" : ", ") + people[i].text();
    if (people.size() > named_max)
        text += " and " + std::to_string(people.size() - named_max) + " more";
    return text;
}

void find_cycles(const OrgChart& chart, std::vector<ChartFinding>& findings) {
    std::vector<bool> told(chart.size());
    for (Seat start = 0; start < chart.size(); ++start) {
        if (!chart.in_cycle(start) || told[start]) continue;
        std::vector<EmployeeId> members;
        for (Seat seat = start; !told[seat]; seat = *chart.manager(seat)) {
            told[seat] = true;
            members.push_back(chart.person(seat).id);
        }
        auto what = members.size() == 1 ? members[0].text() + " is named as her own manager"
                                        : "walking up from " + members[0].text() +
                                              " comes back to her: " + listed(members);
        findings.push_back({ChartFault::cycle, std::move(members), std::move(what) + ".",
                            "Give one of them another manager, or none at the top. Until then the "
                            "chain of all in and below this cycle is unknown: Kith never brings "
                            "them together with anybody of the same department."});
    }
}

// Who names whom, for those named who are nobody among the people.
using NamedNobody = std::map<EmployeeId, std::vector<EmployeeId>>;

void find_unknown_managers(const OrgChart& chart, std::vector<ChartFinding>& findings) {
    NamedNobody named;
    for (Seat seat = 0; seat < chart.size(); ++seat) {
        const auto& person = chart.person(seat);
        if (!person.manager_id.empty() && !chart.manager(seat))
            named[person.manager_id].push_back(person.id);
    }
    for (auto& [manager, people] : named) {
        auto what = manager.text() + " is nobody among the people, but the manager of " +
                    listed(people) + ".";
        findings.push_back({ChartFault::unknown_manager, std::move(people), std::move(what),
                            "Add this manager to the source, or correct the managerId. Until then "
                            "the chain of all below is unknown: Kith never brings them together "
                            "with anybody of the same department."});
    }
}

void find_unknown_dotted(const OrgChart& chart, std::vector<ChartFinding>& findings) {
    NamedNobody named;
    for (const auto& person : chart.people())
        for (const auto& manager : person.dotted_manager_ids)
            if (!chart.seat(manager)) named[manager].push_back(person.id);
    for (auto& [manager, people] : named) {
        auto what = manager.text() + " is nobody among the people, but a dotted-line manager of " +
                    listed(people) + ".";
        findings.push_back({ChartFault::unknown_dotted_manager, std::move(people), std::move(what),
                            "Add this manager to the source, or take the line out. Until then the "
                            "line keeps nobody apart who is among the people."});
    }
}

void find_orphans(const OrgChart& chart, std::vector<ChartFinding>& findings) {
    for (Seat seat = 0; seat < chart.size(); ++seat) {
        const auto& person = chart.person(seat);
        if (!person.manager_id.empty() || chart.has_reports(seat)) continue;
        findings.push_back({ChartFault::orphan,
                            {person.id},
                            person.id.text() + " has neither a manager nor a report.",
                            "Give her a manager. Until then her chain is unknown: Kith never "
                            "brings her together with anybody of the same department."});
    }
}

void find_roots(const OrgChart& chart, std::vector<ChartFinding>& findings) {
    std::vector<EmployeeId> roots;
    for (Seat seat = 0; seat < chart.size(); ++seat)
        if (chart.person(seat).manager_id.empty() && chart.has_reports(seat))
            roots.push_back(chart.person(seat).id);
    if (roots.size() < 2) return;

    auto what = std::to_string(roots.size()) +
                " people are at the top, with reports and without "
                "a manager: " +
                listed(roots) + ".";
    findings.push_back({ChartFault::several_roots, std::move(roots), std::move(what),
                        "Right for a group of companies. Otherwise give all but one a manager. "
                        "Until then Kith takes each for the head of a line of its own."});
}

void find_inactive_managers(const OrgChart& chart, std::vector<ChartFinding>& findings) {
    std::map<Seat, std::vector<EmployeeId>> led;
    for (Seat seat = 0; seat < chart.size(); ++seat) {
        const auto manager = chart.manager(seat);
        if (manager && chart.person(seat).active && !chart.person(*manager).active)
            led[*manager].push_back(chart.person(seat).id);
    }
    for (const auto& [manager, reports] : led) {
        const auto& id = chart.person(manager).id;
        findings.push_back(
            {ChartFault::inactive_manager,
             {id},
             id.text() + " has left but is still the manager of " + listed(reports) + ".",
             "Give them a new manager. Until then Kith walks on through the one who "
             "left: those above her stay in their chain."});
    }
}

void find_unsure_managers(const OrgChart& chart, std::vector<ChartFinding>& findings) {
    std::vector<EmployeeId> unsure;
    for (const auto& person : chart.people())
        if (person.manager_unsure && !person.departed) unsure.push_back(person.id);
    if (unsure.empty()) return;

    auto what = "the directory does not say who leads " + listed(unsure) + ".";
    findings.push_back({ChartFault::unsure_manager, std::move(unsure), std::move(what),
                        "Give each a manager there, or name who leads the house as <top> in the "
                        "manifest. Until then Kith keeps the last line that it knew, and their "
                        "chain and that of all below is unknown."});
}

}  // namespace

std::vector<ChartFinding> check(const OrgChart& chart) {
    std::vector<ChartFinding> findings;
    find_cycles(chart, findings);
    find_unknown_managers(chart, findings);
    find_unknown_dotted(chart, findings);
    find_orphans(chart, findings);
    find_roots(chart, findings);
    find_inactive_managers(chart, findings);
    find_unsure_managers(chart, findings);
    return findings;
}

}  // namespace kith::directory
