// When a supporter can talk, as she writes it: "mon 09-12", "fri 13:30-17", "sat" for the whole
// day.
#pragma once

#include <optional>
#include <string_view>

namespace kith::directory {

struct Hours {
    int weekday = 0;  // 0 is Monday.
    int from = 0;     // Minutes since midnight, in her zone.
    int until = 0;    // After `from`, at most 24:00; not included.
};

std::optional<Hours> parse_hours(std::string_view text);

// Minutes that lie in both.
int overlap_minutes(const Hours& a, const Hours& b);

}  // namespace kith::directory
