// keys: which month's key everything is locked with, and its turn.
#include <unistd.h>

#include "assembly/admin.h"
#include "ctl/command.h"
#include "ctl/opened_office.h"
#include "ctl/output.h"

namespace kith::ctl {
namespace {

std::string json_of(const service::KeyStatus& status) {
    std::string epochs;
    for (const auto& epoch : status.keyring)
        epochs += (epochs.empty() ? "" : ",") + ("{\"number\":" + std::to_string(epoch.number)) +
                  ",\"begun\":" + quoted(to_text(epoch.begun)) + "}";
    std::vector<std::string> left;
    for (const auto& request : status.left)
        left.push_back(request.text());
    return "{\"epoch\":" + std::to_string(status.epochs.current) +
           ",\"turning\":" + (status.epochs.previous ? "true" : "false") +
           ",\"dataKeys\":" + std::to_string(status.under_current + status.under_previous) +
           ",\"left\":" + std::to_string(status.under_previous) + ",\"leftOf\":" + json_list(left) +
           ",\"nextTurn\":" + quoted(status.next_turn ? to_text(*status.next_turn) : "") +
           ",\"keyring\":[" + epochs + "]}";
}

void say_epochs(const service::KeyStatus& status) {
    for (const auto& epoch : status.keyring) {
        const bool current = epoch.number == status.epochs.current;
        const auto number = "epoch " + std::to_string(epoch.number);
        say(number + "   since " + to_text(epoch.begun) + "   " +
            std::to_string(current ? status.under_current : status.under_previous) + " data keys" +
            (current ? "" : " still to be locked anew"));
    }
}

int status(const Given& given) {
    const auto [office, code] = open_office(given.words.front(), given.json());
    if (!office) return code;
    const auto status = office->key_status();
    if (!status) return fail(status.error());
    if (given.json()) {
        say(json_of(*status));
        return status->epochs.previous ? found : ok;
    }
    say_epochs(*status);
    if (status->epochs.previous) {
        say("A turn is under way: kithctl keys rotate, kithctl work or a host that pumps goes on "
            "with it.");
        for (const auto& request : status->left)
            say("  not yet: the keys of request " + request.text());
        return found;
    }
    if (status->next_turn)
        say("The next turn is on " + to_text(*status->next_turn) +
            ". What is erased before then is final everywhere with it, and backups made before "
            "then no longer open after it.");
    return ok;
}

int rotate(const Given& given) {
    const auto [office, code] = open_office(given.words.front(), given.json());
    if (!office) return code;
    const bool watched = isatty(STDERR_FILENO) == 1 && !given.json();
    const auto turned = office->turn_keys([&](std::int64_t done, std::int64_t all) {
        if (watched) progress("locking data keys anew", done, all);
        return true;
    });
    if (watched) progress_ended();
    if (!turned) return fail(turned.error());
    const auto status = office->key_status();
    if (!status) return fail(status.error());
    if (given.json()) {
        say(json_of(*status));
        return ok;
    }
    say_epochs(*status);
    say("The key before it is destroyed. Make a backup now, and copy the keyring anew: older "
        "copies "
        "of either no longer open anything.");
    return ok;
}

}  // namespace

std::vector<Command> keys_commands() {
    return {
        {"keys status",
         "MANIFEST",
         "Which month's key the data keys are locked with, and when it turns. 1 during a turn.",
         {},
         status},
        {"keys rotate",
         "MANIFEST",
         "Turns now: every data key is locked anew, the old key destroyed. Hosts may go on "
         "working.",
         {},
         rotate},
    };
}

}  // namespace kith::ctl
