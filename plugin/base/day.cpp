#include "base/day.h"

#include <array>
#include <charconv>
#include <chrono>
#include <cstdio>

namespace kith {
namespace {

std::optional<int> digits(std::string_view text) {
    int value = 0;
    for (const char c : text) {
        if (c < '0' || c > '9') return std::nullopt;
        value = value * 10 + (c - '0');
    }
    return value;
}

}  // namespace

Day next_month(Day day) {
    const std::chrono::year_month_day date{
        std::chrono::sys_days{std::chrono::days{day.since_epoch}}};
    const auto first = std::chrono::sys_days{(date.year() / date.month() + std::chrono::months{1}) /
                                             std::chrono::day{1}};
    return Day{static_cast<std::int32_t>(first.time_since_epoch().count())};
}

std::optional<Day> parse_day(std::string_view text) {
    if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;

    const auto year = digits(text.substr(0, 4));
    const auto month = digits(text.substr(5, 2));
    const auto day = digits(text.substr(8, 2));
    if (!year || !month || !day || *year < 1900) return std::nullopt;

    const std::chrono::year_month_day date{std::chrono::year{*year},
                                           std::chrono::month{static_cast<unsigned>(*month)},
                                           std::chrono::day{static_cast<unsigned>(*day)}};
    if (!date.ok()) return std::nullopt;
    return Day{static_cast<std::int32_t>(std::chrono::sys_days{date}.time_since_epoch().count())};
}

std::string to_text(Day day) {
    const std::chrono::year_month_day date{
        std::chrono::sys_days{std::chrono::days{day.since_epoch}}};
    std::array<char, 16> text{};
    const int length =
        std::snprintf(text.data(), text.size(), "%04d-%02u-%02u", static_cast<int>(date.year()),
                      static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()));
    return {text.data(), static_cast<std::size_t>(length)};
}

}  // namespace kith
