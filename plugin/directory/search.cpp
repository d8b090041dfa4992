#include "directory/search.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <tuple>

#include "base/limits.h"
#include "directory/hours.h"
#include "directory/keyed_hash.h"
#include "directory/words.h"

namespace kith::directory {
namespace {

constexpr int full_fit = 1000;  // Of each thing that can be met more or less.
constexpr int working_day_min = 8 * 60;

// What decides the order: the smaller comes first.
struct Rank {
    std::uint32_t misfit = 0;  // How much of the query is not met.
    std::uint32_t busy = 0;
    std::uint64_t draw = 0;  // Differs by the day.

    auto operator<=>(const Rank&) const = default;
};

struct Found {
    Rank rank;
    const model::PeerSupporter* supporter;
    const model::Person* person;
};

// The query, read once.
struct Wanted {
    const SupporterQuery& query;
    std::optional<Hours> hours;
    std::vector<std::string> words;
};

bool can_be_listed(const model::PeerSupporter& supporter, const model::Person& person, Day today) {
    if (supporter.enrolment != model::Enrolment::approved || !supporter.listed) return false;
    if (!person.active) return false;
    if (!supporter.accredited_until || *supporter.accredited_until < today) return false;
    return !supporter.on_leave_until || *supporter.on_leave_until < today;
}

bool has(const std::vector<std::string>& list, std::string_view wanted) {
    return wanted.empty() || position_folded(list, wanted) < list.size();
}

int minutes_met(const model::PeerSupporter& supporter, const Hours& wanted) {
    int minutes = 0;
    for (const auto& text : supporter.hours)
        if (const auto hours = parse_hours(text)) minutes += overlap_minutes(*hours, wanted);
    return minutes;
}

bool meets(const model::PeerSupporter& supporter, const model::Person& person,
           const Wanted& wanted) {
    const auto& query = wanted.query;
    if (!has(supporter.languages, query.language)) return false;
    if (!has(supporter.topics, query.topic)) return false;
    if (!has(supporter.channels, query.channel)) return false;
    if (!has(supporter.shared, query.shared)) return false;
    if (!query.location.empty() && !equal_folded(person.location, query.location)) return false;
    if (wanted.hours && minutes_met(supporter, *wanted.hours) == 0) return false;
    return std::all_of(wanted.words.begin(), wanted.words.end(),
                       [&](const auto& word) { return has_word_beginning(supporter.about, word); });
}

// Her first language, all of the hours asked for and whole words are no misfit.
std::uint32_t misfit(const model::PeerSupporter& supporter, const Wanted& wanted) {
    int sum = 0;
    if (!wanted.query.language.empty()) {
        const auto place = position_folded(supporter.languages, wanted.query.language);
        sum += full_fit - full_fit / (static_cast<int>(place) + 1);
    }
    if (wanted.hours) {
        const int asked = std::min(wanted.hours->until - wanted.hours->from, working_day_min);
        const int met = std::min(minutes_met(supporter, *wanted.hours), asked);
        sum += full_fit - full_fit * met / asked;
    }
    if (!wanted.words.empty()) {
        const auto whole =
            std::count_if(wanted.words.begin(), wanted.words.end(),
                          [&](const auto& word) { return has_whole_word(supporter.about, word); });
        const auto count = static_cast<int>(wanted.words.size());
        sum += full_fit - full_fit * static_cast<int>(whole) / count;
    }
    return static_cast<std::uint32_t>(sum);
}

HashKey key_of(Day today, char purpose) {
    HashKey key{};
    const auto day = static_cast<std::uint32_t>(today.since_epoch);
    for (std::size_t i = 0; i < 4; ++i)
        key[i] = static_cast<std::uint8_t>(day >> (8 * i));
    key[4] = static_cast<std::uint8_t>(purpose);
    return key;
}

std::string hex(std::uint64_t value) {
    constexpr std::string_view digits = "0123456789abcdef";
    std::string text(16, '0');
    for (auto at = text.rbegin(); at != text.rend(); ++at, value >>= 4)
        *at = digits[value & 0xF];
    return text;
}

std::optional<std::uint64_t> from_hex(std::string_view text) {
    std::uint64_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value, 16);
    if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
    return value;
}

// A page token is the rank of the last card, no id, and a check that tells our token for this query
// and day from anything else. It guards nothing: whoever forges one gets a page that she may see.
constexpr std::size_t token_part = 16;

std::string check(const SupporterQuery& query, std::string_view rank, Day today) {
    std::string asked;
    for (const auto* field : {&query.language, &query.topic, &query.location, &query.channel,
                              &query.hours, &query.shared, &query.text}) {
        asked += hex(field->size());
        asked += *field;
    }
    asked += rank;
    return hex(keyed_hash(key_of(today, 'p'), asked));
}

std::string token(const SupporterQuery& query, const Rank& rank, Day today) {
    const std::string text = hex(std::uint64_t{rank.misfit} << 32 | rank.busy) + hex(rank.draw);
    return text + check(query, text, today);
}

std::optional<Rank> rank_of(const SupporterQuery& query, Day today) {
    const std::string_view text = query.after;
    if (text.size() != 3 * token_part) return std::nullopt;
    const auto rank = text.substr(0, 2 * token_part);
    if (text.substr(2 * token_part) != check(query, rank, today)) return std::nullopt;

    const auto first = from_hex(rank.substr(0, token_part));
    const auto draw = from_hex(rank.substr(token_part));
    if (!first || !draw) return std::nullopt;
    return Rank{static_cast<std::uint32_t>(*first >> 32), static_cast<std::uint32_t>(*first),
                *draw};
}

std::vector<Found> find(const Snapshot& snapshot, const Wanted& wanted,
                        const std::unordered_set<EmployeeId>& full, Day today) {
    const HashKey key = key_of(today, 'd');
    std::vector<Found> found;
    for (const auto& supporter : snapshot.book->all()) {
        const auto seat = snapshot.chart->seat(supporter.id);
        if (!seat) continue;
        const auto& person = snapshot.chart->person(*seat);
        if (!can_be_listed(supporter, person, today)) continue;
        if (!meets(supporter, person, wanted)) continue;

        const Rank rank{misfit(supporter, wanted), full.contains(supporter.id) ? 1U : 0U,
                        keyed_hash(key, supporter.id.text())};
        found.push_back({rank, &supporter, &person});
    }
    std::sort(found.begin(), found.end(), [](const Found& a, const Found& b) {
        return std::tie(a.rank, a.supporter->id) < std::tie(b.rank, b.supporter->id);
    });
    return found;
}

SupporterCard card(const Found& found) {
    const auto& supporter = *found.supporter;
    return {supporter.id,        found.person->display_name, found.person->location,
            supporter.languages, supporter.topics,           supporter.channels,
            supporter.hours,     supporter.shared,           supporter.about,
            found.rank.busy == 0};
}

}  // namespace

