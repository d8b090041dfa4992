// A made-up company of any size, as columns: what every engine is filled with.
//
// Clean on purpose: one root, no cycles, no dotted lines, nobody unknown. A person's number is her
// place among the people; numbers tell nothing of the org chart. Supporters manage nobody.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace scale {

using Number = std::uint32_t;
inline constexpr Number nobody = UINT32_MAX;

inline constexpr std::array<std::string_view, 16> languages{
    "en", "de", "fr", "es", "pl", "it", "nl", "pt", "sv", "cs", "ro", "hu", "tr", "ar", "uk", "zh"};
inline constexpr std::array<std::string_view, 8> topics{
    "humiliation",   "exclusion",      "rumours", "threats",
    "work-sabotage", "discrimination", "online",  "witness"};
inline constexpr std::array<std::string_view, 4> channels{"chat", "phone", "video", "in-person"};
inline constexpr std::array<std::string_view, 12> time_zones{
    "Europe/London", "Europe/Berlin",    "Europe/Madrid",   "Europe/Warsaw",
    "Europe/Paris",  "America/New_York", "America/Chicago", "Asia/Shanghai",
    "Asia/Kolkata",  "Europe/Bucharest", "Africa/Cairo",    "Australia/Sydney"};

struct Person {
    Number manager = nobody;
    std::uint32_t department = 0;
    std::uint32_t site = 0;
    std::uint32_t time_zone = 0;
    std::uint32_t language = 0;  // The one she prefers.
    std::uint32_t level = 0;     // How many are above her.
    // All below her, and she herself, are numbered within [first, end).
    std::uint32_t first = 0;
    std::uint32_t end = 0;

    bool leads() const { return end - first > 1; }
};

struct Hours {
    std::uint32_t weekday = 0;  // 0 is Monday.
    std::uint32_t from = 0;     // Whole hours.
    std::uint32_t until = 0;
};

struct Supporter {
    Number person = nobody;
    std::vector<std::uint32_t> languages;  // At most three, each once, the best first.
    std::uint32_t topics = 0;              // One bit each.
    std::uint32_t channels = 0;            // One bit each.
    std::uint32_t capacity = 0;
    std::uint32_t open = 0;
    bool listed = true;
    bool accredited = true;
    bool on_leave = false;
    std::vector<Number> declared;
    std::vector<Hours> hours;
    std::uint32_t about = 0;
};

struct Company {
    std::vector<Person> people;
    std::vector<Supporter> supporters;
    std::vector<Number> executives;  // One or two below the top, with people below them.
    std::uint32_t sites = 0;
    std::uint32_t departments = 0;
};

// The same for the same size and seed.
Company make_company(std::size_t people, std::uint64_t seed);

// As the files spell them.
std::string id_text(Number person);
Number from_id_text(std::string_view id);
std::string name_text(Number person);
std::string site_text(std::uint32_t site);
std::string_view about_text(const Supporter& supporter);
std::string hours_text(const Hours& hours);
// 0 to 500: what RULES.md counts for her hours of work.
std::uint32_t hours_value(const Supporter& supporter);

}  // namespace scale
