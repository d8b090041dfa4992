#include "store/tables.h"

#include <iterator>

namespace kith::store {
namespace {

// SQL that SQLite and PostgreSQL both take, except that BLOB is called BYTEA there (Poco reads a
// column by the name of its type, and knows BLOB only). Every table begins with its tenant.
// Enumerations are small integers, times of somebody's acts are hours since 1970 (`_hour`), other
// dates are days (`_day`). `_ref` is a keyed pseudonym, BLOB is sealed or wrapped.
constexpr const char* version_5[] = {
    R"(CREATE TABLE schema_state (
        tenant_id TEXT NOT NULL,
        version INTEGER NOT NULL,
        PRIMARY KEY (tenant_id)))",

    R"(CREATE TABLE tenant_key_check (
        tenant_id TEXT NOT NULL,
        key_check TEXT NOT NULL,
        PRIMARY KEY (tenant_id)))",

    // Which epoch of the keyring the database is in, and during a turn the one before.
    R"(CREATE TABLE key_state (
        tenant_id TEXT NOT NULL,
        epoch INTEGER NOT NULL,
        previous INTEGER,
        PRIMARY KEY (tenant_id)))",

    R"(CREATE TABLE applied_manifest (
        tenant_id TEXT NOT NULL,
        canonical TEXT NOT NULL,
        applied_day INTEGER NOT NULL,
        PRIMARY KEY (tenant_id)))",

    // The directory: the only tables with clear person ids.
    R"(CREATE TABLE dir_state (
        tenant_id TEXT NOT NULL,
        people_version BIGINT NOT NULL,
        supporters_version BIGINT NOT NULL,
        people_digest TEXT NOT NULL,
        former_managers_digest TEXT NOT NULL,
        supporters_digest TEXT NOT NULL,
        PRIMARY KEY (tenant_id)))",

    R"(CREATE TABLE dir_person (
        tenant_id TEXT NOT NULL,
        id TEXT NOT NULL,
        user_name TEXT NOT NULL,
        display_name TEXT NOT NULL,
        mail TEXT NOT NULL,
        title TEXT NOT NULL,
        manager_id TEXT NOT NULL,
        department TEXT NOT NULL,
        location TEXT NOT NULL,
        timezone TEXT NOT NULL,
        level INTEGER,
        preferred_language TEXT NOT NULL,
        active SMALLINT NOT NULL,
        manager_unsure SMALLINT NOT NULL,
        departed SMALLINT NOT NULL,
        PRIMARY KEY (tenant_id, id)))",
    "CREATE INDEX dir_person_manager ON dir_person (tenant_id, manager_id)",

    R"(CREATE TABLE dir_dotted_line (
        tenant_id TEXT NOT NULL,
        person_id TEXT NOT NULL,
        position INTEGER NOT NULL,
        manager_id TEXT NOT NULL,
        PRIMARY KEY (tenant_id, person_id, position),
        FOREIGN KEY (tenant_id, person_id) REFERENCES dir_person (tenant_id, id)))",
    "CREATE INDEX dir_dotted_line_manager ON dir_dotted_line (tenant_id, manager_id)",

    R"(CREATE TABLE dir_former_manager (
        tenant_id TEXT NOT NULL,
        employee_id TEXT NOT NULL,
        manager_id TEXT NOT NULL,
        until_day INTEGER NOT NULL,
        PRIMARY KEY (tenant_id, employee_id, manager_id)))",

    // A directory that is asked again and again: how far it was read, which of its entries is whom.
    R"(CREATE TABLE dir_source (
        tenant_id TEXT NOT NULL,
        source TEXT NOT NULL,
        state TEXT NOT NULL,
        asked_ms BIGINT NOT NULL,
        taken_ms BIGINT NOT NULL,
        whole_ms BIGINT NOT NULL,
        version BIGINT NOT NULL,
        entries_digest TEXT NOT NULL,
        PRIMARY KEY (tenant_id, source)))",
    R"(CREATE TABLE dir_entry (
        tenant_id TEXT NOT NULL,
        source TEXT NOT NULL,
        entry_key TEXT NOT NULL,
        person_id TEXT NOT NULL,
        name TEXT NOT NULL,
        manager_name TEXT NOT NULL,
        told TEXT NOT NULL,
        departed_day INTEGER,
        PRIMARY KEY (tenant_id, source, entry_key)))",
    "CREATE INDEX dir_entry_name ON dir_entry (tenant_id, source, name)",
    "CREATE UNIQUE INDEX dir_entry_person ON dir_entry (tenant_id, source, person_id)",
    R"(CREATE INDEX dir_entry_departed ON dir_entry (tenant_id, source, departed_day)
       WHERE departed_day IS NOT NULL)",
    // Names that entries had before, or departed with: others may still name them so. Who had it
    // last.
    R"(CREATE TABLE dir_former_name (
        tenant_id TEXT NOT NULL,
        source TEXT NOT NULL,
        name TEXT NOT NULL,
        entry_key TEXT NOT NULL,
        PRIMARY KEY (tenant_id, source, name)))",
    R"(CREATE TABLE dir_sync (
        tenant_id TEXT NOT NULL,
        source TEXT NOT NULL,
        number BIGINT NOT NULL,
        report TEXT NOT NULL,
        PRIMARY KEY (tenant_id, source, number)))",

    // Lists are packed into one text; see fields.h.
    R"(CREATE TABLE dir_supporter (
        tenant_id TEXT NOT NULL,
        id TEXT NOT NULL,
        enrolment SMALLINT NOT NULL,
        listed SMALLINT NOT NULL,
        capacity INTEGER NOT NULL,
        open_cases INTEGER NOT NULL,
        accredited_until_day INTEGER,
        on_leave_until_day INTEGER,
        languages TEXT NOT NULL,
        topics TEXT NOT NULL,
        declared_conflicts TEXT NOT NULL,
        about TEXT NOT NULL,
        channels TEXT NOT NULL,
        hours TEXT NOT NULL,
        shared TEXT NOT NULL,
        PRIMARY KEY (tenant_id, id)))",

    // Support: no clear person id and no content from here on.
    R"(CREATE TABLE support_request (
        tenant_id TEXT NOT NULL,
        id TEXT NOT NULL,
        state SMALLINT NOT NULL,
        opened_hour BIGINT NOT NULL,
        closed_hour BIGINT,
        requester_ref TEXT NOT NULL,
        return_code_ref TEXT NOT NULL,
        content BLOB NOT NULL,
        identity BLOB NOT NULL,
        PRIMARY KEY (tenant_id, id)))",
    "CREATE INDEX support_request_requester ON support_request (tenant_id, requester_ref)",
    "CREATE UNIQUE INDEX support_request_code ON support_request (tenant_id, return_code_ref)",
    "CREATE INDEX support_request_state ON support_request (tenant_id, state)",

    // Content and identity each have a key of their own, made before the row that it seals.
    R"(CREATE TABLE request_key (
        tenant_id TEXT NOT NULL,
        request_id TEXT NOT NULL,
        key_class SMALLINT NOT NULL,
        wrapped BLOB NOT NULL,
        epoch INTEGER NOT NULL,
        PRIMARY KEY (tenant_id, request_id, key_class),
        FOREIGN KEY (tenant_id, request_id) REFERENCES support_request (tenant_id, id)
            DEFERRABLE INITIALLY DEFERRED))",
    "CREATE INDEX request_key_epoch ON request_key (tenant_id, epoch, request_id)",

    R"(CREATE TABLE request_party (
        tenant_id TEXT NOT NULL,
        request_id TEXT NOT NULL,
        concerned_ref TEXT NOT NULL,
        PRIMARY KEY (tenant_id, request_id, concerned_ref),
        FOREIGN KEY (tenant_id, request_id) REFERENCES support_request (tenant_id, id)))",
    "CREATE INDEX request_party_concerned ON request_party (tenant_id, concerned_ref)",

    R"(CREATE TABLE assignment (
        tenant_id TEXT NOT NULL,
        id TEXT NOT NULL,
        request_id TEXT NOT NULL,
        supporter_ref TEXT NOT NULL,
        number INTEGER NOT NULL,
        state SMALLINT NOT NULL,
        proposed_hour BIGINT NOT NULL,
        answer_by_hour BIGINT NOT NULL,
        changed_hour BIGINT NOT NULL,
        PRIMARY KEY (tenant_id, id),
        FOREIGN KEY (tenant_id, request_id) REFERENCES support_request (tenant_id, id)))",
    "CREATE UNIQUE INDEX assignment_number ON assignment (tenant_id, request_id, number)",
    // States 0 and 1 are proposed and accepted: a request has one open assignment at the most.
    R"(CREATE UNIQUE INDEX assignment_open ON assignment (tenant_id, request_id)
        WHERE state IN (0, 1))",
    "CREATE INDEX assignment_supporter ON assignment (tenant_id, supporter_ref, proposed_hour)",
    "CREATE INDEX assignment_state ON assignment (tenant_id, state, answer_by_hour)",

    // INVARIANT: open_count is the number of the supporter's open assignments.
    R"(CREATE TABLE supporter_load (
        tenant_id TEXT NOT NULL,
        supporter_ref TEXT NOT NULL,
        open_count INTEGER NOT NULL,
        cool_down_until_day INTEGER,
        last_assigned_day INTEGER,
        PRIMARY KEY (tenant_id, supporter_ref)))",

    R"(CREATE TABLE message (
        tenant_id TEXT NOT NULL,
        request_id TEXT NOT NULL,
        number INTEGER NOT NULL,
        id TEXT NOT NULL,
        assignment_id TEXT NOT NULL,
        author SMALLINT NOT NULL,
        sent_hour BIGINT NOT NULL,
        body BLOB NOT NULL,
        PRIMARY KEY (tenant_id, request_id, number),
        FOREIGN KEY (tenant_id, request_id) REFERENCES support_request (tenant_id, id),
        FOREIGN KEY (tenant_id, assignment_id) REFERENCES assignment (tenant_id, id)))",
    "CREATE INDEX message_assignment ON message (tenant_id, assignment_id)",

    R"(CREATE TABLE notice (
        tenant_id TEXT NOT NULL,
        id BIGINT NOT NULL,
        hour BIGINT NOT NULL,
        audience BLOB NOT NULL,
        PRIMARY KEY (tenant_id, id)))",
    "CREATE INDEX notice_hour ON notice (tenant_id, hour, id)",

    // The request that an answer is about takes it along when it goes.
    R"(CREATE TABLE kept_answer (
        tenant_id TEXT NOT NULL,
        call_ref TEXT NOT NULL,
        input_ref TEXT NOT NULL,
        request_id TEXT NOT NULL,
        hour BIGINT NOT NULL,
        answer BLOB NOT NULL,
        PRIMARY KEY (tenant_id, call_ref)))",
    "CREATE INDEX kept_answer_hour ON kept_answer (tenant_id, hour)",
    "CREATE INDEX kept_answer_request ON kept_answer (tenant_id, request_id)",

    // Who has looked: of which assignment, at what, in which hour. For the request's owner.
    R"(CREATE TABLE look (
        tenant_id TEXT NOT NULL,
        request_id TEXT NOT NULL,
        assignment_id TEXT NOT NULL,
        what SMALLINT NOT NULL,
        hour BIGINT NOT NULL,
        PRIMARY KEY (tenant_id, request_id, assignment_id, what, hour),
        FOREIGN KEY (tenant_id, request_id) REFERENCES support_request (tenant_id, id),
        FOREIGN KEY (tenant_id, assignment_id) REFERENCES assignment (tenant_id, id)))",
    "CREATE INDEX look_assignment ON look (tenant_id, assignment_id)",

    // What Kith refused: counted by the hour, without who and without of whom.
    R"(CREATE TABLE refusal (
        tenant_id TEXT NOT NULL,
        hour BIGINT NOT NULL,
        capacity TEXT NOT NULL,
        act TEXT NOT NULL,
        why TEXT NOT NULL,
        count INTEGER NOT NULL,
        PRIMARY KEY (tenant_id, hour, capacity, act, why)))",

    // What the owner of a request agreed to. A scope can be given again after it was withdrawn.
    R"(CREATE TABLE consent (
        tenant_id TEXT NOT NULL,
        request_id TEXT NOT NULL,
        number INTEGER NOT NULL,
        scope SMALLINT NOT NULL,
        text_version TEXT NOT NULL,
        given_hour BIGINT NOT NULL,
        until_day INTEGER,
        withdrawn_hour BIGINT,
        PRIMARY KEY (tenant_id, request_id, number),
        FOREIGN KEY (tenant_id, request_id) REFERENCES support_request (tenant_id, id)))",

    // Duty to warn: asked for, approved by two, ended, reviewed.
    R"(CREATE TABLE disclosure_exception (
        tenant_id TEXT NOT NULL,
        id TEXT NOT NULL,
        request_id TEXT NOT NULL,
        reason SMALLINT NOT NULL,
        asked_hour BIGINT NOT NULL,
        begun_hour BIGINT,
        until_hour BIGINT,
        ended_hour BIGINT,
        opened_hour BIGINT,
        deferred_until_hour BIGINT,
        deferral BLOB,
        outcome SMALLINT,
        reviewed_hour BIGINT,
        PRIMARY KEY (tenant_id, id),
        FOREIGN KEY (tenant_id, request_id) REFERENCES support_request (tenant_id, id)))",
    "CREATE INDEX disclosure_exception_request ON disclosure_exception (tenant_id, request_id)",
    // Who approved, as a person: it must be known whether the two lines are separate. Sealed.
    R"(CREATE TABLE exception_approval (
        tenant_id TEXT NOT NULL,
        exception_id TEXT NOT NULL,
        approver_ref TEXT NOT NULL,
        approver BLOB NOT NULL,
        hour BIGINT NOT NULL,
        PRIMARY KEY (tenant_id, exception_id, approver_ref),
        FOREIGN KEY (tenant_id, exception_id) REFERENCES disclosure_exception (tenant_id, id)))",

    // The audit log. What was forgotten has an empty salt and payload; the tree is over the rest.
    R"(CREATE TABLE audit_record (
        tenant_id TEXT NOT NULL,
        number BIGINT NOT NULL,
        event TEXT NOT NULL,
        commitment TEXT NOT NULL,
        request_ref TEXT NOT NULL,
        salt TEXT NOT NULL,
        payload TEXT NOT NULL,
        PRIMARY KEY (tenant_id, number)))",
    "CREATE INDEX audit_record_request ON audit_record (tenant_id, request_ref)",

    // The right edge of its Merkle tree: what appending needs.
    R"(CREATE TABLE audit_frontier (
        tenant_id TEXT NOT NULL,
        size BIGINT NOT NULL,
        edge TEXT NOT NULL,
        PRIMARY KEY (tenant_id)))",

    R"(CREATE TABLE audit_checkpoint (
        tenant_id TEXT NOT NULL,
        size BIGINT NOT NULL,
        hour BIGINT NOT NULL,
        note TEXT NOT NULL,
        PRIMARY KEY (tenant_id, size)))",

    // How far a request's owner has read, and whether she has seen that it was closed: what she has
    // not is kept longer. Without a time.
    R"(CREATE TABLE read_mark (
        tenant_id TEXT NOT NULL,
        request_id TEXT NOT NULL,
        number INTEGER NOT NULL,
        closed SMALLINT NOT NULL,
        PRIMARY KEY (tenant_id, request_id),
        FOREIGN KEY (tenant_id, request_id) REFERENCES support_request (tenant_id, id)))",

    // Supporters who erased their role, for a backup that still has it.
    R"(CREATE TABLE erased_supporter (
        tenant_id TEXT NOT NULL,
        supporter_ref TEXT NOT NULL,
        hour BIGINT NOT NULL,
        PRIMARY KEY (tenant_id, supporter_ref)))",

    // Not to be erased by time or by an administrator: asked for by one, begun by a second.
    R"(CREATE TABLE legal_hold (
        tenant_id TEXT NOT NULL,
        id TEXT NOT NULL,
        request_id TEXT NOT NULL,
        reason SMALLINT NOT NULL,
        asked_hour BIGINT NOT NULL,
        begun_hour BIGINT,
        until_day INTEGER NOT NULL,
        ended_hour BIGINT,
        PRIMARY KEY (tenant_id, id),
        FOREIGN KEY (tenant_id, request_id) REFERENCES support_request (tenant_id, id)))",
    "CREATE INDEX legal_hold_request ON legal_hold (tenant_id, request_id)",
    // Step 0 places it, step 1 ends it early; each needs two.
    R"(CREATE TABLE hold_approval (
        tenant_id TEXT NOT NULL,
        hold_id TEXT NOT NULL,
        step SMALLINT NOT NULL,
        approver_ref TEXT NOT NULL,
        approver BLOB NOT NULL,
        PRIMARY KEY (tenant_id, hold_id, step, approver_ref),
        FOREIGN KEY (tenant_id, hold_id) REFERENCES legal_hold (tenant_id, id)))",
};

}  // namespace

std::span<const std::span<const char* const>> versions() {
    static const std::span<const char* const> all[] = {
        version_5, tables_of_version_6(), tables_of_version_7(), tables_of_version_8()};
    static_assert(first_version + std::size(all) - 1 == schema_version);
    return all;
}

}  // namespace kith::store
