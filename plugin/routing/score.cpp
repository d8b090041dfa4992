#include "routing/score.h"

#include <algorithm>
#include <cstdint>

#include "directory/hours.h"
#include "directory/words.h"
#include "routing/rules.h"

namespace kith::routing {
namespace {

using directory::equal_folded;
using directory::Hours;
using directory::position_folded;

constexpr int full = 1000;  // Each part is 0 to `full`; a part that is not asked about is full.
constexpr int score_max = 100;
constexpr int rested_days = 90;
constexpr int week_minutes = 10 * 60;  // So many hours a week within working time are plenty.
constexpr int friday = 4;
constexpr int work_begins = 8 * 60;
constexpr int work_ends = 18 * 60;

bool has_word(const std::vector<std::string>& list, const std::string& word) {
    return position_folded(list, word) < list.size();
}

bool same_or_unsaid(const std::string& a, const std::string& b) {
    return a.empty() || b.empty() || equal_folded(a, b);
}

int working_minutes(const std::vector<std::string>& given) {
    int minutes = 0;
    for (const auto& text : given) {
        const auto hours = directory::parse_hours(text);
        if (!hours || hours->weekday > friday) continue;
        minutes += overlap_minutes(*hours, Hours{hours->weekday, work_begins, work_ends});
    }
    return std::min(minutes, week_minutes);
}

// Who has said nothing about her hours is taken to be free.
int working_hours(const model::PeerSupporter& supporter) {
    if (supporter.hours.empty()) return full / 2;
    return full / 2 * working_minutes(supporter.hours) / week_minutes;
}

int spare_capacity(const model::PeerSupporter& supporter, const Load* load,
                   const Conditions& conditions) {
    const std::int64_t limit = open_limit(supporter, conditions);
    const std::int64_t open = std::max(0, open_assignments(supporter, load));
    if (limit <= open) return 0;
    return static_cast<int>(full * (limit - open) / limit);
}

int rested(const Load* load, const Conditions& conditions) {
    if (!load || !load->last_assigned) return full;
    const auto days = std::int64_t{conditions.today.since_epoch} - load->last_assigned->since_epoch;
    return static_cast<int>(full * std::clamp<std::int64_t>(days, 0, rested_days) / rested_days);
}

}  // namespace

OwnParts own_parts(const model::PeerSupporter& supporter, const Load* load,
                   const Conditions& conditions) {
    return {static_cast<std::uint16_t>(working_hours(supporter)),
            static_cast<std::uint16_t>(spare_capacity(supporter, load, conditions)),
            static_cast<std::uint16_t>(rested(load, conditions))};
}

Fit fit(const model::PeerSupporter& supporter, const model::Person& person,
        const RouteRequest& request, const model::Person* requester) {
    Fit found;
    found.topic = request.topic.empty() || has_word(supporter.topics, request.topic);
    if (!request.language.empty())
        found.language_place = position_folded(supporter.languages, request.language);
    found.channel = request.channel.empty() || supporter.channels.empty() ||
                    has_word(supporter.channels, request.channel);
    if (!requester) return found;
    found.time_zone = same_or_unsaid(requester->timezone, person.timezone);
    found.location =
        requester->location.empty() || equal_folded(requester->location, person.location);
    return found;
}

int score(const OwnParts& own, const Fit& fit, const model::RoutingWeights& weights) {
    std::int64_t met = 0;
    std::int64_t all = 0;
    const auto add = [&](std::int64_t weight, int part) {
        met += weight * part;
        all += weight * full;
    };
    // Half is the way to talk, half the working hours.
    const int hours = (fit.channel ? full / 2 : 0) + (fit.time_zone ? own.hours : 0);
    add(weights.topic, fit.topic ? full : 0);
    add(weights.language, full / (static_cast<int>(fit.language_place) + 1));
    add(weights.hours, hours);
    add(weights.location, fit.location ? full : 0);
    add(weights.spare_capacity, own.spare_capacity);
    add(weights.rested, own.rested);
    if (all == 0) return 0;
    return static_cast<int>((score_max * met + all / 2) / all);
}

}  // namespace kith::routing
