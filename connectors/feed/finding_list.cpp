#include "connectors/feed/finding_list.h"

#include <utility>

#include "base/limits.h"

namespace kith::connectors::feed {
namespace {

constexpr std::size_t warnings_max = limits::findings_max / 2;

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

}  // namespace kith::connectors::feed
