// audit refusals: what Kith refused, without a person in it.
#include "assembly/admin.h"
#include "ctl/command.h"
#include "ctl/output.h"

namespace kith::ctl {
namespace {

std::string json_of(const assembly::RefusedAct& act) {
    return "{\"hour\":" + quoted(act.hour) + ",\"capacity\":" + quoted(act.capacity) +
           ",\"act\":" + quoted(act.act) + ",\"why\":" + quoted(act.why) +
           ",\"count\":" + std::to_string(act.count) + "}";
}

int refusals(const Given& given) {
    Findings findings;
    const auto office = assembly::Office::open(given.get("manifest"), findings);
    if (!office) return has_errors(findings) ? tell(findings, given.json()) : fail(office.error());
    const auto counted = (*office)->refusals();
    if (!counted) return fail(counted.error());
    if (given.json()) {
        std::string list;
        for (const auto& act : *counted)
            list += (list.empty() ? "" : ",") + json_of(act);
        say("{\"refusals\":[" + list + "]}");
        return ok;
    }
    for (const auto& act : *counted)
        say(act.hour + "  " + act.capacity + "  " + act.act + "  " + act.why + "  " +
            std::to_string(act.count));
    if (counted->empty()) say("Nothing was refused.");
    return ok;
}

}  // namespace

std::vector<Command> audit_commands() {
    return {
        {"audit refusals",
         "",
         "What was refused: by the hour, in which capacity, which act, why, how often. Never who.",
         {{"manifest", "MANIFEST", "an applied manifest", true}},
         refusals},
    };
}

}  // namespace kith::ctl
