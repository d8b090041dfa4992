#include "connectors/common/entry_values.h"

#include <utility>

namespace kith::connectors {
namespace {

constexpr std::string_view range_option = "range=";

char lower(char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

// `known` is in lower case.
bool same(std::string_view text, std::string_view known) {
    if (text.size() != known.size()) return false;
    for (std::size_t i = 0; i < text.size(); ++i)
        if (lower(text[i]) != known[i]) return false;
    return true;
}

bool begins(std::string_view text, std::string_view known) {
    return text.size() >= known.size() && same(text.substr(0, known.size()), known);
}

// The next option behind a ';', taken off `rest`.
std::string_view next_option(std::string_view& rest) {
    const auto end = rest.find(';');
    const auto option = rest.substr(0, end);
    rest = end == std::string_view::npos ? std::string_view() : rest.substr(end + 1);
    return option;
}

struct Options {
    bool language = false;
    bool other = false;
};

Options options_of(std::string_view rest) {
    Options options;
    while (!rest.empty()) {
        const auto option = next_option(rest);
        if (same(option, "binary") || begins(option, range_option)) continue;
        (begins(option, "lang-") ? options.language : options.other) = true;
    }
    return options;
}

// A description with its options, but for those that are passed over, is one of the names asked
// for: "cn;lang-de".
std::string_view without_passed_over(std::string_view description) {
    for (const std::string_view last : {";binary", ";range="}) {
        const auto at = description.rfind(';');
        if (at != std::string_view::npos && begins(description.substr(at), last))
            description = description.substr(0, at);
    }
    return description;
}

}  // namespace

EntryValues::EntryValues(std::vector<std::string> names)
    : names_(std::move(names)), kept_(names_.size()) {}

void EntryValues::clear() {
    for (auto& kept : kept_) {
        kept.values.clear();
        kept.exact = false;
    }
}

std::optional<EntryValues::Place> EntryValues::place(std::string_view description) const {
    const auto semicolon = description.find(';');
    const auto whole =
        semicolon == std::string_view::npos ? description : without_passed_over(description);
    for (std::size_t i = 0; i < names_.size(); ++i)
        if (same(whole, names_[i])) return Place{i, true};
    if (semicolon == std::string_view::npos) return std::nullopt;

    const auto options = options_of(description.substr(semicolon + 1));
    if (options.other) return std::nullopt;
    const auto name = description.substr(0, semicolon);
    for (std::size_t i = 0; i < names_.size(); ++i)
        if (same(name, names_[i])) return Place{i, !options.language};
    return std::nullopt;
}

void EntryValues::add(Place place, EntryValue value) {
    auto& kept = kept_[place.index];
    if (kept.exact && !place.exact) return;
    if (place.exact && !kept.exact) kept.values.clear();
    kept.exact = place.exact;
    kept.values.push_back(value);
}

std::string_view range_of(std::string_view description) {
    const auto semicolon = description.find(';');
    if (semicolon == std::string_view::npos) return {};
    for (auto rest = description.substr(semicolon + 1); !rest.empty();) {
        const auto option = next_option(rest);
        if (begins(option, range_option)) return option.substr(range_option.size());
    }
    return {};
}

}  // namespace kith::connectors
