#include "connectors/common/moment.h"

#include <Poco/DateTimeFormatter.h>

#include <algorithm>
#include <chrono>

namespace kith::connectors {
namespace {

namespace chrono = std::chrono;

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

// Takes the shape off the text's front: `d` is a digit, everything else stands for itself.
bool take(std::string_view& text, std::string_view shape) {
    if (text.size() < shape.size()) return false;
    for (std::size_t at = 0; at < shape.size(); ++at)
        if (shape[at] == 'd' ? !is_digit(text[at]) : text[at] != shape[at]) return false;
    text.remove_prefix(shape.size());
    return true;
}

int number(std::string_view digits) {
    int value = 0;
    for (const char digit : digits)
        value = value * 10 + (digit - '0');
    return value;
}

// Milliseconds; what is finer is cut off.
std::optional<int> fraction_ms(std::string_view& text) {
    if (text.empty() || text.front() != '.') return 0;
    text.remove_prefix(1);
    const auto end = std::find_if_not(text.begin(), text.end(), is_digit);
    const auto digits = static_cast<std::size_t>(end - text.begin());
    if (digits == 0) return std::nullopt;
    const int value = number(text.substr(0, std::min<std::size_t>(digits, 3)));
    text.remove_prefix(digits);
    return digits == 1 ? value * 100 : digits == 2 ? value * 10 : value;
}

std::optional<chrono::minutes> zone(std::string_view text) {
    if (text.empty() || text == "Z") return chrono::minutes(0);
    const auto whole = text;
    if (!take(text, "+dd:dd") && !take(text, "-dd:dd")) return std::nullopt;
    if (!text.empty()) return std::nullopt;
    const int minutes = number(whole.substr(1, 2)) * 60 + number(whole.substr(4, 2));
    if (minutes > 14 * 60 || number(whole.substr(4, 2)) > 59) return std::nullopt;
    return chrono::minutes(whole.front() == '-' ? -minutes : minutes);
}

}  // namespace

std::optional<std::int64_t> moment_of(std::string_view text) {
    const auto whole = text;
    if (!take(text, "dddd-dd-ddTdd:dd:dd")) return std::nullopt;
    const auto part = [&](std::size_t at, std::size_t size) {
        return number(whole.substr(at, size));
    };
    const chrono::year_month_day day{chrono::year(part(0, 4)),
                                     chrono::month(static_cast<unsigned>(part(5, 2))),
                                     chrono::day(static_cast<unsigned>(part(8, 2)))};
    const auto time =
        chrono::hours(part(11, 2)) + chrono::minutes(part(14, 2)) + chrono::seconds(part(17, 2));
    // XML Schema, section 3.3.7: midnight may be written as the end of the day.
    if (!day.ok() || part(14, 2) > 59 || part(17, 2) > 59 || time > chrono::hours(24))
        return std::nullopt;
    const auto fraction = fraction_ms(text);
    if (!fraction || (time == chrono::hours(24) && *fraction > 0)) return std::nullopt;
    const auto ahead = zone(text);
    if (!ahead) return std::nullopt;
    return chrono::milliseconds(chrono::sys_days(day).time_since_epoch() + time - *ahead).count() +
           *fraction;
}

std::string moment_text(std::int64_t ms) {
    return Poco::DateTimeFormatter::format(Poco::Timestamp(ms * 1000), "%Y-%m-%dT%H:%M:%S.%iZ");
}

}  // namespace kith::connectors
