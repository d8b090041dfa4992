// audit: what was refused, and the log of what was done, without a person in either.
#include <charconv>

#include "assembly/admin.h"
#include "assembly/checkpoint_files.h"
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

Result<std::unique_ptr<assembly::Office>> opened(const Given& given, Findings& findings) {
    return assembly::Office::open(given.get("manifest"), findings);
}

int not_opened(const Given& given, const Findings& findings, const Error& error) {
    return has_errors(findings) ? tell(findings, given.json()) : fail(error);
}

int key(const Given& given) {
    Findings findings;
    const auto office = opened(given, findings);
    if (!office) return not_opened(given, findings, office.error());
    const auto text = (*office)->audit_key();
    if (!text) return fail(text.error());
    say(given.json() ? "{\"key\":" + quoted(*text) + "}" : *text);
    return ok;
}

int checkpoint(const Given& given) {
    Findings findings;
    const auto office = opened(given, findings);
    if (!office) return not_opened(given, findings, office.error());
    const auto note = (*office)->audit_checkpoint();
    if (!note) return fail(note.error());
    if (given.json()) {
        say("{\"checkpoint\":" + quoted(*note) + "}");
        return ok;
    }
    say(note->empty() ? "Nothing is new since the last checkpoint." : *note);
    return ok;
}

// What a problem means, and where.
std::string sentence(const store::AuditProblem& problem) {
    const auto at = std::to_string(problem.number);
    if (problem.code == "record-changed") return "record " + at + " is not what was recorded";
    if (problem.code == "record-missing") return "record " + at + " is missing";
    if (problem.code == "time-runs-back") return "record " + at + " is older than those before it";
    if (problem.code == "frontier-differs") return "the log does not end where it says, at " + at;
    if (problem.code == "checkpoint-unsigned")
        return "a checkpoint (" + at + " records) is not signed by this key";
    if (problem.code == "checkpoint-differs")
        return "the first " + at + " records are not those of their checkpoint";
    return "a checkpoint has " + at + " records, more than the log: it was cut short or put back";
}

int verify(const Given& given) {
    Findings findings;
    const auto check = assembly::verify_audit(given.get("manifest"), given.get("key"),
                                              given.get("checkpoints"), findings);
    if (!check) return not_opened(given, findings, check.error());
    if (given.json()) {
        std::string problems;
        for (const auto& problem : check->problems)
            problems += (problems.empty() ? "" : ",") + ("{\"code\":" + quoted(problem.code)) +
                        ",\"number\":" + std::to_string(problem.number) + "}";
        say(std::string("{\"sound\":") + (check->sound() ? "true" : "false") + ",\"records\":" +
            std::to_string(check->size) + ",\"forgotten\":" + std::to_string(check->forgotten) +
            ",\"root\":" + quoted(check->root) + ",\"problems\":[" + problems + "]}");
        return check->sound() ? ok : found;
    }
    for (const auto& problem : check->problems)
        say(sentence(problem));
    say(std::to_string(check->size) + " records, " + std::to_string(check->forgotten) +
        " of them forgotten: " + (check->sound() ? "sound" : "NOT sound"));
    if (!check->sound())
        say("Keep the database and the checkpoints as they are, and ask who could write to them.");
    return check->sound() ? ok : found;
}

int prove(const Given& given) {
    std::uint64_t number = 0;
    const auto& text = given.words.front();
    const auto [end, failed] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (failed != std::errc() || end != text.data() + text.size())
        return misused("a record has a number, from 0");
    Findings findings;
    const auto office = opened(given, findings);
    if (!office) return not_opened(given, findings, office.error());
    const auto proof = (*office)->audit_proof(number);
    if (!proof) return fail(proof.error());
    say("{\"number\":" + std::to_string(proof->number) +
        ",\"size\":" + std::to_string(proof->size) + ",\"leaf\":" + quoted(proof->leaf) +
        ",\"path\":" + json_list(proof->path) + ",\"checkpoint\":" + quoted(proof->checkpoint) +
        "}");
    return ok;
}

int who_saw(const Given& given) {
    Findings findings;
    const auto office = opened(given, findings);
    if (!office) return not_opened(given, findings, office.error());
    const auto records = (*office)->audit_of(RequestId{given.words.front()});
    if (!records) return fail(records.error());
    std::string list;
    for (const auto& record : *records) {
        const auto said = record.payload.empty() ? std::string("{}") : record.payload;
        list += (list.empty() ? "" : ",") + ("{\"number\":" + std::to_string(record.number)) +
                ",\"event\":" + quoted(record.event) + ",\"record\":" + said + "}";
        if (!given.json()) say(std::to_string(record.number) + "  " + record.event + "  " + said);
    }
    if (given.json()) say("{\"records\":[" + list + "]}");
    if (!given.json() && records->empty()) say("Nothing is on record for this request.");
    return ok;
}

}  // namespace

std::vector<Command> audit_commands() {
    const OptionText manifest{"manifest", "MANIFEST", "an applied manifest", true};
    return {
        {"audit refusals",
         "",
         "What was refused: by the hour, in which capacity, which act, why, how often. Never who.",
         {manifest},
         refusals},
        {"audit key",
         "",
         "The public key of the log's checkpoints: keep it where the database is not.",
         {manifest},
         key},
        {"audit checkpoint",
         "",
         "Signs how far the log has come, and hands it out to the manifest's folders.",
         {manifest},
         checkpoint},
        {"audit verify",
         "",
         "Whether the log is what it was: every record, the tree over them, every checkpoint.",
         {manifest,
          {"key", "KEY", "the public key, or a file with it", true},
          {"checkpoints", "FOLDER", "checkpoints kept elsewhere; else the manifest's folders"}},
         verify},
        {"audit prove",
         "NUMBER",
         "That one record is in the log, as JSON, for whoever has a checkpoint.",
         {manifest},
         prove},
        {"audit who-saw",
         "REQUEST",
         "What is on record for one request: pseudonyms, capacities, whole hours.",
         {manifest},
         who_saw},
    };
}

}  // namespace kith::ctl
