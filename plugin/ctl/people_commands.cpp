// people import, export and check, supporters import and export.
#include <charconv>
#include <cstdio>
#include <fstream>

#include "assembly/admin.h"
#include "ctl/command.h"
#include "ctl/opened_office.h"
#include "ctl/output.h"

namespace kith::ctl {
namespace {

int show_change(const service::PeopleImport& done, bool json) {
    const auto text = [](std::size_t number) { return std::to_string(number); };
    const auto& change = done.change;
    if (json) {
        say("{\"added\":" + text(change.added) + ",\"changed\":" + text(change.changed) +
            ",\"removed\":" + text(change.removed) +
            ",\"managersChanged\":" + text(change.managers_changed) +
            ",\"assignmentsEnded\":" + quoted(ended_assignments(done.assignments_ended)) + '}');
        return ok;
    }
    say("people: " + text(change.added) + " added, " + text(change.changed) + " changed, " +
        text(change.removed) + " removed; " + text(change.managers_changed) +
        " have another manager");
    say("assignments that ended because a rule now forbids them: " +
        ended_assignments(done.assignments_ended) + "; others are asked");
    return ok;
}

int people_import(const Given& given) {
    const auto percent_text = given.get("max-removed", "20");
    int percent = -1;
    const auto* end = percent_text.data() + percent_text.size();
    const auto [stop, trouble] = std::from_chars(percent_text.data(), end, percent);
    if (trouble != std::errc{} || stop != end || percent < 0 || percent > 100)
        return misused("--max-removed takes a whole number from 0 to 100");

    auto opened = open_office(given.get("manifest"), given.json());
    if (!opened.office) return opened.code;
    Findings findings;
    const auto done = opened.office->import_people(given.get("people"), percent, findings);
    if (has_errors(findings)) return tell(findings, given.json());
    if (!done) return fail(done.error());
    if (!given.json()) tell(findings, false);
    return show_change(*done, given.json());
}

int people_export(const Given& given) {
    if (given.get("format", "csv") != "csv") return misused("--format takes csv");
    auto opened = open_office(given.get("manifest"), given.json());
    if (!opened.office) return opened.code;
    const auto table = opened.office->export_people();
    if (!table) return fail(table.error());
    std::fputs(table->c_str(), stdout);
    return std::fflush(stdout) == 0 ? ok : misused("the output cannot be written");
}

int show_faults(Findings all, const std::vector<directory::ChartFinding>& faults,
                const std::string& where, bool json) {
    for (const auto& fault : faults)
        all.push_back({Severity::warning, where, 0, fault.what, fault.hint});
    tell(all, json);
    if (!json && all.empty()) say("nothing to mend");
    return all.empty() ? ok : found;
}

int people_check(const Given& given) {
    auto file = given.get("people");
    if (file.empty()) {
        if (!given.has("manifest"))
            return misused("people check takes --people FILE or --manifest M");
        auto opened = open_office(given.get("manifest"), given.json());
        if (!opened.office) return opened.code;
        file = opened.office->people_path();
        if (file.empty()) {
            const auto faults = opened.office->check_known_people();
            if (!faults) return fail(faults.error());
            return show_faults({}, *faults, given.get("manifest"), given.json());
        }
    }
    const auto checked = assembly::check_people(file);
    return show_faults(checked.findings, checked.value, file, given.json());
}

int supporters_import(const Given& given) {
    auto opened = open_office(given.get("manifest"), given.json());
    if (!opened.office) return opened.code;
    Findings findings;
    const auto done = opened.office->import_supporters(given.words.front(), findings);
    if (has_errors(findings)) return tell(findings, given.json());
    if (!done) return fail(done.error());

    for (const auto& one : done->unlisted)
        findings.push_back({Severity::warning, given.words.front(), 0,
                            one.supporter.text() + " is not listed: " + one.why,
                            "eligibility in the manifest decides; take her off the list"});
    tell(findings, given.json());
    if (!given.json())
        say("supporters: " + std::to_string(done->supporters) + " taken over, " +
            std::to_string(done->unlisted.size()) + " of them not listed");
    return findings.empty() ? ok : found;
}

int supporters_export(const Given& given) {
    auto opened = open_office(given.get("manifest"), given.json());
    if (!opened.office) return opened.code;
    const auto list = opened.office->export_supporters();
    if (!list) return fail(list.error());
    std::ofstream out(given.words.front(), std::ios::binary | std::ios::trunc);
    out << *list;
    out.close();
    if (!out) return misused("cannot write '" + given.words.front() + "'");
    return ok;
}

}  // namespace

std::vector<Command> people_commands() {
    const OptionText manifest{"manifest", "MANIFEST", "an applied manifest", true};
    const OptionText people{"people", "FILE", "instead of the manifest's source; .ldif is LDIF"};
    return {
        {"people import",
         "",
         "Takes the company's people over; ends what the new org chart forbids.",
         {manifest,
          people,
          {"max-removed", "PERCENT", "refuse where more would vanish (default 20)"}},
         people_import},
        {"people export",
         "",
         "Prints who is known as people.csv, whichever source told of them.",
         {manifest, {"format", "FORMAT", "csv, which is the default"}},
         people_export},
        {"people check",
         "",
         "What is dirty in the org chart, and what Kith does until it is mended.",
         {{"manifest", "MANIFEST", "an applied manifest"}, people},
         people_check},
        {"supporters import",
         "FILE",
         "Takes a coordinator's list over, as a whole.",
         {manifest},
         supporters_import},
        {"supporters export",
         "FILE",
         "Writes the list, so that it can be imported again.",
         {manifest},
         supporters_export},
    };
}

}  // namespace kith::ctl
