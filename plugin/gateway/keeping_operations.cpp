// How long something is kept, and that it goes.
#include "gateway/operation.h"
#include "service/erase_person.h"
#include "service/erase_request.h"
#include "service/hold.h"
#include "service/retention.h"

namespace kith::gateway {
namespace {

using model::HoldReason;
using policy::Action;
using policy::Capacity;
using policy::Kind;

HoldReason reason_of(const Object& in) {
    const auto name = text(in, "reason");
    if (name == "investigation") return HoldReason::investigation;
    return name == "asked-by-owner" ? HoldReason::asked_by_owner : HoldReason::legal_claim;
}

const char* reason_name(HoldReason reason) {
    switch (reason) {
        case HoldReason::legal_claim:
            return "legal-claim";
        case HoldReason::investigation:
            return "investigation";
        case HoldReason::asked_by_owner:
            return "asked-by-owner";
    }
    return "";
}

HoldId hold_of(const Object& in) {
    return HoldId{text(in, "hold")};
}

Object::Ptr hold_json(const model::LegalHold& hold) {
    auto out = object();
    out->set("reason", reason_name(hold.reason));
    out->set("askedAt", hour_text(hold.asked_hour));
    if (hold.begun_hour) out->set("begunAt", hour_text(*hold.begun_hour));
    out->set("until", to_text(hold.until));
    return out;
}

Object::Ptr state(const char* name) {
    auto out = object();
    out->set("state", name);
    return out;
}

Result<Object::Ptr> kept(const Caller& caller, const Object& in) {
    const auto found = service::keeping(caller.rooms, caller.tx, caller.session, request_of(in));
    if (!found) return found.error();
    auto holds = array();
    for (const auto& hold : found->holds)
        holds->add(hold_json(hold));
    auto out = object();
    out->set("erasedAfter", hour_text(found->until_hour));
    out->set("unread", found->unread);
    out->set("daysAfterClosing", caller.rooms.settings.retention.closed_request_days);
    out->set("holds", holds);
    return out;
}

Result<Object::Ptr> erased(const Caller& caller) {
    const auto final_on = service::final_everywhere(caller.rooms);
    if (!final_on) return final_on.error();
    auto out = state("erased");
    out->set("finalOn", to_text(*final_on));
    return out;
}

Result<Object::Ptr> erase(const Caller& caller, const Object& in) {
    const auto done =
        service::erase_request(caller.rooms, caller.tx, caller.session, request_of(in));
    if (!done) return done.error();
    return erased(caller);
}

Result<Object::Ptr> erase_all(const Caller& caller, const Object& in) {
    const auto count = service::erase_own_data(caller.rooms, caller.tx, caller.session,
                                               flag(in, "supporterRole", false));
    if (!count) return count.error();
    auto out = erased(caller);
    if (out) (*out)->set("requests", *count);
    return out;
}

Result<Object::Ptr> place(const Caller& caller, const Object& in) {
    const auto until = parse_day(text(in, "until"));
    if (!until)
        return Error{ErrorCode::invalid_input, "this is no day", "/until", "write YYYY-MM-DD"};
    const auto placed = service::place_hold(caller.rooms, caller.tx, caller.session, request_of(in),
                                            reason_of(in), *until);
    if (!placed) return placed.error();
    auto out = state("asked");
    out->set("hold", placed->text());
    return out;
}

Result<Object::Ptr> approve_hold(const Caller& caller, const Object& in) {
    const auto done = service::agree_to_hold(caller.rooms, caller.tx, caller.session, hold_of(in));
    if (!done) return done.error();
    return state("standing");
}

Result<Object::Ptr> end_hold(const Caller& caller, const Object& in) {
    const auto ended = service::end_hold(caller.rooms, caller.tx, caller.session, hold_of(in));
    if (!ended) return ended.error();
    return state(*ended ? "ended" : "ending");
}

Result<Object::Ptr> list_holds(const Caller& caller, const Object&) {
    const auto found = service::list_holds(caller.rooms, caller.tx, caller.session);
    if (!found) return found.error();
    auto listed = array();
    for (const auto& one : *found) {
        auto item = hold_json(one.hold);
        item->set("hold", one.hold.id.text());
        item->set("agreedByMe", one.own_approval);
        item->set("ending", one.ending);
        listed->add(item);
    }
    auto out = object();
    out->set("holds", listed);
    return out;
}

constexpr std::string_view hold_only =
    R"({"type": "object", "additionalProperties": false,
        "required": ["idempotencyKey", "hold"], "properties": {
        "idempotencyKey": {"type": "string", "minLength": 8, "maxLength": 128},
        "hold": {"type": "string", "minLength": 1, "maxLength": 64}}})";

