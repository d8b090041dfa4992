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

    Fit fit(RosterPlace place, std::size_t language_place, std::uint32_t zone) const {
        return {!topic || topic->has(place), language_place, !channel || channel->has(place),
                time_zone == 0 || zone == 0 || time_zone == zone,
                !location || location->has(place)};
    }
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

    void offer(RosterPlace place, int score) {
        const bool wished = place == wished_;
        if (places_.size() == count_ && score < places_.back().score && !wished) return;
        const Entry entry{wished, score, draw_.of(id(place)), place};
        if (places_.size() == count_ && !comes_first(entry, places_.back())) return;
        if (in_conflict(place)) return;
        const auto at =
            std::upper_bound(places_.begin(), places_.end(), entry,
                             [this](const Entry& a, const Entry& b) { return comes_first(a, b); });
        places_.insert(at, entry);
        if (places_.size() > count_) places_.pop_back();
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
    std::vector<Entry> places_;
};

Matcher::Matcher(std::shared_ptr<const directory::Roster> roster, Conditions rules)
    : ground_(ground(std::move(roster), std::move(rules))),
      own_(ground_->roster->size()),
      ready_(ground_->roster->size()),
      full_(ground_->roster->size()) {
    for (RosterPlace place = 0; place < own_.size(); ++place)
        set_load(place, load(ground_->roster->supporter(place).id, ground_->rules));
}

std::shared_ptr<const Matcher::Ground> Matcher::ground(
    std::shared_ptr<const directory::Roster> roster, Conditions rules) {
    KITH_ASSERT(roster && roster->today() == rules.today);
    auto ground = std::make_shared<Ground>();
    ground->without_channels = Bits(roster->size());
    for (RosterPlace place = 0; place < roster->size(); ++place) {
        const auto& supporter = roster->supporter(place);
        ground->standings.push_back(standing(supporter.id, roster->people(), rules));
        const auto* const person = person_of(ground->standings.back(), roster->people());
        const auto zone = person == nullptr ? std::string{} : lower_ascii(person->timezone);
        const auto next = static_cast<std::uint32_t>(ground->zone_numbers.size() + 1);
        ground->time_zones.push_back(
            zone.empty() ? 0 : ground->zone_numbers.emplace(zone, next).first->second);
        if (supporter.channels.empty()) ground->without_channels.set(place);
    }
    ground->roster = std::move(roster);
    ground->rules = std::move(rules);
    return ground;
}

void Matcher::set_load(RosterPlace place, const Load* load) {
    const auto& supporter = ground_->roster->supporter(place);
    const auto& rules = ground_->rules;
    own_[place] = own_parts(supporter, load, rules);
    ready_.put(place, unavailable(supporter, ground_->standings[place], load, rules).none());
    full_.put(place, open_assignments(supporter, load) >= open_limit(supporter, rules));
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

std::vector<Candidate> Matcher::best(const RouteRequest& request, const Earlier& earlier,
                                     std::size_t count) const {
    if (count == 0) return {};
    const auto& roster = *ground_->roster;
    const auto& weights = ground_->rules.settings.weights;
    const Parties all = parties(request, roster.people(), ground_->rules);
    const Asked asks = asked(request, all.requester);
    Bits open = open_to(request, earlier);

    Best best(*this, request, all, count);
    const auto offer = [&](const Bits& these, std::size_t language_place) {
        these.each(0, [&](std::size_t at) {
            const auto place = static_cast<RosterPlace>(at);
            const auto fits = asks.fit(place, language_place, ground_->time_zones[at]);
            best.offer(place, score(own_[at], fits, weights));
            return true;
        });
    };
    if (request.language.empty()) {
        offer(open, 0);
        return best.candidates();
    }
    const auto& by_rank = roster.speakers(request.language).by_rank;
    for (std::size_t rank = 0; rank < by_rank.size(); ++rank) {
        Bits these = open;
        by_rank[rank].keep_only_in(these, roster.size());
        offer(these, rank);
    }
    return best.candidates();
}

}  // namespace kith::routing
