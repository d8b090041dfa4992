// The floor: the same answers by bare loops over plain columns and words of bits, with nothing
// around them. It is fixed to this benchmark's questions and keeps no rule that they do not need.
#include <bit>
#include <limits>
#include <numeric>
#include <unordered_map>

#include "scale/arithmetic.h"
#include "scale/engine.h"

namespace scale {
namespace {

constexpr std::size_t page_size = 20;
using Words = std::vector<std::uint64_t>;

void set_bit(Words& words, std::size_t i) {
    words[i / 64] |= std::uint64_t{1} << (i % 64);
}

struct Columns {
    std::vector<Number> person;  // By the draw of the day.
    std::vector<std::string> id;
    std::vector<std::uint32_t> own;
    std::vector<std::uint32_t> hours;
    std::vector<std::uint32_t> site;
    std::vector<std::uint32_t> time_zone;
    std::vector<std::vector<Number>> declared;
    Words listed;
    Words full;
    std::array<std::array<Words, 3>, languages.size()> speaks;  // By the place in her list.
    std::array<Words, topics.size()> topic;
    std::array<Words, channels.size()> channel;
    std::vector<std::vector<std::uint32_t>> at_site;
};

Columns columns_of(const Setting& setting) {
    const auto& supporters = setting.company.supporters;
    std::vector<std::uint64_t> draws;
    for (const auto& one : supporters)
        draws.push_back(draw_of_the_day(setting.today, one.person));
    std::vector<std::size_t> order(supporters.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::sort(order.begin(), order.end(),
              [&](std::size_t a, std::size_t b) { return draws[a] < draws[b]; });

    Columns all;
    const Words none((supporters.size() + 63) / 64);
    all.listed = all.full = none;
    all.topic.fill(none);
    all.channel.fill(none);
    for (auto& places : all.speaks)
        places.fill(none);
    all.at_site.resize(setting.company.sites);
    for (std::uint32_t at = 0; at < order.size(); ++at) {
        const auto& one = supporters[order[at]];
        const auto& person = setting.company.people[one.person];
        all.person.push_back(one.person);
        all.id.push_back(id_text(one.person));
        all.own.push_back(own_sum(one));
        all.hours.push_back(hours_value(one));
        all.site.push_back(person.site);
        all.time_zone.push_back(person.time_zone);
        all.declared.push_back(one.declared);
        if (can_be_listed(one)) set_bit(all.listed, at);
        if (one.open >= one.capacity) set_bit(all.full, at);
        for (std::size_t place = 0; place < one.languages.size(); ++place)
            set_bit(all.speaks[one.languages[place]][place], at);
        for (std::size_t i = 0; i < topics.size(); ++i)
            if ((one.topics >> i & 1U) != 0) set_bit(all.topic[i], at);
        for (std::size_t i = 0; i < channels.size(); ++i)
            if ((one.channels >> i & 1U) != 0) set_bit(all.channel[i], at);
        all.at_site[person.site].push_back(at);
    }
    return all;
}

// Gives each set bit to `take` until that gives false; false where it did.
template <class Take>
bool each_bit(std::uint64_t word, std::size_t i, Take&& take) {
    for (; word != 0; word &= word - 1)
        if (!take(i * 64 + static_cast<std::size_t>(std::countr_zero(word)))) return false;
    return true;
}

class Floor : public Engine {
public:
    explicit Floor(const Setting& setting) : setting_(setting), columns_(columns_of(setting)) {}

    std::string name() const override { return "floor"; }
    void ask(Task task, std::size_t i) override {
        found_.clear();
        if (task == Task::search) {
            search(setting_.questions.searches[i]);
        } else {
            choose(setting_.requests(task)[i]);
        }
    }
    std::vector<Number> answer() const override { return found_; }

protected:
    const std::vector<Number>& found() const { return found_; }

private:
    void search(const Search& asked);
    void search_site(const Search& asked);
    void choose(const Request& request);
    bool in_conflict(std::size_t at, const Request& request) const;

    const Setting& setting_;
    Columns columns_;
    std::vector<Number> found_;
};

void Floor::search(const Search& asked) {
    if (asked.site) {
        search_site(asked);
        return;
    }
    const auto& all = columns_;
    const auto* const topic = all.topic[asked.topic].data();
    const auto* const channel = asked.channel ? all.channel[*asked.channel].data() : topic;
    const auto* const listed = all.listed.data();
    const auto* const full = all.full.data();
    const auto take = [&](std::size_t at) {
        found_.push_back(all.person[at]);
        return found_.size() < page_size;
    };
    for (const auto& place : all.speaks[asked.language])
        for (const std::uint64_t flip : {~std::uint64_t{0}, std::uint64_t{0}})
            for (std::size_t i = 0; i < place.size(); ++i)
                if (!each_bit(place[i] & topic[i] & channel[i] & listed[i] & (full[i] ^ flip), i,
                              take))
                    return;
}

// So few are at one site that looking at each of them is less than any word of bits.
void Floor::search_site(const Search& asked) {
    const auto& all = columns_;
    const auto has = [](const Words& words, std::uint32_t at) {
        return (words[at / 64] >> (at % 64) & 1U) != 0;
    };
    for (const auto& place : all.speaks[asked.language])
        for (const bool full : {false, true})
            for (const auto at : all.at_site[*asked.site]) {
                if (!has(place, at) || !has(all.topic[asked.topic], at) || !has(all.listed, at) ||
                    has(all.full, at) != full)
                    continue;
                if (asked.channel && !has(all.channel[*asked.channel], at)) continue;
                found_.push_back(all.person[at]);
                if (found_.size() == page_size) return;
            }
}

bool Floor::in_conflict(std::size_t at, const Request& request) const {
    const auto& people = setting_.company.people;
    const auto who = columns_.person[at];
    const auto& hers = people[who];
    const auto& declared = columns_.declared[at];
    const auto against = [&](Number party) {
        const auto& other = people[party];
        return (hers.first >= other.first && hers.first < other.end) ||
               (other.first >= hers.first && other.first < hers.end) ||
               hers.manager == other.manager ||
               std::find(declared.begin(), declared.end(), party) != declared.end();
    };
    const auto& requester = people[request.requester];
    if (against(request.requester) || hers.level > requester.level + 1 ||
        requester.level > hers.level + 1)
        return true;
    return std::any_of(request.concerned.begin(), request.concerned.end(), [&](Number party) {
        return against(party) || hers.department == people[party].department;
    });
}

// Who may not be met is asked only of somebody who would be the best so far.
void Floor::choose(const Request& request) {
    const auto& all = columns_;
    const auto& requester = setting_.company.people[request.requester];
    const auto& topic = all.topic[request.topic];
    const Lots lots(request.key);
    const auto but = request.anyone_but.value_or(nobody);
    std::uint32_t best_points = 0;
    std::uint64_t best_draw = std::numeric_limits<std::uint64_t>::max();
    Number best = nobody;
    std::uint32_t spoken = 20 * 1000;
    for (const auto& place : all.speaks[request.language]) {
        const auto look = [&](std::size_t at) {
            auto sum = all.own[at] + spoken;
            if (all.site[at] == requester.site) sum += 10 * 1000;
            if (all.time_zone[at] == requester.time_zone) sum += 15 * all.hours[at];
            const auto hers = points(sum);
            if (hers < best_points || all.person[at] == but) return true;
            const auto draw = lots.of(all.id[at]);
            if (hers == best_points && draw > best_draw) return true;
            if (in_conflict(at, request)) return true;
            best_points = hers;
            best_draw = draw;
            best = all.person[at];
            return true;
        };
        for (std::size_t i = 0; i < place.size(); ++i)
            each_bit(place[i] & topic[i] & all.listed[i] & ~all.full[i], i, look);
        spoken = spoken == 20 * 1000 ? 20 * 500 : 20 * 333;
    }
    if (best != nobody) found_.push_back(best);
}

// What a page shows of one.
struct Card {
    std::string id;
    std::string name;
    std::string location;
    std::vector<std::string> languages;
    std::vector<std::string> topics;
    std::vector<std::string> channels;
    std::vector<std::string> hours;
    std::string about;
};

Card card_of(const Setting& setting, const Supporter& one) {
    Card card;
    card.id = id_text(one.person);
    card.name = name_text(one.person);
    card.location = site_text(setting.company.people[one.person].site);
    for (const auto language : one.languages)
        card.languages.emplace_back(languages[language]);
    for (std::size_t i = 0; i < topics.size(); ++i)
        if ((one.topics >> i & 1U) != 0) card.topics.emplace_back(topics[i]);
    for (std::size_t i = 0; i < channels.size(); ++i)
        if ((one.channels >> i & 1U) != 0) card.channels.emplace_back(channels[i]);
    for (const auto& hours : one.hours)
        card.hours.push_back(hours_text(hours));
    card.about = about_text(one);
    return card;
}

// The floor finds numbers; here the page's cards are copied out on top, as Kith hands them over.
class FloorWithCards final : public Floor {
public:
    explicit FloorWithCards(const Setting& setting) : Floor(setting) {
        for (const auto& one : setting.company.supporters)
            cards_.emplace(one.person, card_of(setting, one));
    }

    std::string name() const override { return "floor, cards copied"; }
    bool has(Task task) const override { return task == Task::search; }
    void ask(Task task, std::size_t i) override {
        Floor::ask(task, i);
        page_.clear();
        for (const auto person : found())
            page_.push_back(cards_.at(person));
    }

private:
    std::unordered_map<Number, Card> cards_;
    std::vector<Card> page_;
};

}  // namespace

void add_floor(Engines& engines, const Setting& setting) {
    engines.push_back(std::make_unique<Floor>(setting));
    engines.push_back(std::make_unique<FloorWithCards>(setting));
}

}  // namespace scale
