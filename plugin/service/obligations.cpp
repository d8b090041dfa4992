#include "service/obligations.h"

#include <algorithm>

#include "store/audit_log.h"
#include "store/exceptions.h"
#include "store/looks.h"

namespace kith::service {
namespace {

using policy::Access;
using policy::Action;
using policy::Capacity;
using policy::Decision;
using policy::Kind;
using policy::Obligation;
using policy::Words;

// What happened, in the audit log's words: an exception's steps have names of their own.
std::string_view event_of(const Access& access) {
    if (access.kind == Kind::disclosure_exception) {
        if (access.action == Action::open) return "exception-asked";
        if (access.action == Action::approve) return "exception-approved";
        if (access.action == Action::close) return "exception-ended";
        if (access.action == Action::write) return "exception-deferred";
        if (access.action == Action::acknowledge) return "exception-reviewed";
    }
    if (access.kind == Kind::legal_hold) {
        if (access.action == Action::open) return "hold-asked";
        if (access.action == Action::approve) return "hold-begun";
        if (access.action == Action::close) return "hold-end-agreed";
    }
    if (access.kind == Kind::personal_data && access.action == Action::read) return "data-given";
    if (access.kind == Kind::request_consent && access.action == Action::write)
        return "consent-given";
    if (access.kind == Kind::request_consent && access.action == Action::withdraw)
        return "consent-withdrawn";
    return model::name(access.action);
}

Result<void> audit(Rooms& rooms, store::Transaction& tx, const Session& session,
                   const Access& access, const Decision& decision) {
    store::AuditEntry entry;
    entry.event = event_of(access);
    entry.time = rooms.clock->hour() * 3600;
    entry.capacity = model::name(access.capacity);
    entry.kind = model::name(access.kind);
    entry.purpose = model::name(access.purpose);
    // Of the person who asks the log knows what was done to her request and never who she is.
    if (access.capacity != Capacity::requester) entry.actor = session.subject;
    entry.request = access.request;
    entry.rules = rooms.policy->gate.ids(decision.rules());
    entry.policy = rooms.policy->hash;
    return store::append_audit(tx, entry);
}

model::Looked looked_at(Kind kind) {
    if (kind == Kind::request_content) return model::Looked::first_text;
    if (kind == Kind::conversation) return model::Looked::conversation;
    return model::Looked::name;
}

// In the owner's ledger: of a supporter by her assignment, of custodians in the exception itself.
Result<void> note_look(Rooms& rooms, store::Transaction& tx, const Session& session,
                       const Access& access) {
    const auto hour = rooms.clock->hour();
    if (access.capacity == Capacity::identity_custodian) {
        const auto all = store::exceptions(tx, access.request);
        if (!all) return all.error();
        const auto live = std::ranges::find_if(
            *all, [&](const model::DisclosureException& one) { return one.live(hour); });
        KITH_ASSERT(live != all->end());
        return store::note_opened(tx, live->id, hour);
    }
    const auto self = store::supporter_ref(*rooms.database, session.subject);
    const auto assignment = store::open_assignment(tx, access.request, self);
    if (!assignment) return assignment.error();
    KITH_ASSERT(assignment->has_value());
    return store::note_look(tx, **assignment, looked_at(access.kind), hour);
}

Result<void> checkpoint(Rooms& rooms, store::Transaction& tx) {
    const auto made = store::make_checkpoint(tx, rooms.clock->hour());
    if (!made) return made.error();
    return {};
}

}  // namespace

Words<Obligation> handled_obligations() {
    return {Obligation::audit, Obligation::note_look, Obligation::checkpoint};
}

Result<Words<Obligation>> fulfil(Rooms& rooms, store::Transaction& tx, const Session& session,
                                 const Access& access, const Decision& decision) {
    const auto wanted = decision.obligations();
    Words<Obligation> done;
    // A checkpoint seals what was recorded before it.
    for (const auto one : {Obligation::audit, Obligation::note_look, Obligation::checkpoint}) {
        if (!wanted.has(one)) continue;
        Result<void> carried_out{};
        if (one == Obligation::audit) carried_out = audit(rooms, tx, session, access, decision);
        if (one == Obligation::note_look) carried_out = note_look(rooms, tx, session, access);
        if (one == Obligation::checkpoint) carried_out = checkpoint(rooms, tx);
        if (!carried_out) return carried_out.error();
        done.add(one);
    }
    return done;
}

}  // namespace kith::service
