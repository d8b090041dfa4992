// route simulate, route batch and coverage.
#include "assembly/admin.h"
#include "ctl/command.h"
#include "ctl/opened_office.h"
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

std::string digits(std::size_t number) {
    return std::to_string(number);
}

// In hundredths of a percent, rounded down: what is not proved is not said. Where nobody can be
// placed, nothing is the optimum.
std::string share_of_optimum(std::int64_t value, std::int64_t bound) {
    const auto share = bound == 0 ? 10'000 : 10'000 * value / bound;
    const auto rest = std::to_string(share % 100);
    return std::to_string(share / 100) + '.' + (rest.size() < 2 ? '0' + rest : rest);
}

// Of a backlog and of made-up requests alike. What would be placed in turn is told of a trial only.
void show(const service::BacklogMatch& match, bool dry_run, bool json) {
    const auto share = share_of_optimum(match.value, match.bound);
    const auto without = digits(match.requests - match.placed);
    if (json) {
        say("{\"requests\":" + digits(match.requests) + ",\"placed\":" + digits(match.placed) +
            ",\"without\":" + without + ",\"fit\":" + std::to_string(match.fit) +
            ",\"percentOfOptimum\":" + share +
            (dry_run ? ",\"placedInTurn\":" + digits(match.placed_in_turn) : "") + '}');
        return;
    }
    say(digits(match.requests) + " requests: " + digits(match.placed) +
        (dry_run ? " would be" : " are") + " offered to somebody, " + without + " find nobody");
    say("    total fit " + std::to_string(match.fit) + ", at least " + share +
        " % of what could be reached");
    if (dry_run)
        say("    one after another: " + digits(match.placed_in_turn) + " would be offered");
}

int try_batch(const Given& given) {
    const auto on = day_or_today(given.get("on"));
    if (!on) return misused("--on takes a day as YYYY-MM-DD");
    if (!given.has("supporters") || !given.has("requests"))
        return misused("--people comes with --supporters and --requests");
    if (!given.has("dry-run")) return misused("made-up requests can only be tried: --dry-run");
    assembly::SimulationFiles files{
        given.get("people"), given.get("supporters"), given.get("requests"), {}};
    if (given.has("manifest")) files.manifest = given.get("manifest");

    const auto done = assembly::simulate_batch(files, *on);
    const int code = tell(done.findings, false);
    if (code != ok) return code;
    const auto& [requests, batch] = done.value;
    for (std::size_t i = 0; i < requests.size(); ++i) {
        const auto& chosen = batch.chosen[i];
        if (given.json()) {
            say(assembly::to_json(requests[i], chosen));
        } else {
            say("request " + requests[i] + ": " + (chosen ? chosen->supporter.text() : "nobody"));
        }
    }
    if (!given.json())
        show({requests.size(), batch.placed, batch.fit, batch.value, batch.bound,
              batch.placed_in_turn},
             true, false);
    return ok;
}

int batch(const Given& given) {
    if (given.has("people")) return try_batch(given);
    if (!given.has("manifest"))
        return misused(
            "route batch takes --manifest M, or --people F, --supporters F, --requests F");
    const auto [office, code] = open_office(given.get("manifest"), given.json());
    if (!office) return code;
    const bool dry_run = given.has("dry-run");
    const auto done = office->match_backlog(dry_run);
    if (!done) return fail(done.error());
    show(*done, dry_run, given.json());
    return ok;
}

void show(const routing::Coverage& coverage) {
    say(digits(coverage.employees) + " employees: " + digits(coverage.without) +
        " have nobody to turn to, " + digits(coverage.fewer_than_three) + " fewer than three");
    for (const auto& group : coverage.departments)
        say("    " + (group.department.empty() ? "(no department)" : group.department) + ": " +
            digits(group.without) + " with nobody, " + digits(group.fewer_than_three) +
            " with fewer than three, of " + digits(group.employees));
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
        {"route batch",
         "",
         "Matches all requests that wait at once: as many as can be, as well as can be.",
         {{"manifest", "MANIFEST", "an applied manifest, with its people and rules"},
          {"dry-run", "", "say what would be; change nothing"},
          {"people", "FILE", "people.csv, or .ldif: try made-up requests, without a database"},
          {"supporters", "FILE", "supporters.csv"},
          {"requests", "FILE", "requests.csv"},
          on},
         batch},
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
