#include "connectors/saml/duration.h"

#include <array>
#include <charconv>

namespace kith::connectors::saml {
namespace {

constexpr std::int64_t second_ms = 1000;
constexpr std::int64_t hour_ms = 3600 * second_ms;
constexpr std::int64_t day_ms = 24 * hour_ms;
constexpr std::size_t digits_max = 9;

struct Unit {
    char letter;
    std::int64_t ms;
    bool of_day;  // Behind the T.
};
constexpr std::array units{Unit{'Y', 365 * day_ms, false},  Unit{'M', 28 * day_ms, false},
                           Unit{'D', day_ms, false},        Unit{'H', hour_ms, true},
                           Unit{'M', 60 * second_ms, true}, Unit{'S', second_ms, true}};

// The digits at the text's front; none where there are none or too many.
std::optional<std::int64_t> take_number(std::string_view& text) {
    std::int64_t value = 0;
    const auto* const end = text.data() + text.size();
    const auto [behind, error] = std::from_chars(text.data(), end, value);
    const auto taken = static_cast<std::size_t>(behind - text.data());
    if (error != std::errc() || value < 0 || text.front() == '-' || taken > digits_max)
        return std::nullopt;
    text.remove_prefix(taken);
    return value;
}

// A fraction of a second is cut off.
bool drop_fraction(std::string_view& text) {
    if (!text.starts_with('.')) return true;
    text.remove_prefix(1);
    return take_number(text).has_value() && text.starts_with('S');
}

}  // namespace

std::optional<std::int64_t> duration_ms(std::string_view text) {
    if (!text.starts_with('P')) return std::nullopt;
    text.remove_prefix(1);
    std::int64_t total = 0;
    bool of_day = false;
    bool says_something = false;
    auto next = units.begin();
    while (!text.empty()) {
        if (text.front() == 'T' && !of_day) {
            of_day = true;
            says_something = false;
            text.remove_prefix(1);
            continue;
        }
        const auto value = take_number(text);
        if (!value || !drop_fraction(text) || text.empty()) return std::nullopt;
        while (next != units.end() && (next->letter != text.front() || next->of_day != of_day))
            ++next;
        if (next == units.end()) return std::nullopt;
        total += *value * next->ms;
        ++next;
        says_something = true;
        text.remove_prefix(1);
    }
    if (!says_something) return std::nullopt;
    return total;
}

}  // namespace kith::connectors::saml
