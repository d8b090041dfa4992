// What RULES.md computes, in bare numbers: for the floor, and to prepare the SQL engines' columns.
#pragma once

#include <algorithm>
#include <string>

#include "directory/keyed_hash.h"
#include "directory/roster.h"
#include "scale/company.h"
#include "scale/questions.h"

namespace scale {

// All parts of the score but language, time zone and location.
inline std::uint32_t own_sum(const Supporter& one) {
    const auto free = one.capacity - std::min(one.open, one.capacity);
    return 30 * 1000 + 15 * 500 + 15 * (1000 * free / one.capacity) + 10 * 1000;
}

inline std::uint32_t points(std::uint32_t sum) {
    return (100 * sum + 50'000) / 100'000;
}

inline bool can_be_listed(const Supporter& one) {
    return one.listed && one.accredited && !one.on_leave;
}

inline std::uint64_t draw_of_the_day(kith::Day today, Number person) {
    return kith::directory::keyed_hash(kith::directory::key_of(today, 'd'), id_text(person));
}

// Draws lots among those who fit equally well; the smaller comes first.
class Lots {
public:
    explicit Lots(const std::string& key) : hash_({}, length_and(key)) {}
    std::uint64_t of(std::string_view id) const { return hash_.of(id); }

private:
    static std::string length_and(const std::string& key) {
        std::string text(8, '\0');
        for (std::size_t i = 0; i < 8; ++i)
            text[i] = static_cast<char>(std::uint64_t{key.size()} >> (8 * i) & 0xFF);
        return text + key;
    }

    kith::directory::KeyedHash hash_;
};

}  // namespace scale
