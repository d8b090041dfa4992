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

int topic_fit(const model::PeerSupporter& supporter, const RouteRequest& request) {
    if (request.topic.empty()) return full;
    return position_folded(supporter.topics, request.topic) < supporter.topics.size() ? full : 0;
}

int language_rank(const model::PeerSupporter& supporter, const RouteRequest& request) {
    if (request.language.empty()) return full;
    return full / (static_cast<int>(position_folded(supporter.languages, request.language)) + 1);
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

// Half is the way to talk, half the working hours. Who has said nothing about one is taken to be
// free.
int hours_overlap(const model::PeerSupporter& supporter, const model::Person& person,
                  const RouteRequest& request, const model::Person* requester) {
    const bool channel =
        request.channel.empty() || supporter.channels.empty() ||
        position_folded(supporter.channels, request.channel) < supporter.channels.size();
    const int channel_part = channel ? full / 2 : 0;
    if (requester && !same_or_unsaid(requester->timezone, person.timezone)) return channel_part;
    if (supporter.hours.empty()) return channel_part + full / 2;
    return channel_part + full / 2 * working_minutes(supporter.hours) / week_minutes;
}

int location(const model::Person& person, const model::Person* requester) {
    if (!requester || requester->location.empty()) return full;
    return equal_folded(requester->location, person.location) ? full : 0;
}

int spare_capacity(const model::PeerSupporter& supporter, const Conditions& conditions) {
    const std::int64_t limit = open_limit(supporter, conditions);
    const std::int64_t open = std::max(0, open_assignments(supporter, conditions));
    if (limit <= open) return 0;
    return static_cast<int>(full * (limit - open) / limit);
}

int rested(const model::PeerSupporter& supporter, const Conditions& conditions) {
    const auto known = conditions.loads.find(supporter.id);
    if (known == conditions.loads.end() || !known->second.last_assigned) return full;
    const auto days =
        std::int64_t{conditions.today.since_epoch} - known->second.last_assigned->since_epoch;
    return static_cast<int>(full * std::clamp<std::int64_t>(days, 0, rested_days) / rested_days);
}

}  // namespace

Score::Score(const RouteRequest& request, const model::Person* requester,
             const Conditions& conditions)
    : request_(request), requester_(requester), conditions_(conditions) {}

int Score::of(const model::PeerSupporter& supporter, const model::Person& person) const {
    const auto& weights = conditions_.settings.weights;
    std::int64_t met = 0;
    std::int64_t all = 0;
    const auto add = [&](std::int64_t weight, int part) {
        met += weight * part;
        all += weight * full;
    };
    add(weights.topic, topic_fit(supporter, request_));
    add(weights.language, language_rank(supporter, request_));
    add(weights.hours, hours_overlap(supporter, person, request_, requester_));
    add(weights.location, location(person, requester_));
    add(weights.spare_capacity, spare_capacity(supporter, conditions_));
    add(weights.rested, rested(supporter, conditions_));
    if (all == 0) return 0;
    return static_cast<int>((score_max * met + all / 2) / all);
}

}  // namespace kith::routing
