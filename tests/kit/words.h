// Whether a text has the words that a test looks for.
#pragma once

#include <string_view>

namespace kith::kit {

inline bool has(std::string_view text, std::string_view words) {
    return text.find(words) != std::string_view::npos;
}

}  // namespace kith::kit
