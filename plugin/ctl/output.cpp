#include "ctl/output.h"

#include <array>
#include <cstdio>
#include <iostream>

#include "base/clock.h"

namespace kith::ctl {
namespace {

const char* word(Severity severity) {
    return severity == Severity::error ? "error" : "warning";
}

void tell_one(const Finding& finding) {
    std::cerr << finding.file << ':';
    if (finding.line > 0) std::cerr << finding.line << ':';
    std::cerr << ' ' << word(finding.severity) << ": " << finding.what << '\n';
    if (!finding.hint.empty()) std::cerr << "    hint: " << finding.hint << '\n';
}

std::string json_of(const Finding& finding) {
    return "{\"file\":" + quoted(finding.file) + ",\"line\":" + std::to_string(finding.line) +
           ",\"severity\":" + quoted(word(finding.severity)) + ",\"what\":" + quoted(finding.what) +
           ",\"hint\":" + quoted(finding.hint) + '}';
}

}  // namespace

void say(const std::string& line) {
    std::cout << line << '\n';
}

int tell(const Findings& findings, bool json) {
    if (json) {
        std::string list;
        for (const auto& finding : findings)
            list += (list.empty() ? "" : ",") + json_of(finding);
        say("{\"findings\":[" + list + "]}");
    } else {
        for (const auto& finding : findings)
            tell_one(finding);
    }
    return has_errors(findings) ? found : ok;
}

int fail(const Error& error) {
    std::cerr << "kithctl: " << error.detail.view();
    if (!error.field.empty()) std::cerr << " (" << error.field << ')';
    std::cerr << '\n';
    if (!error.hint.view().empty()) std::cerr << "    hint: " << error.hint.view() << '\n';
    return could_not_run;
}

int misused(const std::string& what, const Command* command) {
    std::cerr << "kithctl: " << what << '\n';
    if (command != nullptr)
        std::cerr << "    hint: kithctl " << command->name << " --help says what it takes\n";
    return usage;
}

void progress(std::string_view what, std::int64_t done, std::int64_t all) {
    const auto percent = all == 0 ? 100 : done * 100 / all;
    std::cerr << '\r' << what << ": " << done << " of " << all << " (" << percent << " %)"
              << std::flush;
}

void progress(std::string_view what, std::int64_t done) {
    std::cerr << '\r' << what << ": " << done << std::flush;
}

void progress_ended() {
    std::cerr << '\n';
}

std::string ended_assignments(int count) {
    constexpr int told_from = 5;
    return count < told_from ? "fewer than 5" : std::to_string(count);
}

std::string quoted(std::string_view text) {
    std::string out = "\"";
    for (const char c : text) {
        if (c == '"' || c == '\\') out += '\\';
        if (static_cast<unsigned char>(c) >= 0x20) {
            out += c;
            continue;
        }
        std::array<char, 8> escaped{};
        std::snprintf(escaped.data(), escaped.size(), "\\u%04x", static_cast<unsigned>(c));
        out += escaped.data();
    }
    return out + '"';
}

std::string json_list(const std::vector<std::string>& texts) {
    std::string list;
    for (const auto& text : texts)
        list += (list.empty() ? "" : ",") + quoted(text);
    return '[' + list + ']';
}

std::optional<Day> day_or_today(const std::string& text) {
    return text.empty() ? SystemClock{}.today() : parse_day(text);
}

}  // namespace kith::ctl
