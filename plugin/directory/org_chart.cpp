#include "directory/org_chart.h"

#include <algorithm>
#include <limits>
#include <string_view>

namespace kith::directory {
namespace {

constexpr Seat nobody = std::numeric_limits<Seat>::max();

using Places = std::vector<OrgChart::Place>;

// Everybody from the bottom up, each after all who report to her. Members of a cycle wait for each
// other for ever and so are left out; that is how a cycle is found without walking in circles.
std::vector<Seat> from_the_bottom(const Places& places) {
    std::vector<std::uint32_t> awaited;
    std::vector<Seat> order;
    awaited.reserve(places.size());
    order.reserve(places.size());
    for (Seat seat = 0; seat < places.size(); ++seat) {
        awaited.push_back(places[seat].reports);
        if (places[seat].reports == 0) order.push_back(seat);
    }
    for (std::size_t next = 0; next < order.size(); ++next) {
        const Seat manager = places[order[next]].manager;
        if (manager != nobody && --awaited[manager] == 0) order.push_back(manager);
    }
    return order;
}

// How many people each leads at any distance, herself included. Members of a cycle do not count
// each other here.
std::vector<std::uint32_t> sizes(const Places& places, const std::vector<Seat>& order) {
    std::vector<std::uint32_t> size(places.size(), 1);
    for (const Seat seat : order)
        if (places[seat].manager != nobody) size[places[seat].manager] += size[seat];
    return size;
}

std::vector<Seat> cycle_through(const Places& places, Seat start) {
    std::vector<Seat> members{start};
    for (Seat seat = places[start].manager; seat != start; seat = places[seat].manager)
        members.push_back(seat);
    return members;
}

// Numbers people so that everybody's reports lie within her own span.
class Numbering {
public:
    explicit Numbering(Places& places)
        : places_(places),
          order_(from_the_bottom(places)),
          size_(sizes(places, order_)),
          free_(places.size()) {}

    void run() {
        std::vector<bool> peeled(places_.size());
        for (const Seat seat : order_)
            peeled[seat] = true;
        for (Seat seat = 0; seat < places_.size(); ++seat)
            if (!peeled[seat] && !places_[seat].in_cycle) number_cycle(seat);
        for (auto seat = order_.rbegin(); seat != order_.rend(); ++seat)
            number_one(*seat);
    }

private:
    void number_cycle(Seat start) {
        const auto members = cycle_through(places_, start);
        const auto count = static_cast<std::uint32_t>(members.size());
        const std::uint32_t first = next_;
        next_ += count;
        for (const Seat member : members) {
            free_[member] = next_;
            next_ += size_[member] - 1;
        }
        for (const Seat member : members) {
            auto& place = places_[member];
            place.number = first;
            place.end = next_;
            place.top = start;
            place.level = static_cast<int>(count) - 1;
            place.in_cycle = true;
            place.chain_unknown = true;
        }
    }

    // Managers come first, so hers has been numbered.
    void number_one(Seat seat) {
        auto& place = places_[seat];
        if (place.manager == nobody) {
            place.top = seat;
            place.number = next_;
            next_ += size_[seat];
            // A manager that she names but who has no seat, or nobody on either side of her.
            place.chain_unknown = place.doubtful || place.team != 0 || place.reports == 0;
        } else {
            const auto& manager = places_[place.manager];
            place.top = manager.top;
            place.number = free_[place.manager];
            free_[place.manager] += size_[seat];
            place.level = manager.level + 1;
            place.chain_unknown = place.doubtful || manager.chain_unknown;
        }
        free_[seat] = place.number + 1;
        place.end = place.number + size_[seat];
    }

    Places& places_;
    std::vector<Seat> order_;
    std::vector<std::uint32_t> size_;
    std::vector<std::uint32_t> free_;  // The next number within each person's span.
    std::uint32_t next_ = 0;
};

bool names(const model::Person& person, const EmployeeId& id) {
    const auto& named = person.dotted_manager_ids;
    return std::find(named.begin(), named.end(), id) != named.end();
}

}  // namespace

OrgChart::OrgChart(std::vector<model::Person> people) {
    seat_people(std::move(people));
    link_managers();
    group_departments();
    settle();
}

void OrgChart::seat_people(std::vector<model::Person> people) {
    people_ = std::move(people);
    seats_.reserve(people_.size());
    std::size_t kept = 0;
    for (std::size_t i = 0; i < people_.size(); ++i) {
        if (!seats_.emplace(people_[i].id, static_cast<Seat>(kept)).second) continue;
        if (kept != i) people_[kept] = std::move(people_[i]);
        ++kept;
    }
    people_.resize(kept);
    places_.resize(kept);
}

void OrgChart::link_managers() {
    std::unordered_map<std::string_view, std::uint32_t> unknown;
    for (Seat seat = 0; seat < places_.size(); ++seat) {
        auto& place = places_[seat];
        place.manager = nobody;
        place.doubtful = people_[seat].departed || people_[seat].manager_unsure;
        const EmployeeId& named = people_[seat].manager_id;
        if (named.empty()) continue;

        const auto found = seats_.find(named);
        if (found != seats_.end()) {
            place.manager = found->second;
            place.team = found->second + 1;
            ++places_[found->second].reports;
            continue;
        }
        const auto after_all_seats = static_cast<std::uint32_t>(size() + 1 + unknown.size());
        place.team = unknown.emplace(named.text(), after_all_seats).first->second;
    }
}

void OrgChart::group_departments() {
    std::unordered_map<std::string_view, std::uint32_t> numbers{{"", 0}};
    for (Seat seat = 0; seat < places_.size(); ++seat) {
        const auto next = static_cast<std::uint32_t>(numbers.size());
        places_[seat].department = numbers.emplace(people_[seat].department, next).first->second;
    }
}

void OrgChart::settle() {
    Numbering(places_).run();
    for (Seat seat = 0; seat < places_.size(); ++seat)
        places_[seat].level = people_[seat].level.value_or(places_[seat].level);
}

std::optional<Seat> OrgChart::seat(const EmployeeId& id) const {
    const auto found = seats_.find(id);
    if (found == seats_.end()) return std::nullopt;
    return found->second;
}

std::optional<Seat> OrgChart::manager(Seat seat) const {
    if (places_[seat].manager == nobody) return std::nullopt;
    return places_[seat].manager;
}

bool OrgChart::same_manager(Seat a, Seat b) const {
    return places_[a].team != 0 && places_[a].team == places_[b].team;
}

bool OrgChart::dotted_line(Seat a, Seat b) const {
    return names(people_[a], people_[b].id) || names(people_[b], people_[a].id);
}

}  // namespace kith::directory
