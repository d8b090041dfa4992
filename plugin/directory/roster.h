// The supporters of one day as numbers and bits: what search and routing go through.
//
// A Roster never changes once built, so any thread may read it. Its places run in the order in
// which that day's search shows equals: a fair one that changes by the day, so that nobody is
// always first. Building: linear in the number of supporters, but for one sort.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/day.h"
#include "directory/bits.h"
#include "directory/hours.h"
#include "directory/keyed_hash.h"
#include "directory/snapshot.h"

namespace kith::directory {

using RosterPlace = std::uint32_t;  // Means nothing in another roster.

// A key of the day, for what is to differ from one day to the next; it is no secret.
HashKey key_of(Day day, char purpose);

class Roster {
public:
    // Who has a word: as bits where they are many, as a list where they are few.
    class Holders {
    public:
        void add(RosterPlace place) { places_.push_back(place); }
        // Once, after the last.
        void settle(std::size_t roster_size);

        Bits bits(std::size_t roster_size) const;
        void keep_only_in(Bits& bits, std::size_t roster_size) const;

    private:
        std::vector<RosterPlace> places_;  // Sorted; empty where `bits_` stands for them.
        std::optional<Bits> bits_;
    };
    // Of one kind of word (a topic, a channel ...), by the word without regard to ASCII case.
    using Words = std::unordered_map<std::string, Holders>;

    Roster(Snapshot people, Day today);

    std::size_t size() const { return supporters_.size(); }
    Day today() const { return today_; }
    const Snapshot& people() const { return people_; }
    const model::PeerSupporter& supporter(RosterPlace place) const { return *supporters_[place]; }
    std::optional<RosterPlace> place(const EmployeeId& id) const;
    // Empty where she is nobody among the people.
    std::optional<Seat> seat(RosterPlace place) const;
    std::uint64_t draw(RosterPlace place) const { return draws_[place]; }  // Grows with the place.
    // The first place whose draw is larger.
    RosterPlace after_draw(std::uint64_t draw) const;

    // Approved, listed and not barred from it, active, accredited and not on leave today.
    const Bits& listed() const { return listed_; }

    // Takes out who has not this word; an empty word takes out nobody.
    void keep_topic(Bits& bits, std::string_view topic) const { keep(bits, topics_, topic); }
    void keep_channel(Bits& bits, std::string_view one) const { keep(bits, channels_, one); }
    void keep_shared(Bits& bits, std::string_view shared) const { keep(bits, shared_, shared); }
    void keep_location(Bits& bits, std::string_view one) const { keep(bits, locations_, one); }
    Bits with_topic(std::string_view topic) const { return holders(topics_, topic); }
    Bits with_channel(std::string_view channel) const { return holders(channels_, channel); }
    Bits at_location(std::string_view location) const { return holders(locations_, location); }
    // Who speaks it, by where it stands in her list: her first language, her second ...
    const std::vector<Holders>& speakers(std::string_view language) const;

    // When she can talk, as far as it can be read.
    const std::vector<Hours>& hours(RosterPlace place) const { return hours_[place]; }

private:
    void keep(Bits& bits, const Words& words, std::string_view word) const;
    Bits holders(const Words& words, std::string_view word) const;
    void add(RosterPlace place);

    Snapshot people_;
    Day today_;
    std::vector<const model::PeerSupporter*> supporters_;
    std::vector<std::uint64_t> draws_;
    std::vector<Seat> seats_;
    std::unordered_map<EmployeeId, RosterPlace> places_;
    std::vector<std::vector<Hours>> hours_;
    Bits listed_;
    Words topics_;
    Words channels_;
    Words shared_;
    Words locations_;
    std::unordered_map<std::string, std::vector<Holders>> languages_;  // By rank.
};

}  // namespace kith::directory
