#include "routing/matcher.h"

#include <algorithm>
#include <optional>

#include "base/fault.h"
#include "base/text.h"
#include "routing/draw.h"
#include "routing/rules.h"

namespace kith::routing {
namespace {

using directory::Bits;
using directory::RosterPlace;

const model::Person* person_of(const Standing& standing, const directory::Snapshot& people) {
    return standing.seat ? &people.chart->person(*standing.seat) : nullptr;
}

}  // namespace

// What is asked, as bits; empty where it says nothing.
struct Matcher::Asked {
    std::optional<Bits> topic;  // Only where a topic excludes nobody.
    std::optional<Bits> channel;
    std::optional<Bits> location;
    std::uint32_t time_zone = 0;
};

// The best so far, best first.
class Matcher::Best {
public:
    Best(const Matcher& matcher, const RouteRequest& request, const Parties& parties,
         std::size_t count)
        : matcher_(matcher),
          parties_(parties),
          draw_(request.key, matcher.ground_->rules),
          wished_(matcher.roster().place(request.wished)),
          count_(count) {}

    // Below this nobody but the wished one can be among them any more.
    std::int64_t least() const { return least_; }
    bool is_wished(RosterPlace place) const { return place == wished_; }
    std::optional<RosterPlace> wished() const { return wished_; }

    void offer(RosterPlace place, std::int64_t sum) {
        const auto& scoring = matcher_.ground_->scoring;
        const Entry entry{is_wished(place), scoring.points(sum), draw_.of(id(place)), place};
        if (places_.size() == count_ && !comes_first(entry, places_.back())) return;
        if (in_conflict(place)) return;
        const auto at =
            std::upper_bound(places_.begin(), places_.end(), entry,
                             [this](const Entry& a, const Entry& b) { return comes_first(a, b); });
        places_.insert(at, entry);
        if (places_.size() > count_) places_.pop_back();
        if (places_.size() == count_) least_ = scoring.least(places_.back().score);
    }

    bool in_conflict(RosterPlace place) const {
        const auto& ground = *matcher_.ground_;
        const auto& declared = ground.roster->supporter(place).declared_conflicts;
        return !conflicts(ground.standings[place], declared, parties_,
                          *ground.roster->people().chart, ground.rules)
                    .none();
    }

    std::vector<Candidate> candidates() const {
        std::vector<Candidate> all;
        all.reserve(places_.size());
        for (const auto& one : places_)
            all.push_back({id(one.place), one.score});
        return all;
    }

private:
    struct Entry {
        bool wished;
        int score;
        std::uint64_t draw;
        RosterPlace place;
    };

    const EmployeeId& id(RosterPlace place) const {
        return matcher_.ground_->roster->supporter(place).id;
    }
    bool comes_first(const Entry& a, const Entry& b) const {
        if (a.wished != b.wished) return a.wished;
        if (a.score != b.score) return a.score > b.score;
        if (a.draw != b.draw) return a.draw < b.draw;
        return id(a.place) < id(b.place);
    }

