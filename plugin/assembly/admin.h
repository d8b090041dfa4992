// What an administrator does with a manifest and its database. Behind kithctl.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "assembly/offline.h"
#include "base/finding.h"
#include "base/result.h"
#include "service/import_people.h"
#include "service/import_supporters.h"
#include "service/match_backlog.h"
#include "service/repeat_erasures.h"
#include "service/sync_directory.h"
#include "service/turn_keys.h"
#include "store/audit_check.h"
#include "store/audit_log.h"
#include "store/backup.h"

namespace kith::assembly {

Findings check(const std::string& manifest);
std::string explain(const std::string& element);  // Empty where there is no such element.

struct PlannedChange {
    char sign = '~';  // '+', '-' or '~'.
    std::string setting;
    std::string before;
    std::string after;
    bool loosens = false;
};

struct Plan {
    bool first = false;  // Nothing was applied before.
    std::vector<PlannedChange> changes;
    std::vector<std::string> effects;  // Whom it touches, in sentences with counts.
    bool loosens() const;
};

// What apply would change. Reads no secret; what it says of people is not verified against the key.
Result<Plan> plan(const std::string& manifest, Findings& findings);

struct Application {
    Plan plan;
    bool key_made = false;
    bool refused =
        false;  // It loosens a protection and that was not accepted. Nothing was changed.
};

// Makes the database and, for a new tenant, its key; records the manifest. What was applied before
// stays where this fails.
Result<Application> apply(const std::string& manifest, bool accept_loosening, Findings& findings);

// Something that Kith refused: never who tried, never of whom.
struct RefusedAct {
    std::string hour;  // RFC 3339, UTC.
    std::string capacity;
    std::string act;
    std::string why;
    int count = 0;
};

struct RefusedSignOn {
    std::string reference;  // As the browser showed it and the log has it.
    std::string hour;       // RFC 3339, UTC.
    std::string provider;   // As the manifest names it; may be empty.
    std::string rule;
    std::string section;
    std::string detail;
};

// Checks the audit log of a manifest's database without its key. `key`: a verifier key, or a file
// with one. `folder`: where checkpoints were kept outside; empty: those of the manifest's folders.
Result<store::AuditCheck> verify_audit(const std::string& manifest, const std::string& key,
                                       const std::string& folder, Findings& findings);

// Puts a backup in the database's place and erases again what was erased since it was made.
Result<service::Repeated> restore(const std::string& manifest, const std::string& from,
                                  bool replace, Findings& findings);

// An applied manifest with its database, for the commands that change or read it.
class Office {
public:
    // Findings are told where the manifest itself is wrong.
    static Result<std::unique_ptr<Office>> open(const std::string& manifest, Findings& findings);

    // From `file`, or from the manifest's own source where it is empty.
    Result<service::PeopleImport> import_people(const std::string& file, int removed_percent_max,
                                                Findings& findings);
    Result<std::string> export_people();  // As CSV: who is known now, from whichever source.
    // From the manifest's directory.
    Result<service::SyncReport> sync_people(const service::SyncOrder& order);
    // Stays connected; `heard` hears of each change that was taken over.
    Result<void> follow_people(const service::SyncOrder& order, const service::SyncHeard& heard);
    Result<std::vector<service::PastSync>> past_syncs();  // The newest first.
    // What the directory says of one person, in sentences; whether it can be reached and read.
    Result<std::vector<std::string>> explain_person(const std::string& whom);
    Findings examine_directory();
    Result<Findings> clashes();  // Where the manifest's sources differ of somebody.
    Result<service::SupportersImport> import_supporters(const std::string& file,
                                                        Findings& findings);
    Result<std::string> export_supporters();  // As CSV.
    Result<routing::Coverage> coverage(Day on);
    // All requests that wait, at once. `dry_run`: only what would be.
    Result<service::BacklogMatch> match_backlog(bool dry_run);
    // What is dirty in the org chart as it is known now, whichever source it came from.
    Result<std::vector<directory::ChartFinding>> check_known_people();
    std::string people_path() const;  // Of the manifest's source; empty where it names none.
    Result<std::string> health();     // JSON.
    Result<std::vector<RefusedAct>> refusals();             // The oldest first.
    Result<std::vector<RefusedSignOn>> refused_sign_ons();  // The newest first.
    // The audit log: its public key, a checkpoint now, the records of one request, one proved.
    Result<std::string> audit_key();
    Result<std::string> audit_checkpoint();  // Empty where nothing is new since the last one.
    Result<std::vector<store::AuditRecord>> audit_of(const RequestId& request);
    Result<store::AuditProof> audit_proof(std::uint64_t number);
    // How the keys stand, and their turn now; `watch` hears of each part.
    Result<service::KeyStatus> key_status();
    Result<void> turn_keys(const service::TurnWatch& watch);
    // A tried copy of the database at `to`.
    Result<store::BackupReport> back_up(const std::string& to);
    // Of a person or of a request, by id: exactly one is given. Says nothing of what there was.
    Result<Day> erase(const EmployeeId& person, const RequestId& request);
    // Does what is due, and reads a directory that is due for as long as `go_on` says so; how long
    // until there may be more, in milliseconds.
    Result<std::uint64_t> work(std::uint32_t budget_ms, const std::function<bool()>& go_on);

private:
    service::Rooms rooms_;
};

}  // namespace kith::assembly
