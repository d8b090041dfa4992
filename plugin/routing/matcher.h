// Chooses supporters for one request after the other: what route() would say, without looking at
// everybody.
//
// A Matcher stands for one day, one directory and one tenant's rules. Reading it is safe from any
// thread; set_load() is for its owner alone, before it is shared. A copy shares all that does not
// depend on loads.
// Cost of best(): a word of bits for every 64 supporters, a sum for each of those who could still
// be among the best, and the conflict rules only for who would be.
#pragma once

#include <memory>
#include <vector>

#include "directory/roster.h"
#include "routing/router.h"
#include "routing/score.h"
#include "routing/standing.h"

namespace kith::routing {

class Matcher {
public:
    // Of `rules`, `other_side` and `asked_before` are each request's own and not read. Its day is
    // the roster's.
    Matcher(std::shared_ptr<const directory::Roster> roster, Conditions rules);

    // Null: nothing is known of her load.
    void set_load(directory::RosterPlace place, const Load* load);

    const directory::Roster& roster() const { return *ground_->roster; }
    // Who has as many open assignments as she may have, or more.
    const directory::Bits& full() const { return full_; }

    // How many more assignments she may be given now; below 1: none.
    int room(directory::RosterPlace place) const { return rooms_[place]; }

    // The first `count` of route().eligible.
    std::vector<Candidate> best(const RouteRequest& request, const Earlier& earlier,
                                std::size_t count) const;

private:
    struct Ground {
        Ground(std::shared_ptr<const directory::Roster> roster_, Conditions rules_);

        std::shared_ptr<const directory::Roster> roster;
        Conditions rules;
        Scoring scoring;
        std::vector<Standing> standings;
        std::vector<std::uint32_t> time_zones;  // Equal numbers are equal zones; 0: not known.
        std::unordered_map<std::string, std::uint32_t> zone_numbers;
        directory::Bits without_channels;
    };
    // What of her sum depends on her alone; see Scoring.
    struct Own {
        std::int64_t load = 0;
        std::int64_t hours = 0;
    };
    struct Asked;
    class Best;

    directory::Bits open_to(const RouteRequest& request, const Earlier& earlier) const;
    Asked asked(const RouteRequest& request, const Standing& requester) const;
    void offer(const directory::Bits& these, const Asked& asked, Fit fit, Best& best) const;

    std::shared_ptr<const Ground> ground_;
    std::vector<Own> own_;
    std::vector<int> rooms_;
    directory::Bits ready_;  // Nothing of her own speaks against her.
    directory::Bits full_;
};

}  // namespace kith::routing
