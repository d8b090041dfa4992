#include "directory/search.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <tuple>

#include "base/limits.h"
#include "directory/hours.h"
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

// The query, read once.
struct Wanted {
    const SupporterQuery& query;
    std::optional<Hours> hours;
    std::vector<std::string> words;
};

int minutes_met(const std::vector<Hours>& hers, const Hours& wanted) {
    int minutes = 0;
    for (const auto& hours : hers)
        minutes += overlap_minutes(hours, wanted);
    return minutes;
}

// What bits alone do not answer.
bool meets(const Roster& roster, RosterPlace place, const Wanted& wanted) {
    if (wanted.hours && minutes_met(roster.hours(place), *wanted.hours) == 0) return false;
    const auto& about = roster.supporter(place).about;
    return std::all_of(wanted.words.begin(), wanted.words.end(),
                       [&](const auto& word) { return has_word_beginning(about, word); });
}

// Her first language is no misfit, a later one is the more the later it stands.
std::uint32_t language_misfit(std::size_t rank) {
    return static_cast<std::uint32_t>(full_fit - full_fit / (static_cast<int>(rank) + 1));
}

// All of the hours asked for and whole words are no misfit.
std::uint32_t other_misfit(const Roster& roster, RosterPlace place, const Wanted& wanted) {
    int sum = 0;
    if (wanted.hours) {
        const int asked = std::min(wanted.hours->until - wanted.hours->from, working_day_min);
        const int met = std::min(minutes_met(roster.hours(place), *wanted.hours), asked);
        sum += full_fit - full_fit * met / asked;
    }
    if (!wanted.words.empty()) {
        const auto& about = roster.supporter(place).about;
        const auto whole =
            std::count_if(wanted.words.begin(), wanted.words.end(),
                          [&](const auto& word) { return has_whole_word(about, word); });
        const auto count = static_cast<int>(wanted.words.size());
        sum += full_fit - full_fit * static_cast<int>(whole) / count;
    }
    return static_cast<std::uint32_t>(sum);
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

// Those whom bits alone find, of one misfit of language after the other, the smallest first.
using Classes = std::vector<std::pair<std::uint32_t, Bits>>;

Classes classes(const Roster& roster, const SupporterQuery& query) {
    Bits found = roster.listed();
    roster.keep_topic(found, query.topic);
    roster.keep_channel(found, query.channel);
    roster.keep_shared(found, query.shared);
    roster.keep_location(found, query.location);
    Classes all;
    if (query.language.empty()) {
        all.emplace_back(0, std::move(found));
        return all;
    }
    const auto& by_rank = roster.speakers(query.language);
    for (std::size_t rank = 0; rank < by_rank.size(); ++rank) {
        Bits these = found;
        by_rank[rank].keep_only_in(these, roster.size());
        const auto misfit = language_misfit(rank);
        if (!all.empty() && all.back().first == misfit) {
            all.back().second |= these;
        } else {
            all.emplace_back(misfit, std::move(these));
        }
    }
    return all;
}

struct Found {
    Rank rank;
    RosterPlace place;
};

// Nothing but bits decides: they stand in the order of the draw already.
std::vector<Found> first_by_bits(const Roster& roster, const Classes& all, const Bits& full,
                                 const std::optional<Rank>& after, std::size_t count) {
    std::vector<Found> found;
    for (const auto& [misfit, these] : all) {
        for (const std::uint32_t busy : {0U, 1U}) {
            if (after && std::tie(misfit, busy) < std::tie(after->misfit, after->busy)) continue;
            const bool within =
                after && std::tie(misfit, busy) == std::tie(after->misfit, after->busy);
            const auto first = within ? roster.after_draw(after->draw) : RosterPlace{0};
            these.each(first, [&](std::size_t at) {
                const auto place = static_cast<RosterPlace>(at);
                if (full.has(at) != (busy == 1)) return true;
                found.push_back({{misfit, busy, roster.draw(place)}, place});
                return found.size() < count;
            });
            if (found.size() >= count) return found;
        }
    }
    return found;
}

std::vector<Found> first_by_looking(const Roster& roster, const Classes& all, const Bits& full,
                                    const std::optional<Rank>& after, std::size_t count,
                                    const Wanted& wanted) {
    std::vector<Found> found;
    for (const auto& one : all)
        one.second.each(0, [&](std::size_t at) {
            const auto place = static_cast<RosterPlace>(at);
            if (!meets(roster, place, wanted)) return true;
            const Rank rank{one.first + other_misfit(roster, place, wanted), full.has(at) ? 1U : 0U,
                            roster.draw(place)};
            if (!after || rank > *after) found.push_back({rank, place});
            return true;
        });
    const auto shown = static_cast<std::ptrdiff_t>(std::min(count, found.size()));
    std::partial_sort(found.begin(), found.begin() + shown, found.end(),
                      [](const Found& a, const Found& b) {
                          return std::tie(a.rank, a.place) < std::tie(b.rank, b.place);
                      });
    found.resize(static_cast<std::size_t>(shown));
    return found;
}

SupporterCard card(const Roster& roster, const Found& found) {
    const auto& supporter = roster.supporter(found.place);
    const auto& person = roster.people().chart->person(*roster.seat(found.place));
    return {supporter.id,     person.display_name, person.location, supporter.languages,
            supporter.topics, supporter.channels,  supporter.hours, supporter.shared,
            supporter.about,  found.rank.busy == 0};
}

}  // namespace

Result<SupporterPage> search(const Roster& roster, const SupporterQuery& query, const Bits& full) {
    Wanted wanted{query, std::nullopt, words_folded(query.text)};
    if (!query.hours.empty()) {
        wanted.hours = parse_hours(query.hours);
        if (!wanted.hours)
            return Error{ErrorCode::invalid_input, "search: these hours cannot be read", "/hours",
                         "a weekday such as \"mon\", or with hours such as \"mon 09-12\""};
    }
    std::optional<Rank> after;
    if (!query.after.empty()) {
        after = rank_of(query, roster.today());
        if (!after)
            return Error{ErrorCode::invalid_input, "search: not a page of this search", "/after",
                         "begin again without `after`"};
    }

    const std::size_t limit = std::clamp<std::size_t>(query.limit, 1, limits::page_size_max);
    const bool by_bits = !wanted.hours && wanted.words.empty();
    const auto all = classes(roster, query);
    const auto found = by_bits ? first_by_bits(roster, all, full, after, limit + 1)
                               : first_by_looking(roster, all, full, after, limit + 1, wanted);
    SupporterPage page;
    const std::size_t shown = std::min(limit, found.size());
    page.cards.reserve(shown);
    for (std::size_t i = 0; i < shown; ++i)
        page.cards.push_back(card(roster, found[i]));
    if (found.size() > shown) page.next = token(query, found[shown - 1].rank, roster.today());
    return page;
}

}  // namespace kith::directory
