#include "directory/roster.h"

#include <algorithm>
#include <limits>
#include <tuple>
#include <unordered_set>

#include "base/text.h"

namespace kith::directory {
namespace {

constexpr Seat no_seat = std::numeric_limits<Seat>::max();
// A list of places takes 32 bits for each: below one in 32 it is smaller than bits for all.
constexpr std::size_t bits_per_place = 32;

bool can_be_listed(const model::PeerSupporter& supporter, const model::Person& person, Day today) {
    if (supporter.enrolment != model::Enrolment::approved || !supporter.listed) return false;
    if (!person.active) return false;
    if (!supporter.accredited_until || *supporter.accredited_until < today) return false;
    return !supporter.on_leave_until || *supporter.on_leave_until < today;
}

// Each word once: she may have written one twice.
void add_words(Roster::Words& words, const std::vector<std::string>& list, RosterPlace place) {
    std::vector<std::string> folded;
    for (const auto& word : list)
        folded.push_back(lower_ascii(word));
    std::sort(folded.begin(), folded.end());
    folded.erase(std::unique(folded.begin(), folded.end()), folded.end());
    for (auto& word : folded)
        words[std::move(word)].add(place);
}

}  // namespace

HashKey key_of(Day day, char purpose) {
    HashKey key{};
    const auto number = static_cast<std::uint32_t>(day.since_epoch);
    for (std::size_t i = 0; i < 4; ++i)
        key[i] = static_cast<std::uint8_t>(number >> (8 * i));
    key[4] = static_cast<std::uint8_t>(purpose);
    return key;
}

void Roster::Holders::settle(std::size_t roster_size) {
    if (places_.size() * bits_per_place < roster_size) return;
    bits_ = bits(roster_size);
    places_ = {};
}

Bits Roster::Holders::bits(std::size_t roster_size) const {
    if (bits_) return *bits_;
    Bits bits(roster_size);
    for (const auto place : places_)
        bits.set(place);
    return bits;
}

void Roster::Holders::keep_only_in(Bits& bits, std::size_t roster_size) const {
    if (bits_) {
        bits &= *bits_;
        return;
    }
    Bits kept(roster_size);
    for (const auto place : places_)
        if (bits.has(place)) kept.set(place);
    bits = std::move(kept);
}

Roster::Roster(Snapshot people, Day today) : people_(std::move(people)), today_(today) {
    const auto& all = people_.book->all();
    const HashKey key = key_of(today, 'd');
    std::vector<std::tuple<std::uint64_t, const model::PeerSupporter*>> drawn;
    drawn.reserve(all.size());
    for (const auto& supporter : all)
        drawn.emplace_back(keyed_hash(key, supporter.id.text()), &supporter);
    std::sort(drawn.begin(), drawn.end(), [](const auto& a, const auto& b) {
        if (std::get<0>(a) != std::get<0>(b)) return std::get<0>(a) < std::get<0>(b);
        return std::get<1>(a)->id < std::get<1>(b)->id;
    });

    listed_ = Bits(all.size());
    places_.reserve(all.size());
    for (const auto& [draw, supporter] : drawn) {
        const auto place = static_cast<RosterPlace>(supporters_.size());
        supporters_.push_back(supporter);
        draws_.push_back(draw);
        places_.emplace(supporter->id, place);
        add(place);
    }
    for (auto* words : {&topics_, &channels_, &shared_, &locations_})
        for (auto& [word, holders] : *words)
            holders.settle(size());
    for (auto& [language, by_rank] : languages_)
        for (auto& holders : by_rank)
            holders.settle(size());
}

void Roster::add(RosterPlace place) {
    const auto& supporter = *supporters_[place];
    const auto seat = people_.chart->seat(supporter.id);
    seats_.push_back(seat.value_or(no_seat));
    add_words(topics_, supporter.topics, place);
    add_words(channels_, supporter.channels, place);
    add_words(shared_, supporter.shared, place);
    std::unordered_set<std::string> seen;
    for (std::size_t rank = 0; rank < supporter.languages.size(); ++rank) {
        auto language = lower_ascii(supporter.languages[rank]);
        if (!seen.insert(language).second) continue;
        auto& by_rank = languages_[std::move(language)];
        if (by_rank.size() <= rank) by_rank.resize(rank + 1);
        by_rank[rank].add(place);
    }
    auto& hours = hours_.emplace_back();
    for (const auto& text : supporter.hours)
        if (const auto parsed = parse_hours(text)) hours.push_back(*parsed);
    if (!seat) return;

    const auto& person = people_.chart->person(*seat);
    locations_[lower_ascii(person.location)].add(place);
    if (is_barred(people_, supporter.id)) return;
    if (can_be_listed(supporter, person, today_)) listed_.set(place);
}

std::optional<RosterPlace> Roster::place(const EmployeeId& id) const {
    const auto found = places_.find(id);
    if (found == places_.end()) return std::nullopt;
    return found->second;
}

std::optional<Seat> Roster::seat(RosterPlace place) const {
    if (seats_[place] == no_seat) return std::nullopt;
    return seats_[place];
}

RosterPlace Roster::after_draw(std::uint64_t draw) const {
    const auto found = std::upper_bound(draws_.begin(), draws_.end(), draw);
    return static_cast<RosterPlace>(found - draws_.begin());
}

const std::vector<Roster::Holders>& Roster::speakers(std::string_view language) const {
    static const std::vector<Holders> nobody;
    const auto found = languages_.find(lower_ascii(language));
    return found == languages_.end() ? nobody : found->second;
}

Bits Roster::holders(const Words& words, std::string_view word) const {
    const auto found = words.find(lower_ascii(word));
    return found == words.end() ? Bits(size()) : found->second.bits(size());
}

void Roster::keep(Bits& bits, const Words& words, std::string_view word) const {
    if (word.empty()) return;
    const auto found = words.find(lower_ascii(word));
    if (found == words.end()) {
        bits = Bits(size());
        return;
    }
    found->second.keep_only_in(bits, size());
}

}  // namespace kith::directory
