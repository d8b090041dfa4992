#include "routing/rules.h"

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <cstdlib>
#include <span>

#include "directory/words.h"

namespace kith::routing {
namespace {

constexpr std::int64_t level_distance_max = 1;
constexpr int months_max = 1200;  // A century: longer is for ever, and the calendar has an end.

bool has(std::span<const EmployeeId> list, const EmployeeId& id) {
    return std::find(list.begin(), list.end(), id) != list.end();
}

bool speaks_of(const std::vector<std::string>& list, const std::string& wanted) {
    return wanted.empty() || directory::position_folded(list, wanted) < list.size();
}

// Whether `lower` walks up through `upper`, or names her in a dotted line. A line that names
// somebody counts even where nobody of that id is among the people.
bool leads(const Standing& upper, const Standing& lower, const directory::OrgChart& chart) {
    if (!lower.seat || upper.id->empty()) return false;
    if (has(lower.dotted_managers, *upper.id)) return true;
    if (upper.seat) return directory::OrgChart::leads(upper.span, lower.span);
    return chart.person(chart.top(*lower.seat)).manager_id == *upper.id;
}

bool chain_of_command(const Standing& a, const Standing& b, const directory::OrgChart& chart) {
    return leads(a, b, chart) || leads(b, a, chart);
}

bool same_team(const Standing& a, const Standing& b) {
    return a.team != 0 && a.team == b.team;
}

bool same_department(const Standing& a, const Standing& b) {
    return a.department != 0 && a.department == b.department;
}

// Of an empty department anything may be true.
bool maybe_same_department(const Standing& a, const Standing& b) {
    return a.department == 0 || b.department == 0 || a.department == b.department;
}

bool unknown_chain(const Standing& a, const Standing& b) {
    return (a.chain_unknown || b.chain_unknown) && maybe_same_department(a, b);
}

bool levels_apart(const Standing& a, const Standing& b) {
    return std::abs(std::int64_t{a.level} - b.level) > level_distance_max;
}

// The same day some months later; where that month is shorter, its last day.
Day months_later(Day day, int months) {
    namespace chrono = std::chrono;
    const chrono::year_month_day date{chrono::sys_days{chrono::days{day.since_epoch}}};
    auto later = date + chrono::months{std::min(months, months_max)};
    if (!later.ok()) later = later.year() / later.month() / chrono::last;
    return Day{static_cast<std::int32_t>(chrono::sys_days{later}.time_since_epoch().count())};
}

bool led_lately(const Standing& employee, const Standing& manager, const Conditions& conditions) {
    return std::ranges::any_of(employee.led_by, [&](const model::FormerManager& line) {
        return line.manager == *manager.id &&
               months_later(line.until, conditions.settings.former_manager_months) >=
                   conditions.today;
    });
}

bool former_manager(const Standing& a, const Standing& b, const Conditions& conditions) {
    return led_lately(a, b, conditions) || led_lately(b, a, conditions);
}

// The rules that hold against any party, never against the supporter herself.
Exclusions against(const Standing& supporter, const std::vector<EmployeeId>& declared,
                   const Standing& party, const directory::OrgChart& chart,
                   const Conditions& conditions) {
    Exclusions found;
    found.add_if(Exclusion::declared_conflict, has(declared, *party.id));
    found.add_if(Exclusion::chain_of_command, chain_of_command(supporter, party, chart));
    found.add_if(Exclusion::same_team,
                 conditions.settings.same_team && same_team(supporter, party));
    found.add_if(Exclusion::unknown_chain, unknown_chain(supporter, party));
    found.add_if(Exclusion::former_manager, former_manager(supporter, party, conditions));
    return found;
}

}  // namespace

const Load* load(const EmployeeId& supporter, const Conditions& conditions) {
    const auto found = conditions.loads.find(supporter);
    return found == conditions.loads.end() ? nullptr : &found->second;
}

int open_assignments(const model::PeerSupporter& supporter, const Load* load) {
    return load ? load->open : supporter.open_cases;
}

int open_limit(const model::PeerSupporter& supporter, const Conditions& conditions) {
    if (!conditions.caseload) return supporter.capacity;
    return std::min(supporter.capacity, conditions.caseload->open_max);
}

int room(const model::PeerSupporter& supporter, const Load* load, const Conditions& conditions) {
    const int open =
        open_limit(supporter, conditions) - std::max(0, open_assignments(supporter, load));
    if (!conditions.caseload) return open;
    return std::min(open, conditions.caseload->new_per_year_max - (load ? load->new_this_year : 0));
}

Exclusions unavailable(const model::PeerSupporter& supporter, const Standing& standing,
                       const Load* load, const Conditions& conditions) {
    const Day today = conditions.today;
    const bool approved = supporter.enrolment == model::Enrolment::approved;
    const auto& accredited = supporter.accredited_until;
    const auto& leave = supporter.on_leave_until;

    Exclusions found;
    found.add_if(Exclusion::not_listed, !approved || !supporter.listed || standing.barred);
    found.add_if(Exclusion::inactive, !standing.active);
    found.add_if(Exclusion::on_leave, leave && *leave >= today);
    found.add_if(Exclusion::accreditation_expired, !accredited || *accredited < today);
    found.add_if(Exclusion::at_capacity,
                 open_assignments(supporter, load) >= open_limit(supporter, conditions));
    if (!conditions.caseload || !load) return found;
    found.add_if(Exclusion::yearly_limit,
                 load->new_this_year >= conditions.caseload->new_per_year_max);
    found.add_if(Exclusion::cool_down, load->cool_down_until && today <= *load->cool_down_until);
    return found;
}

Exclusions unwanted(const model::PeerSupporter& supporter, const RouteRequest& request,
                    const Conditions& conditions) {
    Exclusions found;
    found.add_if(Exclusion::language, !speaks_of(supporter.languages, request.language));
    found.add_if(Exclusion::topic,
                 conditions.settings.topic && !speaks_of(supporter.topics, request.topic));
    found.add_if(Exclusion::excluded_by_requester, has(request.excluded, supporter.id));
    found.add_if(Exclusion::other_side, conditions.other_side.contains(supporter.id));
    found.add_if(Exclusion::asked_before, conditions.asked_before.contains(supporter.id));
    return found;
}

Exclusions conflicts(const Standing& supporter, const std::vector<EmployeeId>& declared,
                     const Parties& parties, const directory::OrgChart& chart,
                     const Conditions& conditions) {
    const auto& settings = conditions.settings;
    const Standing& requester = parties.requester;

    Exclusions found;
    found.add_if(Exclusion::party, same_person(supporter, requester));
    if (!same_person(supporter, requester)) {
        found |= against(supporter, declared, requester, chart, conditions);
        found.add_if(Exclusion::level_distance,
                     settings.level_distance && levels_apart(supporter, requester));
    }
    for (const Standing& concerned : parties.concerned) {
        found.add_if(Exclusion::party, same_person(supporter, concerned));
        if (same_person(supporter, concerned)) continue;
        found |= against(supporter, declared, concerned, chart, conditions);
        found.add_if(Exclusion::concerned_department,
                     settings.concerned_department && same_department(supporter, concerned));
    }
    return found;
}

}  // namespace kith::routing