constexpr std::string_view some_hold_state =
    R"({"type": "object", "required": ["state"], "properties": {
        "state": {"enum": ["asked", "standing", "ending", "ended"]}}})";

constexpr std::string_view erasure =
    R"({"type": "object", "required": ["state", "finalOn"], "properties": {
        "state": {"enum": ["erased"]},
        "finalOn": {"type": "string", "description":
            "YYYY-MM-DD: the day from which no older copy can be read either"},
        "requests": {"type": "integer"}}})";

}  // namespace

std::vector<Operation> keeping_operations() {
    const std::vector<Capacity> requester{Capacity::requester};
    const std::vector<Capacity> custodian{Capacity::identity_custodian};
    return {
        {"support.kept/1",
         "How long a request is kept, and which legal holds stand against its being erased by "
         "time.",
         Effect::reads,
         {Action::read, Kind::legal_hold},
         requester,
         "",
         R"({"type": "object", "additionalProperties": false, "required": ["request"],
             "properties": {"request": {"type": "string", "minLength": 1, "maxLength": 64}}})",
         R"({"type": "object", "required": ["erasedAfter", "unread", "daysAfterClosing", "holds"],
             "properties": {
             "erasedAfter": {"type": "string", "description": "RFC 3339, to the hour"},
             "unread": {"type": "boolean", "description":
                 "she has not read everything, so it is kept longer"},
             "daysAfterClosing": {"type": "integer", "description":
                 "how long it can be read after it was closed; 0: it goes within the hour"},
             "holds": {"type": "array", "items": {"type": "object",
                 "required": ["reason", "askedAt", "until"], "properties": {
                 "reason": {"enum": ["legal-claim", "investigation", "asked-by-owner"]}}}}}})",
         kept},
        {"support.erase/1",
         "Takes everything of a request back, for both sides; ends it where it is still open.",
         Effect::erases,
         {Action::erase, Kind::request_state},
         requester,
         "",
         R"({"type": "object", "additionalProperties": false,
             "required": ["idempotencyKey", "request"], "properties": {
             "idempotencyKey": {"type": "string", "minLength": 8, "maxLength": 128},
             "request": {"type": "string", "minLength": 1, "maxLength": 64}}})",
         erasure,
         erase},
        {"me.erase/1",
         "Erases all that Kith holds on who calls: her requests, and her role as a supporter if "
         "she "
         "says so. Her entry in the company's directory is the company's.",
         Effect::erases,
         {Action::erase, Kind::personal_data},
         requester,
         "",
         R"({"type": "object", "additionalProperties": false,
             "required": ["idempotencyKey", "supporterRole"], "properties": {
             "idempotencyKey": {"type": "string", "minLength": 8, "maxLength": 128},
             "supporterRole": {"type": "boolean"}}})",
         erasure,
         erase_all},
        {"hold.place/1",
         "A custodian asks that a request be kept from time and offices; a second one agrees.",
         Effect::changes,
         {Action::open, Kind::legal_hold},
         custodian,
         "",
         R"({"type": "object", "additionalProperties": false,
             "required": ["idempotencyKey", "request", "reason", "until"], "properties": {
             "idempotencyKey": {"type": "string", "minLength": 8, "maxLength": 128},
             "request": {"type": "string", "minLength": 1, "maxLength": 64},
             "reason": {"enum": ["legal-claim", "investigation", "asked-by-owner"]},
             "until": {"type": "string", "minLength": 10, "maxLength": 10}}})",
         some_hold_state,
         place},
        {"hold.approve/1",
         "The second custodian agrees: the hold stands.",
         Effect::changes,
         {Action::approve, Kind::legal_hold},
         custodian,
         "",
         hold_only,
         some_hold_state,
         approve_hold},
        {"hold.end/1",
         "Agrees to end a hold before its day; the second one's word ends it.",
         Effect::changes,
         {Action::close, Kind::legal_hold},
         custodian,
         "",
         hold_only,
         some_hold_state,
         end_hold},
        {"hold.list/1",
         "Holds that this custodian may have to do with: no request and no name in them.",
         Effect::reads,
         {Action::read, Kind::legal_hold},
         custodian,
         "",
         R"({"type": "object", "additionalProperties": false})",
         R"({"type": "object", "required": ["holds"], "properties": {
             "holds": {"type": "array", "items": {"type": "object",
                 "required": ["hold", "reason", "askedAt", "until"]}}}})",
         list_holds},
    };
}

}  // namespace kith::gateway
