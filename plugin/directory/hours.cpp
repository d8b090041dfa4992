#include "directory/hours.h"

#include <algorithm>
#include <array>

#include "base/text.h"
#include "directory/words.h"

namespace kith::directory {
namespace {

constexpr int day_minutes = 24 * 60;

std::optional<int> number(std::string_view text, int highest) {
    if (text.empty() || text.size() > 2) return std::nullopt;
    int value = 0;
    for (const char c : text) {
        if (c < '0' || c > '9') return std::nullopt;
        value = value * 10 + (c - '0');
    }
    if (value > highest) return std::nullopt;
    return value;
}

// "9", "09" or "09:30".
std::optional<int> minute_of_day(std::string_view text) {
    const auto colon = text.find(':');
    const auto hour = number(text.substr(0, colon), 24);
    if (!hour) return std::nullopt;
    if (colon == std::string_view::npos) return *hour * 60;

    const auto minute = number(text.substr(colon + 1), 59);
    if (!minute || *hour * 60 + *minute > day_minutes) return std::nullopt;
    return *hour * 60 + *minute;
}

std::optional<int> weekday(std::string_view text) {
    constexpr std::array<std::string_view, 7> names{"mon", "tue", "wed", "thu",
                                                    "fri", "sat", "sun"};
    const auto found = std::find_if(names.begin(), names.end(),
                                    [&](auto name) { return equal_folded(name, text); });
    if (found == names.end()) return std::nullopt;
    return static_cast<int>(found - names.begin());
}

}  // namespace

std::optional<Hours> parse_hours(std::string_view text) {
    text = trimmed(text);
    const auto day = weekday(text.substr(0, 3));
    if (!day) return std::nullopt;
    if (text.size() == 3) return Hours{*day, 0, day_minutes};
    if (text[3] != ' ') return std::nullopt;

    const auto span = trimmed(text.substr(4));
    const auto dash = span.find('-');
    if (dash == std::string_view::npos) return std::nullopt;
    const auto from = minute_of_day(trimmed(span.substr(0, dash)));
    const auto until = minute_of_day(trimmed(span.substr(dash + 1)));
    if (!from || !until || *until <= *from) return std::nullopt;
    return Hours{*day, *from, *until};
}

int overlap_minutes(const Hours& a, const Hours& b) {
    if (a.weekday != b.weekday) return 0;
    return std::max(0, std::min(a.until, b.until) - std::max(a.from, b.from));
}

}  // namespace kith::directory