Result<SupporterPage> search(const Snapshot& snapshot, const SupporterQuery& query,
                             const std::unordered_set<EmployeeId>& full, Day today) {
    Wanted wanted{query, std::nullopt, words_folded(query.text)};
    if (!query.hours.empty()) {
        wanted.hours = parse_hours(query.hours);
        if (!wanted.hours)
            return Error{ErrorCode::invalid_input, "search: these hours cannot be read", "/hours",
                         "a weekday such as \"mon\", or with hours such as \"mon 09-12\""};
    }
    std::optional<Rank> after;
    if (!query.after.empty()) {
        after = rank_of(query, today);
        if (!after)
            return Error{ErrorCode::invalid_input, "search: not a page of this search", "/after",
                         "begin again without `after`"};
    }

    const auto found = find(snapshot, wanted, full, today);
    auto next = found.begin();
    if (after)
        next = std::find_if(next, found.end(), [&](const Found& f) { return f.rank > *after; });

    SupporterPage page;
    const std::size_t limit = std::clamp<std::size_t>(query.limit, 1, limits::page_size_max);
    for (; next != found.end() && page.cards.size() < limit; ++next)
        page.cards.push_back(card(*next));
    if (next != found.end()) page.next = token(query, std::prev(next)->rank, today);
    return page;
}

}  // namespace kith::directory
