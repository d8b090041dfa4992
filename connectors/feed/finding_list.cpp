#include "connectors/feed/finding_list.h"

#include <utility>

#include "base/limits.h"
#include "base/text.h"

namespace kith::connectors::feed {
namespace {

constexpr std::size_t warnings_max = limits::findings_max / 2;
constexpr std::size_t quoted_bytes_max = 80;

bool continues_a_character(char byte) {
    return (static_cast<unsigned char>(byte) & 0xC0) == 0x80;
}

}  // namespace

void FindingList::error(int line, std::string what, std::string hint) {
    if (findings_.size() == limits::findings_max) {
        ++errors_left_out_;
        return;
    }
    findings_.push_back({Severity::error, file_, line, std::move(what), std::move(hint)});
}

void FindingList::warning(int line, std::string what, std::string hint) {
    if (warnings_ == warnings_max || findings_.size() == limits::findings_max) {
        ++warnings_left_out_;
        return;
    }
    ++warnings_;
    findings_.push_back({Severity::warning, file_, line, std::move(what), std::move(hint)});
}

Findings FindingList::take() {
    if (errors_left_out_ + warnings_left_out_ > 0) {
        const auto severity = errors_left_out_ > 0 ? Severity::error : Severity::warning;
        findings_.push_back({severity, file_, 0,
                             "and " + std::to_string(errors_left_out_) + " more errors and " +
                                 std::to_string(warnings_left_out_) + " more warnings",
                             "mend the ones above and check again"});
    }
    return std::move(findings_);
}

std::string quoted(std::string_view text) {
    const bool shortened = text.size() > quoted_bytes_max;
    std::size_t end = shortened ? quoted_bytes_max : text.size();
    while (shortened && end > 0 && continues_a_character(text[end]))
        --end;
    text = text.substr(0, end);

    std::string shown = "\"";
    const bool readable = is_utf8(text);
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        const bool plain = byte >= 0x20 && byte != 0x7F && (readable || byte < 0x80);
        shown += plain ? c : '?';
    }
    shown += shortened ? "...\"" : "\"";
    return shown;
}

}  // namespace kith::connectors::feed
