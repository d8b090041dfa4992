// A calendar day without time or zone, as accreditations and leaves are given.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace kith {

struct Day {
    std::int32_t since_epoch = 0;  // Days since 1970-01-01.

    auto operator<=>(const Day&) const = default;
    Day plus(std::int32_t days) const { return Day{since_epoch + days}; }
};

inline constexpr std::int64_t hours_per_day = 24;
inline constexpr int days_per_year = 365;

// The first day of the month after this one.
Day next_month(Day day);

// YYYY-MM-DD (RFC 3339 full-date), years 1900 to 9999; empty for anything else.
std::optional<Day> parse_day(std::string_view text);
std::string to_text(Day day);

}  // namespace kith
