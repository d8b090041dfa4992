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

Scoring::Scoring(const model::RoutingWeights& weights) : weights_(weights) {
    for (const std::int64_t weight : {weights.topic, weights.language, weights.hours,
                                      weights.location, weights.spare_capacity, weights.rested})
        all_ += weight * full;
}

std::int64_t Scoring::load(const OwnParts& own) const {
    return std::int64_t{weights_.spare_capacity} * own.spare_capacity +
           std::int64_t{weights_.rested} * own.rested;
}

std::int64_t Scoring::hours(const OwnParts& own) const {
    return std::int64_t{weights_.hours} * own.hours;
}

std::int64_t Scoring::asked(const Fit& fit) const {
    const int language = full / (static_cast<int>(fit.language_place) + 1);
    return std::int64_t{weights_.topic} * (fit.topic ? full : 0) +
           std::int64_t{weights_.language} * language +
           // Half is the way to talk, half the working hours.
           std::int64_t{weights_.hours} * (fit.channel ? full / 2 : 0) +
           std::int64_t{weights_.location} * (fit.location ? full : 0);
}

std::int64_t Scoring::most_of_her_own() const {
    const OwnParts most{full / 2, full, full};
    return load(most) + hours(most);
}

int Scoring::points(std::int64_t sum) const {
    if (all_ == 0) return 0;
    return static_cast<int>((score_max * sum + all_ / 2) / all_);
}

std::int64_t Scoring::least(int points) const {
    if (all_ == 0 || points <= 0) return 0;
    return (points * all_ - all_ / 2 + score_max - 1) / score_max;
}

}  // namespace kith::routing