    const Matcher& matcher_;
    const Parties& parties_;
    Draw draw_;
    std::optional<RosterPlace> wished_;
    std::size_t count_;
    std::int64_t least_ = 0;
    std::vector<Entry> places_;
};

Matcher::Matcher(std::shared_ptr<const directory::Roster> roster, Conditions rules)
    : ground_(std::make_shared<const Ground>(std::move(roster), std::move(rules))),
      own_(ground_->roster->size()),
      rooms_(ground_->roster->size()),
      ready_(ground_->roster->size()),
      full_(ground_->roster->size()) {
    for (RosterPlace place = 0; place < own_.size(); ++place)
        set_load(place, load(ground_->roster->supporter(place).id, ground_->rules));
}

Matcher::Ground::Ground(std::shared_ptr<const directory::Roster> roster_, Conditions rules_)
    : roster(std::move(roster_)), rules(std::move(rules_)), scoring(rules.settings.weights) {
    KITH_ASSERT(roster && roster->today() == rules.today);
    without_channels = Bits(roster->size());
    for (RosterPlace place = 0; place < roster->size(); ++place) {
        const auto& supporter = roster->supporter(place);
        standings.push_back(standing(supporter.id, roster->people(), rules));
        const auto* const person = person_of(standings.back(), roster->people());
        const auto zone = person == nullptr ? std::string{} : lower_ascii(person->timezone);
        const auto next = static_cast<std::uint32_t>(zone_numbers.size() + 1);
        time_zones.push_back(zone.empty() ? 0 : zone_numbers.emplace(zone, next).first->second);
        if (supporter.channels.empty()) without_channels.set(place);
    }
}

void Matcher::set_load(RosterPlace place, const Load* load) {
    const auto& supporter = ground_->roster->supporter(place);
    const auto& rules = ground_->rules;
    const auto own = own_parts(supporter, load, rules);
    own_[place] = {ground_->scoring.load(own), ground_->scoring.hours(own)};
    ready_.put(place, unavailable(supporter, ground_->standings[place], load, rules).none());
    full_.put(place, open_assignments(supporter, load) >= open_limit(supporter, rules));
    rooms_[place] = routing::room(supporter, load, rules);
}

// Whom neither her own affairs nor the request's words exclude.
Bits Matcher::open_to(const RouteRequest& request, const Earlier& earlier) const {
    const auto& roster = *ground_->roster;
    Bits open = ready_;
    if (ground_->rules.settings.topic) roster.keep_topic(open, request.topic);
    const auto leave_out = [&](const EmployeeId& id) {
        if (const auto place = roster.place(id)) open.clear(*place);
    };
    std::for_each(request.excluded.begin(), request.excluded.end(), leave_out);
    std::for_each(earlier.other_side.begin(), earlier.other_side.end(), leave_out);
    std::for_each(earlier.asked_before.begin(), earlier.asked_before.end(), leave_out);
    return open;
}

Matcher::Asked Matcher::asked(const RouteRequest& request, const Standing& requester) const {
    const auto& roster = *ground_->roster;
    Asked asked;
    if (!ground_->rules.settings.topic && !request.topic.empty())
        asked.topic = roster.with_topic(request.topic);
    if (!request.channel.empty()) {
        asked.channel = roster.with_channel(request.channel);
        *asked.channel |= ground_->without_channels;
    }
    const auto* const person = person_of(requester, roster.people());
    if (person == nullptr) return asked;
    if (!person->location.empty()) asked.location = roster.at_location(person->location);
    if (person->timezone.empty()) return asked;
    // A zone in which no supporter is equals none of theirs.
    const auto zone = ground_->zone_numbers.find(lower_ascii(person->timezone));
    asked.time_zone = zone == ground_->zone_numbers.end()
                          ? static_cast<std::uint32_t>(ground_->zone_numbers.size() + 1)
                          : zone->second;
    return asked;
}

// `fit`: how all of `these` stand to what is asked; what is asked as bits is looked up for each.
void Matcher::offer(const Bits& these, const Asked& asked, Fit fit, Best& best) const {
    const auto& scoring = ground_->scoring;
    fit.topic = true;
    fit.channel = true;
    const auto fits = scoring.asked(fit);
    const bool none_can_be = fits + scoring.most_of_her_own() < best.least();
    if (none_can_be && !(best.wished() && these.has(*best.wished()))) return;
    fit.topic = false;
    const auto topic = fits - scoring.asked(fit);
    fit.topic = true;
    fit.channel = false;
    const auto channel = fits - scoring.asked(fit);

    these.each(0, [&](std::size_t at) {
        const auto place = static_cast<RosterPlace>(at);
        auto sum = fits + own_[at].load;
        const auto zone = ground_->time_zones[at];
        if (asked.time_zone == 0 || zone == 0 || asked.time_zone == zone) sum += own_[at].hours;
        if (asked.topic && !asked.topic->has(at)) sum -= topic;
        if (asked.channel && !asked.channel->has(at)) sum -= channel;
        if (sum >= best.least() || best.is_wished(place)) best.offer(place, sum);
        return true;
    });
}

std::vector<Candidate> Matcher::best(const RouteRequest& request, const Earlier& earlier,
                                     std::size_t count) const {
    if (count == 0) return {};
    const auto& roster = *ground_->roster;
    const Parties all = parties(request, roster.people(), ground_->rules);
    const Asked asks = asked(request, all.requester);
    const Bits open = open_to(request, earlier);

    Best best(*this, request, all, count);
    // Her own place first: who is there sets a mark that others may not reach.
    const auto offer_all = [&](Bits these, std::size_t language_place) {
        Fit fit;
        fit.language_place = language_place;
        if (asks.location) {
            offer(Bits(these) &= *asks.location, asks, fit, best);
            these.without(*asks.location);
            fit.location = false;
        }
        offer(these, asks, fit, best);
    };
    if (request.language.empty()) {
        offer_all(open, 0);
        return best.candidates();
    }
    const auto& by_rank = roster.speakers(request.language);
    for (std::size_t rank = 0; rank < by_rank.size(); ++rank) {
        Bits these = open;
        by_rank[rank].keep_only_in(these, roster.size());
        offer_all(std::move(these), rank);
    }
    return best.candidates();
}

}  // namespace kith::routing
