// Who leads whom: the company's solid and dotted lines, dirty data included.
//
// An OrgChart never changes once built, so any thread may read it. A manager who is nobody among
// the people has no seat, but two people who name the same one still share a manager. Every people
// file has a chart: cycles, unknown managers and several roots are findings, never failures.
// Building: linear in the number of people. Every question: constant time, but for dotted_line().
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "base/ids.h"
#include "model/person.h"

namespace kith::directory {

using Seat = std::uint32_t;  // A person's place in this chart; means nothing in another.

class OrgChart {
public:
    // Ids are unique: the feed refuses a file that repeats one. Of two that slip through the first
    // counts and the second has no seat.
    explicit OrgChart(std::vector<model::Person> people);

    std::size_t size() const { return people_.size(); }
    const std::vector<model::Person>& people() const { return people_; }
    std::optional<Seat> seat(const EmployeeId& id) const;
    const model::Person& person(Seat seat) const { return people_[seat]; }

    std::optional<Seat> manager(Seat seat) const;
    // Whether `upper` is met on the way up from `lower` on solid lines. In a cycle each is above
    // each.
    bool above(Seat upper, Seat lower) const {
        if (upper == lower) return places_[upper].in_cycle;
        return leads(span(upper), span(lower));
    }
    // The numbers of a person and of all below her: for who compares the same ones many times. Of
    // two different people one is above the other where her span leads the other's.
    struct Span {
        std::uint32_t number = 0;
        std::uint32_t end = 0;
    };
    Span span(Seat seat) const { return {places_[seat].number, places_[seat].end}; }
    static bool leads(const Span& upper, const Span& lower) {
        return upper.number <= lower.number && lower.number < upper.end;
    }
    // Where the way up from here ends; in or below a cycle, one of the cycle.
    Seat top(Seat seat) const { return places_[seat].top; }
    // Both name the same solid-line manager, known or not.
    bool same_manager(Seat a, Seat b) const;
    // One names the other as a dotted-line manager.
    bool dotted_line(Seat a, Seat b) const;
    // Whether anybody, active or not, names this person as the solid-line manager.
    bool has_reports(Seat seat) const { return places_[seat].reports > 0; }
    std::uint32_t report_count(Seat seat) const { return places_[seat].reports; }

    // Equal numbers are equal departments; 0 is an empty one.
    std::uint32_t department(Seat seat) const { return places_[seat].department; }
    // Equal numbers are equal solid-line managers, known or not; 0 is none.
    std::uint32_t team(Seat seat) const { return places_[seat].team; }

    // Whether walking up from this person comes back to her.
    bool in_cycle(Seat seat) const { return places_[seat].in_cycle; }
    // Walking up meets a cycle, a manager who is nobody here or has vanished, or somebody of whom
    // the source does not say who leads her; or it ends at somebody who has neither a manager nor a
    // report (design, section 8).
    bool chain_unknown(Seat seat) const { return places_[seat].chain_unknown; }
    // The person's own level, or else how many people are above her: 0 at the top. In a cycle she
    // herself does not count.
    int level(Seat seat) const { return places_[seat].level; }

    // What is known of one seat. Everybody below a person is numbered within [number, end), and so
    // one is above the other where a number lies within a span. The members of a cycle share
    // theirs.
    struct Place {
        Seat manager = 0;  // The highest number there is where no seat is above.
        Seat top = 0;
        std::uint32_t team = 0;
        std::uint32_t department = 0;
        std::uint32_t reports = 0;
        std::uint32_t number = 0;
        std::uint32_t end = 0;
        int level = 0;
        bool doubtful = false;  // Of herself alone: she has vanished, or her manager is unsure.
        bool in_cycle = false;
        bool chain_unknown = false;
    };

private:
    void seat_people(std::vector<model::Person> people);
    void link_managers();
    void group_departments();
    void settle();

    std::vector<model::Person> people_;
    std::unordered_map<EmployeeId, Seat> seats_;
    std::vector<Place> places_;
};

}  // namespace kith::directory
