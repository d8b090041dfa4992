// route simulate and coverage.
#include "assembly/admin.h"
#include "ctl/command.h"
#include "ctl/output.h"

namespace kith::ctl {
namespace {

void show(const assembly::Simulated& simulated) {
    say("request " + simulated.request + ": " + simulated.assigned.value_or("nobody") + ", of " +
        std::to_string(simulated.eligible.size()) + " eligible");
    for (const auto& [supporter, codes] : simulated.excluded) {
        std::string why;
        for (const auto& code : codes)
            why += ' ' + code;
        say("    not " + supporter + ':' + why);
    }
}

int simulate(const Given& given) {
    const auto on = day_or_today(given.get("on"));
    if (!on) return misused("--on takes a day as YYYY-MM-DD");
    assembly::SimulationFiles files{
        given.get("people"), given.get("supporters"), given.get("requests"), {}};
    if (given.has("manifest")) files.manifest = given.get("manifest");

    const auto done = assembly::simulate(files, *on, given.has("sequential"));
    const int code = tell(done.findings, false);
    if (code != ok) return code;
    for (const auto& simulated : done.value) {
        if (given.json()) {
            say(to_json(simulated));
        } else {
            show(simulated);
        }
    }
    return ok;
}

void show(const routing::Coverage& coverage) {
    const auto text = [](std::size_t number) { return std::to_string(number); };
    say(text(coverage.employees) + " employees: " + text(coverage.without) +
        " have nobody to turn to, " + text(coverage.fewer_than_three) + " fewer than three");
    for (const auto& group : coverage.departments)
        say("    " + (group.department.empty() ? "(no department)" : group.department) + ": " +
            text(group.without) + " with nobody, " + text(group.fewer_than_three) +
            " with fewer than three, of " + text(group.employees));
    for (const auto& supporter : coverage.single_points)
        say("    " + supporter.text() + " is somebody's only candidate");
    for (const auto& language : coverage.languages_missing)
        say("    no supporter speaks " + language);
    for (const auto& topic : coverage.topics_missing)
        say("    no supporter takes " + topic);
}

int show_coverage(const routing::Coverage& coverage, bool json) {
    if (json) {
        say(assembly::to_json(coverage));
    } else {
        show(coverage);
    }
    return coverage.without > 0 ? found : ok;
}

int coverage(const Given& given) {
    const auto on = day_or_today(given.get("on"));
    if (!on) return misused("--on takes a day as YYYY-MM-DD");
    if (!given.has("manifest")) {
        if (!given.has("people") || !given.has("supporters"))
            return misused("coverage takes --manifest M, or --people F and --supporters F");
        const auto done = assembly::coverage(given.get("people"), given.get("supporters"), *on);
        const int code = tell(done.findings, false);
        return code == ok ? show_coverage(done.value, given.json()) : code;
    }
    Findings findings;
    const auto office = assembly::Office::open(given.get("manifest"), findings);
    if (!office && has_errors(findings)) return tell(findings, given.json());
    if (!office) return fail(office.error());
    const auto done = (*office)->coverage(*on);
    if (!done) return fail(done.error());
    return show_coverage(*done, given.json());
}

}  // namespace

std::vector<Command> route_commands() {
    const OptionText on{"on", "YYYY-MM-DD", "the day (default today, UTC)"};
    return {
        {"route simulate",
         "",
         "Who would be asked, and why the others not. Needs no database.",
         {{"people", "FILE", "people.csv, or .ldif", true},
          {"supporters", "FILE", "supporters.csv", true},
          {"requests", "FILE", "requests.csv", true},
          on,
          {"sequential", "", "count the assignments of the requests before"},
          {"manifest", "MANIFEST", "with its relaxations and weights; else the bare table"}},
         simulate},
        {"coverage",
         "",
         "Who would have nobody, or fewer than three, to turn to.",
         {{"manifest", "MANIFEST", "an applied manifest, with its people and rules"},
          {"people", "FILE", "people.csv, or .ldif"},
          {"supporters", "FILE", "supporters.csv"},
          on},
         coverage},
    };
}

}  // namespace kith::ctl
