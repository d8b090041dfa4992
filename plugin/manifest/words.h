// Tables of the schema's words for what the model has as an enumeration, read both ways.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace kith::manifest {

template <class Value>
using Word = std::pair<std::string_view, Value>;

template <class Words>
auto meaning(const Words& words, std::string_view name)
    -> std::optional<typename Words::value_type::second_type> {
    for (const auto& [word, value] : words)
        if (word == name) return value;
    return std::nullopt;
}

template <class Words, class Value>
std::string spelled(const Words& words, const Value& wanted, std::string_view otherwise = {}) {
    for (const auto& [word, value] : words)
        if (value == wanted) return std::string(word);
    return std::string(otherwise);
}

}  // namespace kith::manifest
