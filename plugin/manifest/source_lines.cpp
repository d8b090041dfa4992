#include "manifest/source_lines.h"

#include <algorithm>

namespace kith::manifest {
namespace {

// A start tag seldom has more lines; looking further up would cost much in a hostile file.
constexpr int tag_lines_max = 100;

bool ends_name(std::string_view line, std::size_t at) {
    return at >= line.size() ||
           std::string_view(" \t\r=/>").find(line[at]) != std::string_view::npos;
}

}  // namespace

SourceLines::SourceLines(std::string_view text) {
    while (!text.empty()) {
        const std::size_t end = std::min(text.find('\n'), text.size());
        lines_.push_back(text.substr(0, end));
        text.remove_prefix(std::min(end + 1, text.size()));
    }
}

// Whether `name`, with one of the characters of `before` in front, stands on the line.
bool SourceLines::holds(int line, std::string_view before, std::string_view name) const {
    if (line < 1 || line > static_cast<int>(lines_.size())) return false;
    const std::string_view text = lines_[static_cast<std::size_t>(line) - 1];
    for (auto at = text.find(name); at != std::string_view::npos; at = text.find(name, at + 1)) {
        const char ahead = at == 0 ? ' ' : text[at - 1];
        if (before.find(ahead) != std::string_view::npos && ends_name(text, at + name.size()))
            return true;
    }
    return false;
}

int SourceLines::of_tag(std::string_view name, int tag_end) const {
    const int highest = std::max(1, tag_end - tag_lines_max);
    for (int line = tag_end; line >= highest; --line)
        if (holds(line, "<:", name)) return line;
    return tag_end;
}

int SourceLines::of_attribute(std::string_view name, int tag_begin, int tag_end) const {
    for (int line = tag_begin; line <= tag_end; ++line)
        if (holds(line, " \t:", name)) return line;
    return tag_end;
}

}  // namespace kith::manifest
