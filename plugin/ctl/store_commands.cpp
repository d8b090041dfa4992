// backup, restore, erase: the stored things themselves.
#include "assembly/admin.h"
#include "ctl/command.h"
#include "ctl/opened_office.h"
#include "ctl/output.h"

namespace kith::ctl {
namespace {

int backup(const Given& given) {
    const auto [office, code] = open_office(given.words.front(), given.json());
    if (!office) return code;
    const auto made = office->back_up(given.get("to"));
    if (!made) return fail(made.error());
    const auto keys = office->key_status();
    if (!keys) return fail(keys.error());
    const auto until = keys->next_turn ? to_text(*keys->next_turn) : std::string();
    if (given.json()) {
        say("{\"requests\":" + std::to_string(made->requests) + ",\"dataKeys\":" +
            std::to_string(made->data_keys) + ",\"records\":" + std::to_string(made->records) +
            ",\"epoch\":" + std::to_string(made->epoch) + ",\"opensUntil\":" + quoted(until) + "}");
        return ok;
    }
    say("Written and tried: " + std::to_string(made->requests) + " requests, " +
        std::to_string(made->data_keys) + " data keys opened, " + std::to_string(made->records) +
        " records of the audit log checked.");
    say("It holds no key. It opens with the keyring of epoch " + std::to_string(made->epoch) +
        ", until that turns on " + until + ": make the next one after it.");
    return ok;
}

int restore(const Given& given) {
    Findings findings;
    const auto done =
        assembly::restore(given.words.front(), given.get("from"), given.has("replace"), findings);
    if (!done && has_errors(findings)) return tell(findings, given.json());
    if (!done) return fail(done.error());
    if (given.json()) {
        say("{\"erasedAgain\":{\"requests\":" + std::to_string(done->requests) +
            ",\"supporters\":" + std::to_string(done->supporters) + "}}");
        return ok;
    }
    say("Restored. Erased since the backup was made, and erased again now: " +
        std::to_string(done->requests) + " requests, " + std::to_string(done->supporters) +
        " supporters.");
    say("The audit log goes back to where it was then: kithctl audit verify will say so against "
        "later checkpoints. kithctl apply takes over a manifest that changed since.");
    return ok;
}

int erase(const Given& given) {
    if (given.has("person") == given.has("request"))
        return misused("give either --person or --request");
    const auto [office, code] = open_office(given.words.front(), given.json());
    if (!office) return code;
    const auto final_on =
        office->erase(EmployeeId{given.get("person")}, RequestId{given.get("request")});
    if (!final_on) return fail(final_on.error());
    if (given.json()) {
        say("{\"finalOn\":" + quoted(to_text(*final_on)) + "}");
        return ok;
    }
    say("Whatever Kith held here is erased, but for what a legal hold keeps. Whether there was "
        "anything is not told.");
    say("From " + to_text(*final_on) +
        " on, when the keys have turned, it is out of every older copy as well.");
    return ok;
}

}  // namespace

std::vector<Command> store_commands() {
    return {
        {"backup",
         "MANIFEST",
         "A copy of the database while hosts work, tried after it was written. It holds no key.",
         {{"to", "FILE", "a new file, in another folder than the keyring's", true}},
         backup},
        {"restore",
         "MANIFEST",
         "Puts a backup in the database's place and erases again what was erased since.",
         {{"from", "FILE", "the backup; it stays as it is", true},
          {"replace", "", "in place of a database that is there; hosts are stopped"}},
         restore},
        {"erase",
         "MANIFEST",
         "Erases what Kith holds on a person, or one request, and tells nothing of it.",
         {{"person", "ID", "the person's id in the people source"},
          {"request", "ID", "the request's id"}},
         erase},
    };
}

}  // namespace kith::ctl
