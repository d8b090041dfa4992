// Who leads whom: the company's solid and dotted lines, dirty data included.
//
// An OrgChart never changes once built, so any thread may read it. A manager who is nobody among the people
// has no seat, but two people who name the same one still share a manager. Every people file has a
// chart: cycles, unknown managers and several roots are findings, never failures.
// Building: linear in the number of people. above(): the height of the chart at most.
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
    // Ids are unique: the feed refuses a file that repeats one. Of two that slip through the first counts.
    explicit OrgChart(std::vector<model::Person> people);

    std::size_t size() const { return people_.size(); }
    const std::vector<model::Person>& people() const { return people_; }
    std::optional<Seat> seat(const EmployeeId& id) const;
    const model::Person& person(Seat seat) const { return people_[seat]; }

    std::optional<Seat> manager(Seat seat) const;
    // Whether `upper` is met on the way up from `lower` on solid lines. In a cycle each is above each.
    bool above(Seat upper, Seat lower) const;
    // Both name the same solid-line manager, known or not.
    bool same_manager(Seat a, Seat b) const;
    // One names the other as a dotted-line manager.
    bool dotted_line(Seat a, Seat b) const;
    // Whether anybody, active or not, names this person as the solid-line manager.
    bool has_reports(Seat seat) const { return reports_[seat] > 0; }
    std::uint32_t report_count(Seat seat) const { return reports_[seat]; }

    // Walking up meets a cycle or a manager who is nobody here, or ends at somebody who has neither a
    // manager nor a report (design, section 8).
    bool chain_unknown(Seat seat) const { return unknown_[seat]; }
    // The person's own level, or else how many people are above her: 0 at the top.
    int level(Seat seat) const { return levels_[seat]; }

private:
    std::vector<model::Person> people_;
    std::unordered_map<EmployeeId, Seat> seats_;
    std::vector<std::uint32_t> reports_;
    std::vector<bool> unknown_;
    std::vector<int> levels_;
};

}  // namespace kith::directory
