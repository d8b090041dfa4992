// work and doctor.
#include <algorithm>

#include "assembly/admin.h"
#include "ctl/command.h"
#include "ctl/opened_office.h"
#include "ctl/output.h"
#include "ctl/until_stopped.h"

namespace kith::ctl {
namespace {

constexpr std::uint32_t budget_ms = 1000;
constexpr std::uint64_t nap_ms_max = 60'000;

int work(const Given& given) {
    const auto [office, code] = open_office(given.words.front(), given.json());
    if (!office) return code;
    listen_for_stop();
    while (!stopped()) {
        const auto due = office->work(budget_ms, [] { return !stopped(); });
        if (!due) return fail(due.error());
        if (given.has("once") && *due > 0) return ok;
        if (*due > 0) nap(std::min(*due, nap_ms_max));
    }
    return ok;
}

int doctor(const Given& given) {
    const auto [office, code] = open_office(given.words.front(), given.json());
    if (!office) return code;
    const auto health = office->health();
    if (!health) return fail(health.error());
    const auto directory = office->examine_directory();
    if (given.json()) {
        say(*health);
        return ok;
    }
    say("manifest   sound, and the one that was applied");
    say("key        present, and the one of this database");
    say("database   " + *health);
    tell(directory, false);
    return has_errors(directory) ? found : ok;
}

}  // namespace

std::vector<Command> service_commands() {
    return {
        {"work",
         "MANIFEST",
         "Does what is due, beside a host that does not pump; ends with SIGTERM.",
         {{"once", "", "do what is due now and end"}},
         work},
        {"doctor",
         "MANIFEST",
         "Whether manifest, key and database fit and can be read.",
         {},
         doctor},
    };
}

}  // namespace kith::ctl
