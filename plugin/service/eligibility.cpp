#include "service/eligibility.h"

#include <algorithm>

#include "base/text.h"

namespace kith::service {
namespace {

bool names(const std::vector<std::string>& list, const std::string& value) {
    const auto wanted = lower_ascii(trimmed(value));
    return std::any_of(list.begin(), list.end(), [&](const std::string& entry) {
        return lower_ascii(trimmed(entry)) == wanted;
    });
}

}  // namespace

std::vector<FixedText> ineligible(const model::EligibilitySettings& settings,
                                  const directory::OrgChart& chart, const EmployeeId& person) {
    const auto seat = chart.seat(person);
    if (!seat || !chart.person(*seat).active) return {"not an active employee"};

    std::vector<FixedText> reasons;
    if (!settings.managers_of_people && chart.has_reports(*seat))
        reasons.push_back("a manager of people");
    if (names(settings.excluded_departments, chart.person(*seat).department))
        reasons.push_back("works in a department that the manifest excludes");
    if (names(settings.excluded_titles, chart.person(*seat).title))
        reasons.push_back("has a title that the manifest excludes");
    return reasons;
}

}  // namespace kith::service
