// people sync, why and syncs: the company's directory.
#include <unistd.h>

#include <algorithm>
#include <charconv>
#include <ctime>
#include <iostream>

#include "assembly/admin.h"
#include "ctl/command.h"
#include "ctl/opened_office.h"
#include "ctl/output.h"
#include "ctl/until_stopped.h"

namespace kith::ctl {
namespace {

using What = service::SyncLine::What;

const char* name_of(What what) {
    switch (what) {
        case What::came:
            return "came";
        case What::changed:
            return "changed";
        case What::manager_changed:
            return "another manager";
        case What::departed:
            return "departed";
        case What::came_back:
            return "came back";
        case What::removed:
            return "removed";
    }
    return "";
}

std::string text(std::size_t number) {
    return std::to_string(number);
}

void show_counts(const service::SyncReport& report, bool dry) {
    say("asked      " + report.way + ": " + report.reason);
    say("told       " + text(report.told) +
        (report.everybody ? " entries, everybody" : " entries, what changed"));
    say(std::string(dry ? "would be   " : "people     ") + text(report.came) + " came, " +
        text(report.came_back) + " came back, " + text(report.changed) + " changed, " +
        text(report.managers_changed) + " have another manager, " + text(report.departed) +
        " departed, " + text(report.removed) + " removed after their days of grace");
    if (report.refused > 0) say("refused    " + text(report.refused) + " entries");
    say(std::string("assignments ") + (dry ? "that would end" : "that ended") +
        " because a rule now forbids them: " + ended_assignments(report.assignments_ended) +
        (dry ? "" : "; others are asked"));
}

void show_json(const service::SyncReport& report) {
    std::string lines;
    for (const auto& line : report.lines)
        lines += std::string(lines.empty() ? "" : ",") + "{\"what\":" + quoted(name_of(line.what)) +
                 ",\"person\":" + quoted(line.person.text()) + ",\"name\":" + quoted(line.name) +
                 "}";
    say("{\"way\":" + quoted(report.way) +
        ",\"everybody\":" + (report.everybody ? "true" : "false") +
        ",\"told\":" + text(report.told) + ",\"came\":" + text(report.came) +
        ",\"cameBack\":" + text(report.came_back) + ",\"changed\":" + text(report.changed) +
        ",\"managersChanged\":" + text(report.managers_changed) +
        ",\"departed\":" + text(report.departed) + ",\"removed\":" + text(report.removed) +
        ",\"refused\":" + text(report.refused) + ",\"assignmentsEnded\":" +
        quoted(ended_assignments(report.assignments_ended)) + ",\"people\":[" + lines + "]}");
}

int show(const service::SyncReport& report, const Given& given) {
    if (given.json()) {
        show_json(report);
        return report.findings.empty() ? ok : found;
    }
    const bool dry = given.has("dry-run");
    if (dry)
        for (const auto& line : report.lines)
            say(std::string(name_of(line.what)) + "  " + line.person.text() + "  " + line.name);
    tell(report.findings, false);
    show_counts(report, dry);
    return report.findings.empty() ? ok : found;
}

// Stays, also where the server goes and comes back.
int follow(assembly::Office& office, service::SyncOrder order, const Given& given) {
    constexpr std::uint64_t first_nap_ms = 1000;
    constexpr std::uint64_t nap_ms_max = 60'000;
    listen_for_stop();
    order.watch = [](std::size_t) { return !stopped(); };
    auto nap_ms = first_nap_ms;
    while (!stopped()) {
        const auto followed = office.follow_people(order, [&](const service::SyncReport& report) {
            show(report, given);
            std::cout.flush();
            order.whole = false;
            nap_ms = first_nap_ms;
        });
        if (followed) continue;
        const auto code = fail(followed.error());
        if (followed.error().code == ErrorCode::unsupported) return code;
        nap(nap_ms);
        nap_ms = std::min(2 * nap_ms, nap_ms_max);
    }
    return ok;
}

int people_sync(const Given& given) {
    service::SyncOrder order;
    order.whole = given.has("whole");
    order.dry = given.has("dry-run");
    if (given.has("max-removed")) {
        const auto percent = given.get("max-removed");
        int value = -1;
        const auto* const end = percent.data() + percent.size();
        const auto [stop, trouble] = std::from_chars(percent.data(), end, value);
        if (trouble != std::errc{} || stop != end || value < 0 || value > 100)
            return misused("--max-removed takes a whole number from 0 to 100");
        order.removed_percent_max = value;
    }
    if (order.dry && given.has("follow"))
        return misused("--follow takes over what changes: it cannot be tried with --dry-run");
    auto opened = open_office(given.get("manifest"), given.json());
    if (!opened.office) return opened.code;
    if (given.has("follow")) return follow(*opened.office, order, given);
    const bool shown = !given.json() && isatty(STDERR_FILENO) == 1;
    order.watch = [shown](std::size_t told) {
        if (shown && told % 1000 == 0) progress("entries read", static_cast<std::int64_t>(told));
        return true;
    };
    const auto report = opened.office->sync_people(order);
    if (shown) progress_ended();
    if (!report) return fail(report.error());
    return show(*report, given);
}

int people_why(const Given& given) {
    auto opened = open_office(given.get("manifest"), given.json());
    if (!opened.office) return opened.code;
    const auto sentences = opened.office->explain_person(given.words.front());
    if (!sentences) return fail(sentences.error());
    for (const auto& sentence : *sentences)
        say(sentence);
    return ok;
}

std::string when(std::int64_t ms) {
    const auto seconds = static_cast<std::time_t>(ms / 1000);
    std::tm parts{};
    gmtime_r(&seconds, &parts);
    char written[32];
    std::strftime(written, sizeof written, "%Y-%m-%dT%H:%M:%SZ", &parts);
    return written;
}

int people_syncs(const Given& given) {
    auto opened = open_office(given.get("manifest"), given.json());
    if (!opened.office) return opened.code;
    const auto past = opened.office->past_syncs();
    if (!past) return fail(past.error());
    if (past->empty()) say("the directory was never asked");
    for (const auto& one : *past) {
        if (!one.trouble.empty()) {
            say(when(one.at_ms) + "  nothing was changed: " + one.trouble);
            continue;
        }
        say(when(one.at_ms) + "  " + one.way + (one.everybody ? ", everybody: " : ": ") +
            std::to_string(one.told) + " told, " + std::to_string(one.came) + " came, " +
            std::to_string(one.came_back) + " came back, " + std::to_string(one.changed) +
            " changed, " + std::to_string(one.managers_changed) + " have another manager, " +
            std::to_string(one.departed) + " departed, " + std::to_string(one.removed) +
            " removed, " + std::to_string(one.refused) + " refused");
    }
    return ok;
}

int people_clashes(const Given& given) {
    auto opened = open_office(given.get("manifest"), given.json());
    if (!opened.office) return opened.code;
    const auto clashes = opened.office->clashes();
    if (!clashes) return fail(clashes.error());
    tell(*clashes, given.json());
    if (!given.json() && clashes->empty()) say("no two sources differ of anybody");
    return clashes->empty() ? ok : found;
}

}  // namespace

std::vector<Command> directory_commands() {
    const OptionText manifest{"manifest", "MANIFEST", "an applied manifest", true};
    return {
        {"people sync",
         "",
         "Asks the company's directory and takes over what changed.",
         {manifest,
          {"dry-run", "", "only tell who would come, go and change"},
          {"whole", "", "ask for everybody, whatever was read before"},
          {"follow", "", "stay, and take over each change as it happens; ends with SIGTERM"},
          {"max-removed", "PERCENT", "refuse where more would vanish (default: the manifest's)"}},
         people_sync},
        {"people why",
         "WHO",
         "What the directory says of one person, by key, DN, user name or mail.",
         {manifest},
         people_why},
        {"people syncs", "", "What the last runs did.", {manifest}, people_syncs},
        {"people clashes",
         "",
         "Where two sources of people say different things of one person.",
         {manifest},
         people_clashes},
    };
}

}  // namespace kith::ctl
