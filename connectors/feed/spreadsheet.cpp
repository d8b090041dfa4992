#include "connectors/feed/spreadsheet.h"

namespace kith::connectors::feed {
namespace {

constexpr std::string_view signs = "=+-@\t\r";
constexpr std::string_view separators = ",;\"\t\r\n";
constexpr char mark = '\'';

bool cell_may_begin(std::string_view text, std::size_t at) {
    return at == 0 || separators.find(text[at - 1]) != std::string_view::npos;
}

// A sign here, behind any number of marks: a mark that was in the text must survive as well.
bool formula_may_begin(std::string_view text, std::size_t at) {
    if (!cell_may_begin(text, at)) return false;
    const auto first = text.find_first_not_of(mark, at);
    return first != std::string_view::npos && signs.find(text[first]) != std::string_view::npos;
}

}  // namespace

std::string without_formulas(std::string_view text) {
    std::string safe;
    for (std::size_t at = 0; at < text.size(); ++at) {
        if (formula_may_begin(text, at)) safe += mark;
        safe += text[at];
    }
    return safe;
}

std::string with_formulas(std::string_view text) {
    std::string plain;
    for (std::size_t at = 0; at < text.size(); ++at) {
        const bool marked = text[at] == mark && formula_may_begin(text, at);
        if (!marked) plain += text[at];
    }
    return plain;
}

}  // namespace kith::connectors::feed
