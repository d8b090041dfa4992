#include <algorithm>
#include <tuple>

#include "base/text.h"
#include "directory/search.h"
#include "directory/words.h"

namespace kith::directory {
namespace {

constexpr std::size_t characters_min = 2;

std::size_t characters(std::string_view utf8) {
    return static_cast<std::size_t>(std::count_if(utf8.begin(), utf8.end(), [](char c) {
        return (static_cast<unsigned char>(c) & 0xC0) != 0x80;  // Not a continuation byte.
    }));
}

bool found_by(const model::Person& person, const std::vector<std::string>& words) {
    return std::all_of(words.begin(), words.end(), [&](const auto& word) {
        return has_word_beginning(person.display_name, word) ||
               has_word_beginning(person.user_name, word) || has_word_beginning(person.mail, word);
    });
}

// Active ones first, then by name.
bool comes_first(const model::Person* a, const model::Person* b) {
    if (a->active != b->active) return a->active;
    return std::tie(a->display_name, a->id) < std::tie(b->display_name, b->id);
}

}  // namespace

std::vector<PersonCard> find_people(const OrgChart& chart, std::string_view text,
                                    std::size_t limit) {
    const auto words = words_folded(text);
    if (words.empty() || characters(trimmed(text)) < characters_min) return {};

    std::vector<const model::Person*> found;
    for (const auto& person : chart.people())
        if (found_by(person, words)) found.push_back(&person);
    const std::size_t shown = std::min(limit, found.size());
    std::partial_sort(found.begin(), found.begin() + static_cast<std::ptrdiff_t>(shown),
                      found.end(), comes_first);
    found.resize(shown);

    std::vector<PersonCard> cards;
    for (const auto* person : found)
        cards.push_back({person->id, person->display_name, person->title, person->department});
    return cards;
}

}  // namespace kith::directory
